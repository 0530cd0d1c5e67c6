/** What is spent out of one funding source in one period: in all, or on one category of provision. */
export class SpendRowView {
  /** Null: nothing is said of who pays. */
  fundingSourceId!: string | null;
  /** @example 'Pupil premium' */
  fundingSource!: string | null;
  /** @example 'pupil-premium' */
  fundingKind!: string | null;
  /** May be spent on its own purpose only; what is left of it meets nothing else. */
  ringFenced!: boolean | null;
  /** The budget’s, or the academic year where there is no budget. @example '2025-09-01' */
  periodStart!: string;
  /** The last day. @example '2026-08-31' */
  periodEnd!: string;
  /** Null for all categories together. @example 'additional-learning-support' */
  category!: string | null;
  /** @example 503000 */
  plannedPence!: number;
  /** @example 246000 */
  toDatePence!: number;
  /** Null for a category, and where there is no budget. @example 600000 */
  budgetPence!: number | null;
  /** The budget less what is planned: below 0, more is planned than there is. @example 97000 */
  uncommittedPence!: number | null;
  /** The budget less what is spent to date. @example 354000 */
  unspentPence!: number | null;
}
