/** What came of an allocation for one group of pupils. */
export class AllocationGroupView {
  /** The characteristic. @example 'pupilPremium' */
  characteristic!: string;
  /** @example 'yes' */
  group!: string;
  /** Recommendations of its pupils; null where it is hidden. @example 14 */
  n!: number | null;
  /** Of these, those with a place as it stands. @example 7 */
  funded!: number | null;
  /** 0 to 1. @example 0.5 */
  share!: number | null;
  /** `small`, `complement`, or `share` where the share alone is hidden; null for what is shown. @example null */
  hidden!: string | null;
}
