import { DateText, KnownInstant, Optional } from '../../common/validation/members.js';
import { InsightQuery } from '../insight.dto.js';

/** As of when the effect of provision is wanted. */
export class EffectQuery extends InsightQuery {
  /** Left out: today. Exit measures of later days are not there yet. @example '2026-07-10' */
  @Optional()
  @DateText()
  asOf?: string;

  /** As it was known at this instant. @example '2026-09-01T09:00:00Z' */
  @Optional()
  @KnownInstant()
  knownAt?: string;
}
