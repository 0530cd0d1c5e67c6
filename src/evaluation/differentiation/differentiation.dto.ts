import type { Tier } from '@espalier/sdk';
import { ListQuery } from '../../common/paging/list.dto.js';
import {
  DateText,
  IdText,
  InstantText,
  Nullable,
  OneOf,
  Optional,
  QueryFlag,
  Text,
  TextList,
  Whole,
} from '../../common/validation/members.js';
import { DIFFERENTIATION_DECISIONS } from './differentiation-decision.entity.js';
import { DIFFERENTIATION_STATUSES, type DifferentiationStatus } from './differentiation.entity.js';
import { DIFFERENTIATION_OUTCOMES, type DifferentiationOutcome } from './judge-answers.js';

export const TIERS = ['support', 'core', 'stretch'] as const satisfies readonly Tier[];

/** Most characters of a strategy or scaffold, and most of them: as the sandbox holds policies to. */
const ADVICE_CHARS = 300;
const MOST_ADVICE = 20;

/** How a group is to be taught in a subject: what policies are asked. */
export class AskDifferentiationDto {
  /** A subject's code; left out: the group's own, where it has one. @example 'mathematics' */
  @Nullable()
  @Text(40)
  subject?: string | null;

  /** Those to ask, of the school's enabled policies of the kind `differentiation`: `<plugin>/<policy id>`. Left out: all. @example ['@example/tiers/tiers-by-trajectory'] */
  @Nullable()
  @TextList(280, 20)
  policies?: string[] | null;

  /** The day as of which pupils, and who is in the group, are seen; not after today. Left out: today. @example '2026-01-09' */
  @Nullable()
  @DateText()
  asOf?: string | null;

  /** Most pupils of one suggested group; left out or null: no limit. @example 6 */
  @Nullable()
  @Whole(1, 100)
  groupCapacity?: number | null;
}

/** Filters of the rounds of a group. */
export class DifferentiationRoundQuery extends ListQuery {
  /** A subject's code. @example 'mathematics' */
  @Optional()
  @Text(40)
  subject?: string;
}

/** Filters of pupils' rows of rounds. */
export class DifferentiationQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @IdText()
  differentiationRoundId?: string;

  @Optional()
  @IdText()
  groupId?: string;

  @Optional()
  @IdText()
  pupilId?: string;

  /** A subject's code. @example 'mathematics' */
  @Optional()
  @Text(40)
  subject?: string;

  /** Needs `sensitive:read`; a teacher may filter by `differentiate` without it. */
  @Optional()
  @OneOf(DIFFERENTIATION_OUTCOMES)
  outcome?: DifferentiationOutcome;

  /** Needs `sensitive:read`, but for a teacher. */
  @Optional()
  @OneOf(DIFFERENTIATION_STATUSES)
  status?: DifferentiationStatus;

  /** Policies propose different tiers. Needs `sensitive:read`, but for a teacher. */
  @Optional()
  @QueryFlag()
  conflict?: boolean;

  /** Changed at or after this instant. */
  @Optional()
  @InstantText()
  updatedSince?: string;
}

/** Which of the differentiation of a group is read. */
export class CurrentDifferentiationQuery extends ListQuery {
  /** As it holds on this date, for who is in the group then. Left out: today. @example '2026-01-09' */
  @Optional()
  @DateText()
  asOf?: string;

  /** A subject's code; left out: every subject. @example 'mathematics' */
  @Optional()
  @Text(40)
  subject?: string;

  @Optional()
  @IdText()
  pupilId?: string;

  /** Shows the pupil beside each; needs `pupils:read`. */
  @Optional()
  @OneOf(['pupil'])
  expand?: 'pupil';
}

/** How a named person decides to teach a pupil. */
export class DecideDifferentiationDto {
  /** `accept` takes what is proposed as it is, `adjust` makes something else of it, `decline` leaves it. */
  @OneOf(DIFFERENTIATION_DECISIONS)
  outcome!: (typeof DIFFERENTIATION_DECISIONS)[number];

  /** Whose proposals are decided on: `<plugin>/<policy id>`. Left out: all that stand. @example ['@example/tiers/tiers-by-trajectory'] */
  @Nullable()
  @TextList(280, 20)
  policies?: string[] | null;

  /** With `adjust`: the tier instead, or null for none. Left out: as proposed. @example 'core' */
  @Nullable()
  @OneOf(TIERS)
  tier?: Tier | null;

  /** With `adjust`: what the teacher does instead. Left out: as proposed. @example ['Check understanding after each example.'] */
  @Optional()
  @TextList(ADVICE_CHARS, MOST_ADVICE)
  strategies?: string[];

  /** With `adjust`: what the pupil is given instead. Left out: as proposed. @example ['A worked example on the desk.'] */
  @Optional()
  @TextList(ADVICE_CHARS, MOST_ADVICE)
  scaffolds?: string[];

  /** With `accept` and `adjust`: the last day on which it is taught by. Left out: as proposed. @example '2026-07-10' */
  @Nullable()
  @DateText()
  reviewBy?: string | null;

  /** Why, in the person’s own words; needed with `adjust` and `decline`. @example 'Caught up since half-term.' */
  @Nullable()
  @Text(500)
  reason?: string | null;
}
