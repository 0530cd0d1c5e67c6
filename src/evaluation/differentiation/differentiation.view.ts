import type { DifferentiateVerdict, DifferentiationVerdict } from '@espalier/sdk';
import { EvidenceView } from '../recommendations/recommendation.view.js';
import type { EvaluatedPolicy } from '../runs/evaluation.entity.js';
import { readsSensitive } from '../runs/sees-outcomes.js';
import type { DifferentiationAnswerEntity } from './differentiation-answer.entity.js';
import { DifferentiationDecisionView } from './differentiation-decision.view.js';
import type { DifferentiationEntity } from './differentiation.entity.js';
import type { Shown } from './shown-advice.js';

/**
 * What one policy answered for a pupil. Where it is `sensitive` and the token lacks `sensitive:read`, who teaches the
 * pupil is shown what to do (`outcome`, `tier`, `strategies`, `scaffolds`, `reviewBy`) and not why, others neither.
 */
export class DifferentiationAnswerView {
  /** The package. @example '@example/tiers' */
  plugin!: string;
  /** @example '1.0.0' */
  pluginVersion!: string;
  /** @example 'tiers-by-trajectory' */
  policyId!: string;
  /** The policy reads sensitive inputs. @example false */
  sensitive!: boolean;
  /** It proposed something, and has not been withdrawn with its plugin. @example true */
  standing?: boolean;
  /** differentiate, insufficientData, notEvaluated, watch, noneNeeded or notApplicable. @example 'differentiate' */
  outcome?: string;
  /** support, core or stretch; null where it speaks of strategies alone, or proposes nothing. @example 'support' */
  tier?: string | null;
  /** What the teacher does. @example ['Check understanding after each example.'] */
  strategies?: string[];
  /** What the pupil is given. @example ['A worked example on the desk.'] */
  scaffolds?: string[];
  /** When a person should look again. @example '2026-02-13' */
  reviewBy?: string | null;
  /** The policy’s rule that fired; null where none did. @example 'below-trajectory' */
  rule?: string | null;
  /** In plain words. @example 'Two results below the trajectory.' */
  reason?: string | null;
  evidence?: EvidenceView[];
  /** Inputs that the policy lacked. @example [] */
  missing?: string[];
  /** Why the pupil was not evaluated: `badOutput`, `timeout`, `crash`, `disabled` and others. @example null */
  notEvaluated?: string | null;
  /** In words. @example null */
  detail?: string | null;
  /** SHA-256 of what the policy saw of the pupil. */
  inputDigest?: string;
}

/**
 * One pupil in a round: what each policy answered, and what a person made of it. `outcome`, `status` and `conflict` are
 * left out where a policy is sensitive and the token neither has `sensitive:read` nor is of who teaches the pupil; to
 * the latter `outcome` is shown where it is `differentiate`.
 */
export class DifferentiationView {
  id!: string;
  schoolId!: string;
  differentiationRoundId!: string;
  groupId!: string;
  /** A subject's code. @example 'mathematics' */
  subject!: string;
  pupilId!: string;
  /** The day as of which the pupil was seen. @example '2026-01-09' */
  asOf!: string;
  /** open, nothingProposed, accepted, adjusted, declined, superseded or withdrawn. @example 'open' */
  status?: string;
  /** What came of all answers: `differentiate` where any proposes something. @example 'differentiate' */
  outcome?: string;
  /** Policies propose different tiers: each is shown, and a person decides. @example false */
  conflict?: boolean;
  /** A policy of the round reads sensitive inputs. @example false */
  sensitive!: boolean;
  answers!: DifferentiationAnswerView[];
  /** The latest decision. */
  decision!: DifferentiationDecisionView | null;
  /** The row of the later round that took its place. @example null */
  supersededBy!: string | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

/** What a view shows beside the row. */
export interface BesideDifferentiation {
  /** The round's. */
  readonly policies: readonly EvaluatedPolicy[];
  /** In the order of the policies. */
  readonly answers: readonly DifferentiationAnswerEntity[];
  readonly decision: DifferentiationDecisionView | null;
  /** Of what rests on sensitive inputs. */
  readonly shown: Shown;
}

export function toDifferentiationView(
  row: DifferentiationEntity,
  { policies, answers, decision, shown }: BesideDifferentiation,
): DifferentiationView {
  const whole = !row.onSensitiveInputs || shown === 'all';
  const seesOutcome = whole || (shown === 'advice' && row.outcome === 'differentiate');
  return {
    id: row.id,
    schoolId: row.ownerId,
    differentiationRoundId: row.differentiationRoundId,
    groupId: row.groupId,
    subject: row.subject,
    pupilId: row.pupilId,
    asOf: row.asOf,
    ...((whole || shown === 'advice') && { status: row.status }),
    ...(seesOutcome && { outcome: row.outcome }),
    ...((whole || shown === 'advice') && { conflict: row.contradictory }),
    sensitive: row.onSensitiveInputs,
    answers: answers.map((it) => toAnswerView(it, policies[it.policy]!, row, shown)),
    decision,
    supersededBy: row.supersededBy,
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}

function toAnswerView(
  { outcome, verdict, reason, detail, inputDigest, policy: place }: DifferentiationAnswerEntity,
  policy: EvaluatedPolicy,
  row: DifferentiationEntity,
  ofSensitive: Shown,
): DifferentiationAnswerView {
  const { plugin, version: pluginVersion, policyId } = policy;
  const sensitive = readsSensitive(policy);
  const shown = sensitive ? ofSensitive : 'all';
  const proposal = verdict?.kind === 'differentiate' ? verdict : null;
  return {
    ...{ plugin, pluginVersion, policyId, sensitive },
    ...((shown === 'all' || (shown === 'advice' && proposal)) && {
      standing: row.standing.includes(place),
      outcome,
      ...adviceOf(proposal),
      reviewBy: reviewOf(verdict),
    }),
    ...(shown === 'all' && {
      ...whyOf(verdict),
      notEvaluated: reason,
      detail,
      inputDigest,
    }),
  };
}

function adviceOf(proposal: DifferentiateVerdict | null) {
  const { tier = null, strategies = [], scaffolds = [] } = proposal ?? {};
  return { tier, strategies: [...strategies], scaffolds: [...scaffolds] };
}

function reviewOf(verdict: DifferentiationVerdict | null): string | null {
  return verdict === null || verdict.kind === 'insufficientData' ? null : verdict.reviewBy;
}

function whyOf(verdict: DifferentiationVerdict | null) {
  const evidence = verdict === null || verdict.kind === 'insufficientData' ? [] : verdict.evidence;
  return {
    rule: verdict?.kind === 'differentiate' ? verdict.rule : null,
    reason: verdict?.reason ?? null,
    evidence: evidence.map((it) => ({ ...it })),
    missing: verdict?.kind === 'insufficientData' ? [...verdict.missing] : [],
  };
}
