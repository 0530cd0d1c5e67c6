import { KnownInstant, Optional, QueryWhole } from '../../common/validation/members.js';
import { InsightQuery } from '../insight.dto.js';

/** Which academic year's recommendations are wanted. */
export class TimelinessQuery extends InsightQuery {
  /** The year in which it begins; left out, the present one. @example 2025 */
  @Optional()
  @QueryWhole(2000, 2199)
  academicYear?: number;

  /** As it was known at this instant. @example '2026-05-01T09:00:00Z' */
  @Optional()
  @KnownInstant()
  knownAt?: string;
}
