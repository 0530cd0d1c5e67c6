import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { PublicRoute } from '../auth/routes/route.decorators.js';
import { DomainError } from '../common/errors/domain-error.js';
import { Database } from '../database/database.js';

/** For those who run the server: alive, ready, figures. */
@ApiExcludeController()
@Controller()
export class HealthController {
  private readonly registry = new Registry();

  constructor(private readonly database: Database) {
    collectDefaultMetrics({ register: this.registry });
  }

  @Get('health/live')
  @PublicRoute()
  live(): { status: string } {
    return { status: 'ok' };
  }

  @Get('health/ready')
  @PublicRoute()
  async ready(): Promise<{ status: string }> {
    try {
      await this.database.query('select 1');
    } catch {
      throw new DomainError('unavailable', 'The database does not answer.');
    }
    return { status: 'ok' };
  }

  @Get('metrics')
  @PublicRoute()
  async metrics(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.header('content-type', this.registry.contentType);
    return this.registry.metrics();
  }
}
