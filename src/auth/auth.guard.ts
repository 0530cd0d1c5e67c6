import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../common/errors/domain-error.js';
import { Database } from '../database/database.js';
import { knownAtOf, ownersRead } from './known-instant.js';
import { RateLimits } from './rate-limits.js';
import { ROUTE, type RouteFacts } from './routes/route-facts.js';
import { AccessTokens } from './tokens/access-tokens.js';

/**
 * Lets a request in by its token and the route's scope, with what was known at its `knownAt` made final. A route that
 * declares nothing is closed.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
    private readonly limits: RateLimits,
    private readonly database: Database,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const route = this.reflector.get<RouteFacts | undefined>(ROUTE, execution.getHandler());
    if (!route) throw new DomainError('scope-missing', 'This route is open to nobody.');
    if (route.scope === 'public') return true;
    const http = execution.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const read = async () => this.tokens.read(tokenOf(request));
    const principal = await read().catch((error: unknown) => {
      this.limits.count(`address ${request.ip}`, reply);
      throw error;
    });
    this.limits.count(principal.staffId ?? `client ${principal.clientId}`, reply);
    if (!principal.scopes.has(route.scope)) {
      throw new DomainError('scope-missing', `This needs the scope ${route.scope}.`, [], {
        'www-authenticate': `Bearer error="insufficient_scope", scope="${route.scope}"`,
      });
    }
    if (route.staff && !principal.staffId) {
      throw new DomainError('staff-required', 'Sign in as a member of staff: a named person must do this.');
    }
    const knownAt = knownAtOf(request);
    if (knownAt !== null) await this.database.seal(knownAt, ownersRead(principal));
    request.context = {
      principal,
      ifMatch: ifMatchOf(request, route),
      idempotency: null,
      knownAt,
      stillGood: async () => {
        await read();
      },
    };
    return true;
  }
}

function tokenOf({ headers }: FastifyRequest): string {
  const token = /^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token !== undefined) return token;
  throw new DomainError('unauthorised', 'Send an access token: Authorization: Bearer <token>.', [], {
    'www-authenticate': 'Bearer',
  });
}

function ifMatchOf(request: FastifyRequest, route: RouteFacts): string | null {
  const header = request.headers['if-match'];
  if (header !== undefined) return header.replace(/^W\//, '').replace(/^"(.*)"$/, '$1');
  if (route.precondition) {
    throw new DomainError(
      'precondition-required',
      'Send If-Match with the ETag of the resource as you read it.',
    );
  }
  return null;
}
