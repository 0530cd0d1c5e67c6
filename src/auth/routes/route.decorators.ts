import {
  applyDecorators,
  Delete,
  Get,
  HttpCode,
  Patch,
  Post,
  Put,
  Sse,
  SetMetadata,
  type Type,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiExtension,
  ApiExtraModels,
  ApiHeader,
  ApiOperation,
  ApiProduces,
  ApiResponse,
  ApiSecurity,
  getSchemaPath,
} from '@nestjs/swagger';
import { ERRORS, type ErrorCode } from '../../common/errors/catalogue.js';
import { BatchAnswerView } from '../../common/http/batch.view.js';
import { JSON_INSTEAD } from '../../common/openapi/complete-document.js';
import { PageView } from '../../common/paging/page.view.js';
import { ProblemView } from '../../common/errors/problem.view.js';
import type { Scope } from '../scopes.js';
import { type Replay, ROUTE, type RouteFacts } from './route-facts.js';

/** What every route says of itself. */
export interface RouteOptions {
  readonly scope: Scope;
  readonly summary: string;
  readonly description?: string;
  /** Only a member of staff may. */
  readonly staff?: boolean;
  /** The answer holds what follows from other rows too: its ETag changes with those. */
  readonly derived?: boolean;
  /** Errors beyond those that every route of its kind has. */
  readonly errors?: readonly ErrorCode[];
}

/** Beside that, what it answers with. */
export type Returning = RouteOptions & { readonly returns: Type };

/** `GET` of a list: pages by cursor, unknown query parameters refused. */
export const ListRoute = (path: string, options: Returning): MethodDecorator =>
  route(Get(path), options, {
    facts: { view: options.returns },
    errors: ['validation-failed', 'cursor-invalid', 'sensitive-refused'],
    decorators: [
      ApiExtraModels(PageView, options.returns),
      ApiResponse({
        status: 200,
        description: 'One page.',
        schema: {
          type: 'object',
          required: ['data', 'page'],
          properties: {
            data: { type: 'array', items: { $ref: getSchemaPath(options.returns) } },
            page: { $ref: getSchemaPath(PageView) },
          },
        },
      }),
    ],
  });

/** `GET` of one resource or one calculated answer. A view with a `version` gets an ETag. */
export const GetRoute = (path: string, options: Returning): MethodDecorator =>
  route(Get(path), options, {
    facts: { single: true, view: options.returns },
    errors: ['not-found', 'validation-failed'],
    decorators: [
      ApiResponse({ status: 200, description: 'As asked.', type: options.returns, headers: ETAG }),
      ApiResponse({ status: 304, description: 'Not changed since the ETag in If-None-Match.' }),
    ],
  });

/**
 * `POST` that makes one resource: 201, Location, ETag, Idempotency-Key. With `precondition` it needs `If-Match` with the
 * ETag of what it is made of.
 */
export const CreateRoute = (
  path: string,
  options: Returning & {
    readonly location?: string;
    readonly replay: Replay;
    readonly precondition?: boolean;
  },
): MethodDecorator => {
  const { precondition = false } = options;
  return route(Post(path), options, {
    facts: {
      single: true,
      idempotent: true,
      precondition,
      location: `/api/v1/${options.location ?? path}`,
      replay: options.replay,
    },
    errors: [
      ...WRITE_ERRORS,
      ...IDEMPOTENCY_ERRORS,
      'duplicate',
      ...(precondition ? PRECONDITION_ERRORS : []),
    ],
    decorators: [
      ...IDEMPOTENCY_HEADER,
      ...(precondition ? [IF_MATCH] : []),
      ApiResponse({
        status: 201,
        description: 'Made.',
        type: options.returns,
        headers: { ...ETAG, ...LOCATION },
      }),
    ],
  });
};

/** `POST /<resource>:batch`: up to 1,000 items, each with its own outcome. */
export const BatchRoute = (path: string, options: RouteOptions): MethodDecorator =>
  route(Post(`${path}::batch`), options, {
    facts: { idempotent: true },
    errors: [...WRITE_ERRORS, ...IDEMPOTENCY_ERRORS],
    status: 200,
    decorators: [
      ...IDEMPOTENCY_HEADER,
      ApiResponse({ status: 200, description: 'The outcome of each item, in order.', type: BatchAnswerView }),
    ],
  });

/** `POST` of an action that changes what is there or starts something. */
export const ActionRoute = (
  path: string,
  options: Returning & {
    readonly status: 200 | 201 | 202;
    readonly location?: string;
    readonly replay?: Replay;
    /** The service keeps the whole answer for a repeated Idempotency-Key. */
    readonly keepsAnswer?: true;
    readonly upload?: 'importBytes' | 'packageBytes';
  },
): MethodDecorator => {
  const idempotent = options.replay !== undefined || options.keepsAnswer === true;
  return route(Post(path), options, {
    facts: {
      single: true,
      idempotent,
      replay: options.replay ?? null,
      upload: options.upload ?? null,
      location: options.location === undefined ? null : `/api/v1/${options.location}`,
    },
    errors: [...WRITE_ERRORS, 'not-found', 'conflict', ...(idempotent ? IDEMPOTENCY_ERRORS : [])],
    status: options.status,
    decorators: [
      ...(idempotent ? IDEMPOTENCY_HEADER : []),
      ...(options.upload ? [ApiConsumes('multipart/form-data')] : []),
      ApiResponse({
        status: options.status,
        description: 'Done.',
        type: options.returns,
        headers: options.location === undefined ? ETAG : { ...ETAG, ...LOCATION },
      }),
    ],
  });
};

/** `PATCH`: a JSON merge patch that needs `If-Match`. */
export const PatchRoute = (path: string, options: Returning): MethodDecorator =>
  route(Patch(path), options, {
    facts: { single: true, precondition: true },
    errors: [...WRITE_ERRORS, ...PRECONDITION_ERRORS, 'not-found', 'duplicate'],
    decorators: [
      IF_MATCH,
      ApiConsumes('application/merge-patch+json', 'application/json'),
      ApiResponse({ status: 200, description: 'As changed.', type: options.returns, headers: ETAG }),
    ],
  });

/** `PUT` that makes or replaces the one resource at its path. */
export const PutRoute = (path: string, options: Returning): MethodDecorator =>
  route(Put(path), options, {
    facts: { single: true },
    errors: [...WRITE_ERRORS, 'not-found', 'conflict'],
    decorators: [ApiResponse({ status: 200, description: 'As set.', type: options.returns, headers: ETAG })],
  });

/** `DELETE`: 204; needs `If-Match` unless told otherwise. */
export const DeleteRoute = (
  path: string,
  options: RouteOptions & { readonly precondition?: boolean },
): MethodDecorator => {
  const precondition = options.precondition ?? true;
  return route(Delete(path), options, {
    facts: { precondition },
    errors: ['not-found', 'conflict', ...(precondition ? PRECONDITION_ERRORS : [])],
    status: 204,
    decorators: [
      ...(precondition ? [IF_MATCH] : []),
      ApiResponse({ status: 204, description: 'Gone. Its history and a tombstone in the change feed stay.' }),
    ],
  });
};

/** `GET` of server-sent events. */
export const EventsRoute = (path: string, options: RouteOptions): MethodDecorator =>
  route(Sse(path), options, {
    facts: { stream: true },
    errors: ['not-found'],
    decorators: [
      ApiProduces('text/event-stream'),
      ApiResponse({
        status: 200,
        description: 'Events.',
        content: { 'text/event-stream': { schema: { type: 'string' } } },
      }),
    ],
  });

/** A route that needs no token. */
export const PublicRoute = (): MethodDecorator => SetMetadata(ROUTE, { ...NOTHING, scope: 'public' });

/** The body of a batch of one kind of item, for OpenAPI. */
export const ApiBatchBody = (item: Type): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(item),
    ApiBody({
      schema: {
        type: 'object',
        required: ['items'],
        additionalProperties: false,
        properties: {
          items: { type: 'array', minItems: 1, maxItems: 1000, items: { $ref: getSchemaPath(item) } },
        },
      },
    }),
  );

/** The body of a route that takes a file, for OpenAPI. */
export const ApiUploadBody = (
  field: string,
  others: Record<string, object> = {},
  required: string[] = [],
): MethodDecorator =>
  ApiBody({
    schema: {
      type: 'object',
      required: [field, ...required],
      additionalProperties: false,
      properties: { [field]: { type: 'string', format: 'binary' }, ...others },
    },
  });

/** The JSON that a route takes in the place of a file, for OpenAPI. */
export const ApiJsonInstead = (body: Type): MethodDecorator =>
  applyDecorators(ApiExtraModels(body), ApiExtension(JSON_INSTEAD, getSchemaPath(body)));

const WRITE_ERRORS = [
  'validation-failed',
  'malformed-json',
  'too-deep',
  'body-too-large',
  'media-type-unsupported',
] as const satisfies readonly ErrorCode[];
const IDEMPOTENCY_ERRORS = ['in-progress', 'idempotency-mismatch'] as const satisfies readonly ErrorCode[];
const PRECONDITION_ERRORS = [
  'precondition-failed',
  'precondition-required',
] as const satisfies readonly ErrorCode[];
const EVERYWHERE = [
  'unauthorised',
  'token-expired',
  'token-invalid',
  'scope-missing',
  'too-many-requests',
  'internal',
  'unavailable',
] as const satisfies readonly ErrorCode[];

const ETAG = {
  ETag: { description: 'The version of the resource.', schema: { type: 'string' as const, example: '"17"' } },
};
const LOCATION = { Location: { description: 'Its path.', schema: { type: 'string' as const } } };
const IF_MATCH = ApiHeader({
  name: 'If-Match',
  required: true,
  description: 'The ETag as read.',
  example: '"17"',
});
const IDEMPOTENCY_HEADER = [
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Same key and body: same answer, and nothing is done twice. Kept 24 hours.',
  }),
];
const NOTHING: Omit<RouteFacts, 'scope'> = {
  staff: false,
  idempotent: false,
  upload: null,
  precondition: false,
  stream: false,
  single: false,
  derived: false,
  location: null,
  replay: null,
  csv: false,
  fileName: null,
  view: null,
};

/** What every kind of route is made of. */
export function route(
  method: MethodDecorator,
  options: RouteOptions,
  kind: {
    readonly facts: Partial<RouteFacts>;
    readonly errors: readonly ErrorCode[];
    readonly status?: number;
    readonly decorators: readonly MethodDecorator[];
  },
): MethodDecorator {
  const facts: RouteFacts = {
    ...NOTHING,
    ...kind.facts,
    scope: options.scope,
    staff: options.staff ?? false,
    derived: options.derived ?? false,
  };
  const codes = new Set<ErrorCode>([
    ...kind.errors,
    ...(options.errors ?? []),
    ...(options.staff ? (['staff-required'] as const) : []),
    ...EVERYWHERE,
  ]);
  return applyDecorators(
    method,
    SetMetadata(ROUTE, facts),
    ...(kind.status ? [HttpCode(kind.status)] : []),
    ApiOperation({
      summary: options.summary,
      ...(options.description && { description: options.description }),
    }),
    ApiSecurity('client', [options.scope]),
    ApiExtension('x-errors', [...codes].sort()),
    ...kind.decorators,
    ...problemResponses(codes),
  );
}

function problemResponses(codes: ReadonlySet<ErrorCode>): MethodDecorator[] {
  const byStatus = Map.groupBy(codes, (code) => ERRORS[code].status);
  return [...byStatus].map(([status, group]) =>
    ApiResponse({
      status,
      description: group.map((code) => `\`${code}\`: ${ERRORS[code].title}.`).join(' '),
      content: {
        'application/problem+json': {
          schema: { $ref: getSchemaPath(ProblemView) },
          example: {
            type: `/errors/${group[0]!}`,
            title: ERRORS[group[0]!].title,
            status,
            detail: `${ERRORS[group[0]!].title}.`,
            instance: '/api/v1/…',
            code: group[0]!,
          },
        },
      },
    }),
  );
}
