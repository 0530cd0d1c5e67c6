import { DateText, OneOf, Optional } from '../../common/validation/members.js';
import { ReleasedQuery } from '../insight.dto.js';
import { type Cut, CUTS } from './characteristic-groups.js';

/** Whose gaps are wanted: one characteristic at a time. */
export class GapQuery extends ReleasedQuery {
  /** One at a time. @example 'sen' */
  @OneOf(CUTS)
  characteristic!: Cut;

  /**
   * Changes are told since this day, before `asOf`, from what is known now: only for staff who may read every pupil of
   * the school. Left out: since the release before. @example '2026-01-09'
   */
  @Optional()
  @DateText()
  since?: string;
}
