import type { RequestContext } from '../auth/request-context.js';
import { DomainError } from '../common/errors/domain-error.js';

/** A package is code that runs for every school, so one school's people do not bring it in; they enable it. */
export function requireEverySchool({ principal }: RequestContext): void {
  if (principal.schoolIds === null) return;
  const detail =
    'Only a client that sees every school may change packages and the keys they are signed with.';
  throw new DomainError('scope-missing', detail);
}
