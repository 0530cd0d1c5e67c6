import { NC_YEARS } from '../assessments/frameworks/framework.js';
import { DateText, IdText, KnownInstant, OneOf, Optional, Text } from '../common/validation/members.js';

/** Query parameters that every insight has. */
export class InsightQuery {
  @IdText()
  schoolId!: string;

  /** `csv` for the rows as CSV; left out, `Accept` decides. */
  @Optional()
  @OneOf(['json', 'csv'])
  format?: 'json' | 'csv';
}

/** What is released, or, for staff who may read every pupil of the school, what is so on a day. */
export class ReleasedQuery extends InsightQuery {
  /** The newest release of this assessment point. */
  @Optional()
  @IdText()
  assessmentPointId?: string;

  /**
   * As of this day, from what is known now: only for staff who may read every pupil of the school. Left out, as
   * `assessmentPointId` is: today for such staff, the newest release for everybody else. @example '2026-04-10'
   */
  @Optional()
  @DateText()
  asOf?: string;

  /** As it was known at this instant, releases too. @example '2026-05-01T09:00:00Z' */
  @Optional()
  @KnownInstant()
  knownAt?: string;

  /** A subject's code. @example 'mathematics' */
  @Optional()
  @Text(40)
  subject?: string;

  /** A framework's key, of any version. @example 'twenty' */
  @Optional()
  @Text(60)
  framework?: string;

  /** The pupils' NC year on the day of the figures. @example '7' */
  @Optional()
  @OneOf(NC_YEARS)
  ncYear?: (typeof NC_YEARS)[number];
}
