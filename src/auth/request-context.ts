import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../common/errors/domain-error.js';
import type { Actor } from '../database/actor.js';
import type { IdempotencyClaim } from './idempotency/idempotency-claim.js';
import type { Scope } from './scopes.js';

/** Who calls: what the access token says. */
export interface Principal extends Actor {
  readonly scopes: ReadonlySet<Scope>;
  /** The schools whose rows the token sees; null for every school of the installation. */
  readonly schoolIds: readonly string[] | null;
  /** Of the schools' pupils only those whom the person teaches today are seen: nothing but a teacher. */
  readonly taughtOnly: boolean;
}

/** What a request carries through the services. */
export interface RequestContext {
  readonly principal: Principal;
  /** Set where the request has an Idempotency-Key; the unit of work's transaction keeps it. */
  idempotency: IdempotencyClaim | null;
  /** `If-Match`, unquoted; null where it is missing. */
  readonly ifMatch: string | null;
  /** Facts are read as they were known at this instant; null: as they are. Only of a `GET`. */
  readonly knownAt: string | null;
  /** For what outlasts its request's beginning. Throws `token-expired` or `token-invalid` once the token has ended. */
  readonly stillGood: () => Promise<void>;
}

declare module 'fastify' {
  interface FastifyRequest {
    context?: RequestContext;
  }
}

/** The request's context, as a controller's parameter. */
export const Ctx = createParamDecorator((_data: unknown, execution: ExecutionContext): RequestContext => {
  const { context } = execution.switchToHttp().getRequest<FastifyRequest>();
  if (!context) throw new Error('A public route has no request context');
  return context;
});

/** Throws `sensitive-refused` where what is asked for is sensitive as a whole. `what` begins a sentence. */
export function requireSensitive(ctx: RequestContext, what: string): void {
  if (!seesSensitive(ctx))
    throw new DomainError('sensitive-refused', `${what} need the scope sensitive:read.`);
}

/** Whether sensitive members may be shown. */
export function seesSensitive({ principal }: RequestContext): boolean {
  return principal.scopes.has('sensitive:read');
}

/** Whether contacts of pupils may be shown: they have a scope of their own and are sensitive as a whole. */
export function seesContacts(ctx: RequestContext): boolean {
  return ctx.principal.scopes.has('contacts:read') && seesSensitive(ctx);
}
