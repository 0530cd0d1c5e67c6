import multipart from '@fastify/multipart';
import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppModule } from './app.module.js';
import { serveDocumentation } from './app.documentation.js';
import { closeGently } from './common/http/close-gently.js';
import { acceptForm } from './common/http/form-body.js';
import { acceptJson } from './common/http/json-body.js';
import { refuseBadEscapes } from './common/http/query-escapes.js';
import { ProblemFilter, refuseConnection, sendProblem, toDomainError } from './common/http/problem.filter.js';
import { RequestPipe } from './common/validation/request.pipe.js';
import type { Config } from './config/config.js';
import type { Database } from './database/database.js';

const BODY_BYTES = 1024 * 1024;

/** The API over an open database, ready to listen. */
export async function createApp(
  config: Config,
  database: Database,
  logger: LoggerService,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES,
    clientErrorHandler: refuseConnection,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, request.url, toDomainError(error)),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(config, database), adapter, {
    logger,
    bodyParser: true,
    abortOnError: false,
  });
  app.useGlobalPipes(new RequestPipe());
  app.useGlobalFilters(new ProblemFilter());
  app.enableShutdownHooks();
  await app.register(multipart);
  const fastify = adapter.getInstance();
  closeGently(fastify);
  refuseBadEscapes(fastify);
  serveDocumentation(app);
  await app.init();
  acceptJson(fastify);
  acceptForm(fastify, '/oauth/token');
  return app;
}
