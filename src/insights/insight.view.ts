/** What an insight says beside its rows. */
export class InsightView {
  schoolId!: string;
  /** The day that the figures are of. Null where nothing is released. @example '2026-04-10' */
  asOf!: string | null;
  /** Null for what is calculated now. @example null */
  releaseId!: string | null;
  /** Whether small groups are hidden. */
  suppressed!: boolean;
  /** What to know before relying on the figures. */
  notes!: string[];
}
