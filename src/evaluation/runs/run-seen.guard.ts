import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { EvaluationsService } from './evaluations.service.js';

/**
 * Lets a stream of a run's events begin only for who sees the run. The status of a stream is sent before its
 * handler has ended, so that the handler can no longer say 404.
 */
@Injectable()
export class RunSeen implements CanActivate {
  constructor(private readonly evaluations: EvaluationsService) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const { context, params } = execution.switchToHttp().getRequest<FastifyRequest>();
    await this.evaluations.find(context!, (params as { evaluationId: string }).evaluationId);
    return true;
  }
}
