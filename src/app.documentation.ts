import type { INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { Express } from 'express';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SCOPES } from './auth/scopes.js';
import { ProblemView } from './common/errors/problem.view.js';
import { completeDocument } from './common/openapi/complete-document.js';

export const API_VERSION = '0.1.0';

/** The OpenAPI document of the API. */
function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Espalier')
    .setVersion(API_VERSION)
    .setDescription(
      'Facts about pupils come in, a snapshot of each learner goes through a policy in a sandbox, a recommendation ' +
        'comes out with its reasons, and a person decides. Errors are RFC 9457 problem documents; each operation ' +
        'lists the codes it can answer with under `x-errors`, and `/errors/{code}` explains one.',
    )
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addOAuth2(
      {
        type: 'oauth2',
        flows: {
          clientCredentials: {
            tokenUrl: '/oauth/token',
            scopes: Object.fromEntries(SCOPES.map((scope) => [scope, ''])),
          },
        },
      },
      'client',
    )
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    extraModels: [ProblemView],
    operationIdFactory: (controller, method) => operationId(controller, method),
  });
  document.paths = Object.fromEntries(
    Object.entries(document.paths).map(([path, item]) => [
      path.replaceAll('::', ':').replaceAll('{batch}', ':batch'),
      item,
    ]),
  );
  completeDocument(document);
  return document;
}

function operationId(controller: string, method: string): string {
  const resource = controller.replace(/Controller$/, '');
  return `${resource[0]!.toLowerCase()}${resource.slice(1)}.${method}`;
}

/**
 * Swagger UI at `/docs`, to which `/` leads, and the document at `/api/v1/openapi.json`: made, and what serves it loaded,
 * when first asked for and not at every start.
 */
export function serveDocumentation(app: NestFastifyApplication): void {
  let made: OpenAPIObject | undefined;
  const document = () => (made ??= openApiDocument(app));
  let text: string | undefined;
  let ui: Promise<Express> | undefined;
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/api/v1/openapi.json', (_request: FastifyRequest, reply: FastifyReply) =>
    reply
      .header('content-type', 'application/json; charset=utf-8')
      .send((text ??= JSON.stringify(document()))),
  );
  fastify.get('/', (_request: FastifyRequest, reply: FastifyReply) => reply.redirect('/docs', 302));
  for (const path of ['/docs', '/docs/*']) {
    fastify.get(path, async (request: FastifyRequest, reply: FastifyReply) => {
      const answer = await (ui ??= swaggerUi(document()));
      reply.hijack();
      answer(request.raw as never, reply.raw as never);
    });
  }
}

async function swaggerUi(document: OpenAPIObject): Promise<Express> {
  const [{ default: express }, { default: swagger }] = await Promise.all([
    import('express'),
    import('swagger-ui-express'),
  ]);
  const ui = express();
  ui.use('/docs', swagger.serve, swagger.setup(document, { customSiteTitle: 'Espalier API' }));
  return ui;
}
