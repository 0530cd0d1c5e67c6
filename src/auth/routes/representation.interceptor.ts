import { createHash } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { DomainError } from '../../common/errors/domain-error.js';
import { SYSTEM_OWNER } from '../../common/ids.js';
import { csvAttachment } from '../../common/http/csv-attachment.js';
import { csvText } from '../../common/http/csv-text.js';
import { membersOf, pickFields } from '../../common/http/fields.js';
import { readUpload } from '../../common/http/upload.js';
import type { Config } from '../../config/config.js';
import type {} from '@fastify/multipart';
import { APP_CONFIG } from '../../config/config.token.js';
import { Inject } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { IdempotencyClaim } from '../idempotency/idempotency-claim.js';
import { IdempotencyService } from '../idempotency/idempotency.service.js';
import type { RequestContext } from '../request-context.js';
import { seesRow } from '../tenancy.js';
import { type FileParams, ROUTE, type RouteFacts } from './route-facts.js';

/** The field of the file, by the limit that it has. */
const FILE_FIELDS = { importBytes: 'file', packageBytes: 'package' } as const;

/**
 * What every answer has in common, by what its route declares: uploads, repeated Idempotency-Keys, ETag and
 * `If-None-Match`, Location, and `fields`.
 */
@Injectable()
export class RepresentationInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly idempotency: IdempotencyService,
    private readonly database: Database,
    @Inject(APP_CONFIG) private readonly config: Config,
  ) {}

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const route = this.reflector.get<RouteFacts>(ROUTE, execution.getHandler());
    if (route.scope === 'public' || route.stream) return next.handle();
    const http = execution.switchToHttp();
    return from(this.answer(route, http.getRequest(), http.getResponse(), next));
  }

  private async answer(
    route: RouteFacts,
    request: FastifyRequest,
    reply: FastifyReply,
    next: CallHandler,
  ): Promise<unknown> {
    if (!route.upload && request.isMultipart()) {
      throw new DomainError('media-type-unsupported', 'Send application/json.');
    }
    if (route.upload && request.isMultipart()) {
      request.upload = await readUpload(request, FILE_FIELDS[route.upload], this.config.limits[route.upload]);
    }
    const body = await this.once(route, request, reply, () =>
      lastValueFrom(next.handle(), { defaultValue: undefined }),
    );
    return represent(route, request, reply, body);
  }

  private async once(
    route: RouteFacts,
    request: FastifyRequest,
    reply: FastifyReply,
    carryOut: () => Promise<unknown>,
  ): Promise<unknown> {
    const key = request.headers['idempotency-key'];
    if (!route.idempotent || typeof key !== 'string') return carryOut();
    const ctx = request.context!;
    const caller = ctx.principal.staffId ?? ctx.principal.clientId;
    const claim = this.idempotency.begin(caller, `${request.method} ${request.url}`, key, bodyOf(request));
    ctx.idempotency = claim;
    try {
      const before = await this.replay(route, ctx, claim, reply);
      if (before !== undefined) return before;
      try {
        return await carryOut();
      } catch (error) {
        // Another process may have carried the same request out meanwhile, or this one before its answer was lost.
        const meanwhile = await this.replay(route, ctx, claim, reply);
        if (meanwhile === undefined) throw error;
        return meanwhile;
      }
    } finally {
      this.idempotency.end(claim);
    }
  }

  /** The answer that the key's first request got, rendered again; undefined for a new key. */
  private async replay(
    route: RouteFacts,
    ctx: RequestContext,
    claim: IdempotencyClaim,
    reply: FastifyReply,
  ): Promise<unknown> {
    const remembered = await this.idempotency.recall(claim);
    if (!remembered) return undefined;
    void reply.header('idempotency-replayed', 'true');
    if (remembered.kind === 'answer') return remembered.body;
    const { entity, view } = route.replay!;
    const row = await this.database.selectVersion(entity, remembered.id, remembered.version);
    const seen = row?.ownerId === SYSTEM_OWNER || (row && (await seesRow(this.database, ctx, entity, row)));
    if (!seen) {
      throw new DomainError('conflict', 'What this key made can no longer be shown.');
    }
    return view(row as never, ctx, this.database);
  }
}

function represent(route: RouteFacts, request: FastifyRequest, reply: FastifyReply, body: unknown): unknown {
  const resource = body as { id?: string; version?: unknown; revision?: number } | null | undefined;
  if (route.location !== null && resource?.id)
    void reply.header('location', `${pathOf(route.location, request)}/${resource.id}`);
  // Where `version` is the field's word for something else, the row's is called `revision`.
  const version = resource?.revision ?? resource?.version;
  if (route.single && typeof version === 'number') {
    const etag = route.derived ? `"${version}-${digestOf(body)}"` : `"${version}"`;
    void reply.header('etag', etag);
    if (request.method === 'GET' && namesEtag(request.headers['if-none-match'], etag)) {
      void reply.status(304);
      return undefined;
    }
  }
  if (route.fileName && (!route.csv || wantsCsv(request))) return asCsv(route, request, reply, body);
  const { fields } = request.query as { fields?: unknown };
  return route.view && typeof fields === 'string' ? pickFields(body, fields, route.view) : body;
}

/** The answer as a CSV file with a name: the rows of a table with its day, or what is CSV already. */
function asCsv(
  { fileName, view }: RouteFacts,
  request: FastifyRequest,
  reply: FastifyReply,
  body: unknown,
): string {
  const params = { ...(request.query as FileParams), ...(request.params as FileParams) };
  const table =
    typeof body === 'string' ? null : (body as { data: Record<string, unknown>[]; asOf?: string | null });
  void reply.header('content-type', 'text/csv; charset=utf-8');
  void reply.header('content-disposition', csvAttachment([...fileName!(params), table?.asOf]));
  return table ? csvText([...membersOf(view!)], table.data) : (body as string);
}

/** Of an answer: `If-None-Match` sees what follows from other rows, `If-Match` looks at the version alone. */
function digestOf(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 12);
}

/** The path of a collection with the request's own parameters filled in. */
function pathOf(template: string, request: FastifyRequest): string {
  const params = request.params as Readonly<Record<string, string>>;
  return template.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''));
}

/** `format` decides; without it what the client accepts does. */
function wantsCsv({ query, headers }: FastifyRequest): boolean {
  const { format } = query as { format?: unknown };
  return format === undefined ? /\btext\/csv\b/.test(headers.accept ?? '') : format === 'csv';
}

function namesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header === '*' || header.split(',').some((it) => it.trim().replace(/^W\//, '') === etag);
}

function bodyOf(request: FastifyRequest): unknown {
  if (!request.upload) return request.body;
  const { filename, bytes, fields } = request.upload;
  return { filename, fields, file: createHash('sha256').update(bytes).digest('hex') };
}
