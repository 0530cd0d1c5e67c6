import { IdText, KnownInstant, OneOf, Optional } from '../../common/validation/members.js';
import { type Cut, CUTS } from '../gaps/characteristic-groups.js';
import { InsightQuery } from '../insight.dto.js';

/** Which allocation's result is wanted, by which characteristic. */
export class AllocationGroupsQuery extends InsightQuery {
  @IdText()
  allocationId!: string;

  /** @example 'pupilPremium' */
  @OneOf(CUTS)
  characteristic!: Cut;

  /** As it was known at this instant. @example '2026-09-01T09:00:00Z' */
  @Optional()
  @KnownInstant()
  knownAt?: string;
}
