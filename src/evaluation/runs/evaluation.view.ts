import type { RequestContext } from '../../auth/request-context.js';
import type { EvaluationEntity } from './evaluation.entity.js';
import type { EvaluationResultEntity } from './evaluation-result.entity.js';
import type { RunFigures } from './run-figures.js';
import type { OutcomeCounts } from './outcome.js';
import { seesOutcomes } from './sees-outcomes.js';

/**
 * How many pupils got what; for who is nothing but a teacher, of the pupils taught today. The five add up to the pupils
 * that have been evaluated.
 */
export class OutcomeCountsView {
  /** At least one recommendation. @example 120 */
  recommend!: number;
  /** Nothing is needed, or the pupil is outside the policy’s population. @example 135 */
  noAction!: number;
  /** Of `noAction`: outside the policy’s population. @example 0 */
  notApplicable!: number;
  /** Nothing yet, to be looked at again at a review date. @example 94 */
  watch!: number;
  /** The policy could not tell, and says what is missing. @example 0 */
  insufficientData!: number;
  /** The policy failed on this pupil. @example 0 */
  notEvaluated!: number;
}

/** One policy of a run. */
export class EvaluatedPolicyView {
  /** @example '@espalier/trajectory-catch-up' */
  plugin!: string;
  /** @example '0.1.0' */
  version!: string;
  /** @example 'trajectory-catch-up' */
  policyId!: string;
  /** SHA-256 of the bundle that ran. */
  bundleDigest!: string;
  /** @example ['trajectory', 'interventions', 'attendance'] */
  inputs!: string[];
  settings!: Record<string, unknown>;
  /** Pupils evaluated so far. @example 349 */
  done!: number;
  /** Left out where the policy reads sensitive inputs and the token lacks `sensitive:read`: a run may be of one pupil. */
  counts?: OutcomeCountsView;
}

/** What started a run that nobody asked for. */
export class EvaluationCauseView {
  /** As the policy’s manifest has them. @example ['onResult', 'onSchedule:weekly'] */
  triggers!: string[];
  /** How many changes of facts; 0 where dates alone started it. @example 30 */
  changes!: number;
}

/** A run of policies over pupils. */
export class EvaluationView {
  id!: string;
  schoolId!: string;
  /** @example 'live' */
  mode!: string;
  /** `running`, `succeeded` or `failed`. @example 'succeeded' */
  status!: string;
  /** @example '2026-07-10' */
  asOf!: string;
  /** The school’s version whose state is evaluated. @example 4711 */
  knownVersion!: number;
  /** Pupils of the run; for who is nothing but a teacher, those of them taught today. @example 349 */
  pupils!: number;
  policies!: EvaluatedPolicyView[];
  /**
   * What started it; null where somebody asked for it. Left out where the policy reads sensitive inputs and the token
   * lacks `sensitive:read`: that a plan changed tells who has one.
   */
  cause?: EvaluationCauseView | null;
  /** Why it failed. @example null */
  failure!: string | null;
  startedAt!: string;
  /** @example null */
  finishedAt!: string | null;
  version!: number;
}

/**
 * What one pupil got from one policy. Where the policy reads sensitive inputs, what it answered is there for tokens
 * with `sensitive:read` only.
 */
export class EvaluationResultView {
  pupilId!: string;
  /** @example '@espalier/trajectory-catch-up' */
  plugin!: string;
  /** @example 'trajectory-catch-up' */
  policyId!: string;
  /** `recommend`, `watch`, `noneNeeded`, `notApplicable`, `insufficientData` or `notEvaluated`; left out as `verdicts` is. @example 'watch' */
  outcome?: string;
  /**
   * Each answer of the policy, with its reason and evidence; null where the pupil was not evaluated. Left out where
   * the policy reads sensitive inputs and the token lacks `sensitive:read`.
   */
  verdicts?: Record<string, unknown>[] | null;
  /** Why the pupil was not evaluated; left out as `verdicts` is. @example null */
  reason?: string | null;
  /** Left out as `verdicts` is. */
  detail?: string | null;
  /** SHA-256 of what the policy saw of the pupil; left out as `verdicts` is. */
  inputDigest?: string;
}

export function toEvaluationView(
  row: EvaluationEntity,
  figures: RunFigures,
  ctx: RequestContext,
): EvaluationView {
  return {
    id: row.id,
    schoolId: row.ownerId,
    mode: row.mode,
    status: row.status,
    asOf: row.asOf,
    knownVersion: row.knownVersion,
    pupils: figures.pupils,
    policies: row.facts.policies.map((policy, i) => {
      const counts = figures.counts[i]!;
      return {
        plugin: policy.plugin,
        version: policy.version,
        policyId: policy.policyId,
        bundleDigest: policy.bundleDigest,
        inputs: [...policy.inputs],
        settings: policy.settings,
        done: Object.values(counts).reduce((sum, it) => sum + it, 0),
        ...(seesOutcomes(ctx, policy) && { counts: toCountsView(counts) }),
      };
    }),
    ...(row.facts.policies.every((it) => row.cause === null || seesOutcomes(ctx, it)) && {
      cause: row.cause && { triggers: [...row.cause.triggers], changes: row.cause.changes },
    }),
    failure: row.failure,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    version: row.sinceVersion,
  };
}

export function toEvaluationResultView(
  row: EvaluationResultEntity,
  run: EvaluationEntity,
  ctx: RequestContext,
): EvaluationResultView {
  const policy = run.facts.policies[row.policy]!;
  return {
    pupilId: row.pupilId,
    plugin: policy.plugin,
    policyId: policy.policyId,
    ...(seesOutcomes(ctx, policy) && {
      outcome: row.outcome,
      verdicts: row.verdicts as Record<string, unknown>[] | null,
      reason: row.reason,
      detail: row.detail,
      inputDigest: row.inputDigest,
    }),
  };
}

function toCountsView(counts: OutcomeCounts): OutcomeCountsView {
  const { recommend, noneNeeded, notApplicable, watch, insufficientData, notEvaluated } = counts;
  return {
    recommend,
    noAction: noneNeeded + notApplicable,
    notApplicable,
    watch,
    insufficientData,
    notEvaluated,
  };
}
