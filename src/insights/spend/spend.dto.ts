import { DateText, KnownInstant, Optional } from '../../common/validation/members.js';
import { InsightQuery } from '../insight.dto.js';

/** As of when spending is wanted. */
export class SpendQuery extends InsightQuery {
  /** Left out: today. Decides the budgets that are in force, and the academic year. @example '2026-03-31' */
  @Optional()
  @DateText()
  asOf?: string;

  /** As it was known at this instant. @example '2026-05-01T09:00:00Z' */
  @Optional()
  @KnownInstant()
  knownAt?: string;
}
