import type { FrameworkEntity } from '../../assessments/framework.entity.js';
import type { CutKey } from '../releases/cut-table.js';
import type { GapCell } from './published-gaps.js';

/** How a group stands in the newest release. */
export type GapStatus = 'shown' | 'held' | 'small' | 'differencing' | 'complement';

/** One group in one year, subject and framework version. */
export class GapRowView {
  /** @example 'sen' */
  characteristic!: string;
  /** `unknown`: not recorded, refused or not obtained; counted apart. @example 'K' */
  group!: string;
  /** @example '7' */
  ncYear!: string;
  /** @example 'mathematics' */
  subject!: string;
  /** @example 'twenty' */
  framework!: string;
  /** @example 1 */
  frameworkVersion!: number;
  /** −1 where lower is better. @example 1 */
  direction!: number;
  /**
   * `shown`; `held`: as in an earlier release, because one to four pupils changed since; `small`: fewer than five;
   * `differencing`, `complement`: shown, it would give away fewer than five. Null for what is not released.
   */
  status!: GapStatus | null;
  /** The day that the row’s figures are of: an earlier one where it is held. @example '2026-04-10' */
  figuresOf!: string;
  /** Pupils with a result. @example 31 */
  n!: number | null;
  /** Of the latest results, in points. @example 11.5 */
  mean!: number | null;
  /** Those of them with an expectation for the year in which the result was. @example 31 */
  judged!: number | null;
  /** Of those judged, at the expectation or above it; not shown at 0 % and 100 %. @example 0.62 */
  shareAtExpected!: number | null;
  /** The mean less that of all others about whom the characteristic is known. @example -1.2 */
  gap!: number | null;
  /** How many others. @example 148 */
  others!: number | null;
  /** Hedges’ g; null where either side has fewer than 10, or nothing varies. @example -0.41 */
  effectSize!: number | null;
  /** Of the 95 % interval. @example -0.8 */
  effectSizeLow!: number | null;
  /** @example -0.02 */
  effectSizeHigh!: number | null;
  /** The day of the figures that the changes are since; null where the group’s table had none then. @example '2026-01-09' */
  changeSince!: string | null;
  /** @example 0.4 */
  meanChange!: number | null;
  /** @example 0.05 */
  shareChange!: number | null;
  /** @example 0.1 */
  gapChange!: number | null;
}

/** A group's row. `cell` is null where the group is hidden. */
export function toGapRow(
  { cut, ncYear, subject }: CutKey,
  group: string,
  framework: Pick<FrameworkEntity, 'frameworkKey' | 'frameworkVersion' | 'direction'>,
  { status, figuresOf }: Pick<GapRowView, 'status' | 'figuresOf'>,
  cell: GapCell | null,
): GapRowView {
  return {
    characteristic: cut,
    group,
    ncYear,
    subject,
    framework: framework.frameworkKey,
    frameworkVersion: framework.frameworkVersion,
    direction: framework.direction,
    status,
    figuresOf,
    n: cell?.n ?? null,
    mean: cell?.mean ?? null,
    judged: cell?.judged ?? null,
    shareAtExpected: cell?.share ?? null,
    gap: cell?.gap ?? null,
    others: cell?.others ?? null,
    effectSize: cell?.g ?? null,
    effectSizeLow: cell?.low ?? null,
    effectSizeHigh: cell?.high ?? null,
    changeSince: cell?.change?.since ?? null,
    meanChange: cell?.change?.mean ?? null,
    shareChange: cell?.change?.share ?? null,
    gapChange: cell?.change?.gap ?? null,
  };
}
