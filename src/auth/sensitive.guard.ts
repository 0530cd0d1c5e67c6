import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../common/errors/domain-error.js';
import { seesSensitive } from './request-context.js';

/** Closes a controller whose resource is sensitive as a whole to tokens without `sensitive:read`. */
@Injectable()
export class SensitiveGuard implements CanActivate {
  canActivate(execution: ExecutionContext): boolean {
    const { context } = execution.switchToHttp().getRequest<FastifyRequest>();
    if (context && seesSensitive(context)) return true;
    throw new DomainError('sensitive-refused', 'This is sensitive as a whole: it needs sensitive:read too.');
  }
}
