/** How many there are of one kind in one table. */
export class TrajectoryStatusRowView {
  /** Null by group. @example '7' */
  ncYear!: string | null;
  /** Null by year. */
  groupId!: string | null;
  /** Null by year. @example null */
  groupName!: string | null;
  /** @example 'mathematics' */
  subject!: string;
  /** @example 'twenty' */
  framework!: string;
  /** @example 1 */
  frameworkVersion!: number;
  /** `judgement`, or `freshness` of those who are judged. @example 'judgement' */
  measure!: string;
  /** `above`, `on`, `below`, `noResult`, `notJudged`; or `fresh`, `stale`. @example 'below' */
  value!: string;
  /** As in gaps. Null for what is not released. @example 'shown' */
  status!: 'shown' | 'held' | 'small' | 'differencing' | 'complement' | null;
  /** The day that the row’s figures are of. @example '2026-04-10' */
  figuresOf!: string;
  /** Active targets with that judgement. @example 12 */
  n!: number | null;
  /** Of how many in the table. @example 60 */
  of!: number | null;
}

/** How those below trajectory in one subject are supported. */
export class CoverageRowView {
  /** @example '7' */
  ncYear!: string;
  /** @example 'mathematics' */
  subject!: string;
  /** `support`, or `feature` of the interventions. @example 'support' */
  measure!: string;
  /** `intervention`, `planOnly`, `uncovered`; or one of the nine features. @example 'uncovered' */
  value!: string;
  /** As in gaps. Null for what is not released. @example 'shown' */
  status!: 'shown' | 'held' | 'small' | 'differencing' | 'complement' | null;
  /** The day that the row’s figures are of. @example '2026-04-10' */
  figuresOf!: string;
  /** Pupils below trajectory in the subject of whom it is so. @example 7 */
  n!: number | null;
  /** All pupils below trajectory in the subject. @example 31 */
  of!: number | null;
  /** n ÷ of. @example 0.2258 */
  share!: number | null;
}
