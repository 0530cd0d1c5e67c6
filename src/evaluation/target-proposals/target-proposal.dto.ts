import { FrameworkRefDto } from '../../assessments/results/result.dto.js';
import { PageQuery } from '../../common/paging/list.dto.js';
import {
  DateText,
  IdText,
  Nested,
  Nullable,
  OneOf,
  Optional,
  QueryFlag,
  Text,
} from '../../common/validation/members.js';
import { CohortDto } from '../../targets/sets/target-set.dto.js';
import { PROPOSAL_OUTCOMES, type ProposalOutcome } from './judge-proposal.js';

/** Targets that a policy is to propose for a cohort. */
export class ProposeTargetSetDto {
  @IdText()
  schoolId!: string;

  /** One of the school's enabled policies of the kind `target`: `<plugin>/<policy id>`. @example '@example/estimates/estimate-and-challenge' */
  @Text(280)
  policy!: string;

  /** @example 'Year 7 mathematics, summer' */
  @Text(120)
  title!: string;

  /** A subject's code: what the policy proposes in others is none of the set's. @example 'mathematics' */
  @Text(40)
  subject!: string;

  /** The framework that the policy proposes in. */
  @Nested(() => FrameworkRefDto)
  framework!: FrameworkRefDto;

  /** Who belongs to it at `asOf`. */
  @Nested(() => CohortDto)
  cohort!: CohortDto;

  /** The day as of which pupils are seen; not after today. Left out: today. @example '2026-01-09' */
  @Nullable()
  @DateText()
  asOf?: string | null;
}

/** Filters of what pupils got from the policy of a set. */
export class TargetProposalQuery extends PageQuery {
  @Optional()
  @OneOf(PROPOSAL_OUTCOMES)
  outcome?: ProposalOutcome;

  @Optional()
  @IdText()
  pupilId?: string;

  /** Those that contradict a draft of another policy, or the others. */
  @Optional()
  @QueryFlag()
  conflicting?: boolean;
}
