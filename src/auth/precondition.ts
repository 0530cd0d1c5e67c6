import { DomainError } from '../common/errors/domain-error.js';
import type { FactRow } from '../database/fact.entity.js';
import type { RequestContext } from './request-context.js';

/** Holds `If-Match` against a row as it is now. Throws `precondition-failed`. */
export function checkPrecondition({ ifMatch }: RequestContext, row: FactRow): void {
  if (ifMatch !== null && ifMatch !== '*' && ifMatch.split('-')[0] !== String(row.sinceVersion)) {
    throw new DomainError(
      'precondition-failed',
      'The resource has changed since it was read; read it again.',
      [],
      {
        etag: `"${row.sinceVersion}"`,
      },
    );
  }
}
