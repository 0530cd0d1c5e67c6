import { OneOf, Optional } from '../../common/validation/members.js';
import { ReleasedQuery } from '../insight.dto.js';

/** By what trajectories are counted. */
export class TrajectoryStatusQuery extends ReleasedQuery {
  /**
   * `year` by NC year; `group` by teaching and registration group, only for staff who may read every pupil of the
   * school. Left out: `year`.
   */
  @Optional()
  @OneOf(['year', 'group'])
  by?: 'year' | 'group';
}

/** Which coverage is wanted. */
export class CoverageQuery extends ReleasedQuery {}
