import type { INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import express from 'express';
import type { FastifyReply, FastifyRequest } from 'fastify';
import swaggerUi from 'swagger-ui-express';
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
 * Swagger UI at `/docs`, to which `/` leads, and the document at `/api/v1/openapi.json`: made when first asked for, not
 * at every start.
 */
export function serveDocumentation(app: NestFastifyApplication): void {
  let made: Documentation | undefined;
  const documentation = () => (made ??= makeDocumentation(app));
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/api/v1/openapi.json', (_request: FastifyRequest, reply: FastifyReply) =>
    reply.header('content-type', 'application/json; charset=utf-8').send(documentation().text),
  );
  fastify.get('/', (_request: FastifyRequest, reply: FastifyReply) => reply.redirect('/docs', 302));
  for (const path of ['/docs', '/docs/*']) {
    fastify.get(path, (request: FastifyRequest, reply: FastifyReply) => {
      const { ui } = documentation();
      reply.hijack();
      ui(request.raw as never, reply.raw as never);
    });
  }
}

interface Documentation {
  /** The document as JSON. */
  readonly text: string;
  readonly ui: express.Express;
}

function makeDocumentation(app: INestApplication): Documentation {
  const document = openApiDocument(app);
  const ui = express();
  ui.use('/docs', swaggerUi.serve, swaggerUi.setup(document, { customSiteTitle: 'Espalier API' }));
  return { text: JSON.stringify(document), ui };
}
