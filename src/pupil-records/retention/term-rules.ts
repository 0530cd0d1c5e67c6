import type { Fault } from '../../common/errors/domain-error.js';
import { KINDS, type RecordKind } from './record-kinds.js';

/**
 * What is wrong with the term that a school wants to set; null where nothing is. It may lengthen; below what statute
 * demands it may not go, and below the default of the product only with a reason.
 */
export function faultOfTerm(kind: RecordKind, years: number, reason: string | null): Fault | null {
  const { minimumYears, years: usual } = KINDS[kind];
  if (minimumYears !== null && years < minimumYears) {
    const detail = `Statute has ${kind} kept for ${minimumYears} years at least.`;
    return { pointer: '/years', code: 'below-statutory-minimum', detail };
  }
  if (years < usual && reason === null) {
    const detail = `Fewer than the usual ${usual} years need a reason.`;
    return { pointer: '/reason', code: 'missing', detail };
  }
  return null;
}
