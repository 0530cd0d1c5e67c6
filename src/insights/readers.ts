import type { RequestContext } from '../auth/request-context.js';
import { seesSensitive } from '../auth/request-context.js';
import { seesSchool } from '../auth/tenancy.js';
import { DomainError } from '../common/errors/domain-error.js';

/**
 * Whether a token may read every pupil of a school, sensitive members included, as one of its staff: nothing is
 * hidden from such a person. Programs get what is released, whatever their scopes (definitions, Suppression).
 */
export function readsEveryPupil(ctx: RequestContext, schoolId: string): boolean {
  const { staffId, scopes, taughtOnly } = ctx.principal;
  return (
    staffId !== null &&
    !taughtOnly &&
    scopes.has('pupils:read') &&
    seesSensitive(ctx) &&
    seesSchool(ctx, schoolId)
  );
}

/** Throws `staff-required` unless the token may read every pupil of the school. */
export function requireEveryPupil(ctx: RequestContext, schoolId: string): void {
  if (readsEveryPupil(ctx, schoolId)) return;
  throw new DomainError(
    'staff-required',
    'Figures that are not released are for staff who may read every pupil of the school.',
  );
}

/** Throws `sensitive-refused` for a cut by a sensitive characteristic without its scope. */
export function requireSensitive(ctx: RequestContext): void {
  if (seesSensitive(ctx)) return;
  throw new DomainError('sensitive-refused', 'Figures by a characteristic need the scope sensitive:read.');
}
