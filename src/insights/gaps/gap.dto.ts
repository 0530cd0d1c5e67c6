import { OneOf } from '../../common/validation/members.js';
import { ReleasedQuery } from '../insight.dto.js';
import { type Cut, CUTS } from './characteristic-groups.js';

/** Whose gaps are wanted: one characteristic at a time. */
export class GapQuery extends ReleasedQuery {
  /** One at a time. @example 'sen' */
  @OneOf(CUTS)
  characteristic!: Cut;
}
