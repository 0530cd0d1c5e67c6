import type { RequestContext } from '../../auth/request-context.js';
import { DomainError } from '../../common/errors/domain-error.js';

/** Places are weighed between all pupils of a school, so not by who sees only the pupils taught. */
export function requireWholeSchool({ principal }: RequestContext): void {
  if (!principal.taughtOnly) return;
  throw new DomainError('scope-missing', 'Places are not given out by who sees only the pupils taught.');
}
