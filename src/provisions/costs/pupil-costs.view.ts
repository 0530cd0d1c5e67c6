import { ReadQuery } from '../../common/paging/list.dto.js';
import { Optional, QueryWhole } from '../../common/validation/members.js';

/** Of which academic year costs are asked. */
export class PupilCostsQuery extends ReadQuery {
  /** The year in which it begins, on 1 September. Left out: today’s. @example 2026 */
  @Optional()
  @QueryWhole(2000, 2100)
  academicYear?: number;
}

/** What a pupil’s place costs in the year. */
export class PupilPlaceCostView {
  interventionId!: string;
  /** Null where the place is in no provision yet. */
  provisionId!: string | null;
  /** @example 'small-group-catch-up' */
  provisionType!: string;
  /** @example 2 */
  wave!: number;
  /** Additional to what is made for all: waves 2 and 3. @example true */
  additional!: boolean;
  /** The planned cost that falls in the year; null where nothing of it is known. @example 8384 */
  pence!: number | null;
}

/** What a pupil’s places in provisions cost in an academic year. */
export class PupilCostsView {
  pupilId!: string;
  schoolId!: string;
  /** The year in which it begins, on 1 September. @example 2026 */
  academicYear!: number;
  /** Planned, of every place. @example 8384 */
  plannedPence!: number;
  /** Of that, for what is additional to what is made for all. @example 8384 */
  additionalPence!: number;
  /** What the school meets of additional support in a year before high-needs top-up. @example 600000 */
  thresholdPence!: number;
  /** Of the additional cost, up to the threshold. @example 8384 */
  schoolMeetsPence!: number;
  /** Of the additional cost, beyond the threshold. @example 0 */
  abovePence!: number;
  /** Places of which no cost is known: the totals are short by them. @example 0 */
  unknown!: number;
  places!: PupilPlaceCostView[];
}
