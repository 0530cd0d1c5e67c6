import type { FastifyRequest } from 'fastify';
import { invalid } from '../common/errors/domain-error.js';
import { now, readInstant } from '../common/instants.js';
import { places } from '../database/database.js';
import type { OwnerCondition } from '../database/sealed-instants.js';
import type { Principal } from './request-context.js';

/**
 * `knownAt` of a `GET`, as instants are stored; null where it is missing, and where it is no instant or has no place
 * in the route, which is told with the other faults of the query. Throws `validation-failed` for an instant of the
 * future: what is not yet cannot be known.
 */
export function knownAtOf({ method, query }: Pick<FastifyRequest, 'method' | 'query'>): string | null {
  if (method !== 'GET') return null;
  const instant = readInstant((query as { knownAt?: unknown }).knownAt);
  if (instant !== null && instant > now()) {
    throw invalid({ pointer: '?knownAt', code: 'in-future', detail: 'knownAt must not lie in the future.' });
  }
  return instant;
}

/** Of whose facts a token's reads are made: all but those of the schools that it does not see. */
export function ownersRead({ schoolIds }: Principal): OwnerCondition {
  if (schoolIds === null) return { sql: '1 = 1', params: [] };
  const others = 'owner_id not in (select s.id from school s)';
  if (schoolIds.length === 0) return { sql: others, params: [] };
  return { sql: `owner_id in (${places(schoolIds.length)}) or ${others}`, params: schoolIds };
}
