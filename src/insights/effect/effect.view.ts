/** Progress of the pupils in one kind of provision, in one framework version, by dosage received. */
export class EffectRowView {
  /** @example 'small-group-catch-up' */
  provisionType!: string;
  /** @example 'twenty' */
  framework!: string;
  /** @example 1 */
  frameworkVersion!: number;
  /** `half-or-more`, `under-half` or `unknown`: minutes attended over minutes planned. @example 'half-or-more' */
  dosage!: string;
  /** Places with an entry measure. @example 24 */
  places!: number;
  /** Those with an exit measure and a target to hold the gain against. @example 18 */
  n!: number;
  /** Points gained beyond what the targets expected between entry and exit. @example 1.4 */
  meanGain!: number | null;
  /** Of the 95 % t-interval. @example 0.3 */
  gainLow!: number | null;
  /** @example 2.5 */
  gainHigh!: number | null;
  /** Places without an exit measure. @example 4 */
  noExit!: number;
  /** Places with one and without a target. @example 2 */
  noTarget!: number;
  /** To date, of those with a gain. @example 8383 */
  meanCostPence!: number | null;
  /** Null where the mean gain is not above 0, or a cost is not known. @example 5987 */
  costPerPointPence!: number | null;
}
