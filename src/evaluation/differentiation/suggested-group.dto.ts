import { ListQuery } from '../../common/paging/list.dto.js';
import {
  DateText,
  IdText,
  Nullable,
  OneOf,
  Optional,
  Text,
  TextList,
} from '../../common/validation/members.js';
import { SUGGESTION_STATUSES } from './suggested-group.entity.js';

/** Filters of suggested groups. */
export class SuggestedGroupQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @IdText()
  differentiationRoundId?: string;

  /** The group that was asked about. */
  @Optional()
  @IdText()
  groupId?: string;

  /** A subject's code. @example 'mathematics' */
  @Optional()
  @Text(40)
  subject?: string;

  @Optional()
  @OneOf(SUGGESTION_STATUSES)
  status?: (typeof SUGGESTION_STATUSES)[number];
}

/** The group that a person makes of a suggestion. */
export class MakeGroupDto {
  /** Shown to everybody who sees the group: nothing of what is sensitive belongs here. @example 'Mathematics, Tuesdays' */
  @Text(120)
  name!: string;

  /** Left out: intervention. @example 'intervention' */
  @Optional()
  @OneOf(['intervention', 'teaching'])
  kind?: 'intervention' | 'teaching';

  /** Those whom to take, of those suggested. Left out: all. */
  @Nullable()
  @TextList(36, 100)
  pupilIds?: string[] | null;

  /** The pupils' first day in it. Left out: today. @example '2026-09-14' */
  @Nullable()
  @DateText()
  startDate?: string | null;
}
