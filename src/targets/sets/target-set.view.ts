import { FrameworkRefView } from '../../assessments/results/result.view.js';
import type { TargetStatus } from '../target.entity.js';
import type { ProposingPolicy } from '../proposal.js';
import type { TargetSetEntity } from './target-set.entity.js';

/** Whom a set is for. */
export class CohortView {
  /** @example '7' */
  yearGroup!: string | null;
  /** @example null */
  groupId!: string | null;
}

/** How a set's targets follow from baselines. */
export class ChallengeView {
  /** points, points-per-year, expected-progress, or policy: each proposal has its own. @example 'points' */
  rule!: string;
  /** Points, or points a year. @example 2 */
  points!: number | null;
}

/** Pupils of the cohort without a draft. */
export class SkippedView {
  /**
   * noBaseline: no actual up to the baseline's day; targetAgreed: a target in this subject and framework is agreed or
   * active; draftPending: another draft waits. Of a policy: watch, noneNeeded, notApplicable, insufficientData,
   * notEvaluated, each told by `/target-sets/{targetSetId}/proposals`. @example 'noBaseline'
   */
  reason!: string;
  pupilIds!: string[];
}

/** A policy that proposed targets, and all that a proposal can be made again from. */
export class ProposingPolicyView {
  /** The package. @example '@example/estimates' */
  plugin!: string;
  /** @example '1.0.0' */
  pluginVersion!: string;
  /** @example 'estimate-and-challenge' */
  policyId!: string;
  /** SHA-256 of the bundle that ran. */
  bundleDigest!: string;
  /** The inputs that the policy declared and was granted. @example ['results:mathematics'] */
  inputs!: string[];
  /** The settings it ran with. */
  settings!: Record<string, unknown>;
  /** The school’s version whose state was seen, as of `baselineOn`. @example 4711 */
  knownVersion!: number;
  /** @example '2026-07-10' */
  nextAssessmentPoint!: string | null;
  /** What a snapshot holds. @example 3 */
  snapshotVersion!: number;
  /** @example 'v26.0.0' */
  nodeVersion!: string;
  /** @example '0.1.0' */
  sdkVersion!: string;
}

/** How many of a set's targets have which status by now. */
export class SetStatusesView {
  /** @example 28 */
  draft!: number;
  /** @example 0 */
  agreed!: number;
  /** @example 0 */
  active!: number;
  /** @example 0 */
  met!: number;
  /** @example 0 */
  missed!: number;
  /** @example 0 */
  withdrawn!: number;
}

/** Targets drafted for a cohort by one rule or policy. Its targets are `/targets?targetSetId=`. */
export class TargetSetView {
  id!: string;
  schoolId!: string;
  /** @example 'Year 7 mathematics, summer' */
  title!: string;
  /** A subject's code. @example 'mathematics' */
  subject!: string;
  framework!: FrameworkRefView;
  cohort!: CohortView;
  /** @example '2026-01-09' */
  baselineOn!: string;
  /** Of a policy's set the latest due date of its drafts; `baselineOn` where it has none. @example '2026-07-10' */
  due!: string;
  challenge!: ChallengeView;
  /** The member of staff who set it; null for a program. */
  setBy!: string | null;
  /** Pupils of the cohort. @example 30 */
  pupils!: number;
  /** Drafts that were made. @example 28 */
  drafted!: number;
  skipped!: SkippedView[];
  /** The policy that proposed the targets; null where a rule drafted them. @example null */
  policy!: ProposingPolicyView | null;
  statuses!: SetStatusesView;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

/** A draft that was left as it is. */
export class LeftDraftView {
  targetId!: string;
  /** notDraft: agreed, active or over already; otherActive: agreed, and not active beside another one. @example 'notDraft' */
  reason!: string;
}

/** What agreeing or withdrawing did. */
export class SetOutcomeView {
  targetSetId!: string;
  /** Targets whose status changed. @example 28 */
  changed!: number;
  /** Of those agreed, the ones that are active. @example 28 */
  activated!: number;
  left!: LeftDraftView[];
}

export function toTargetSetView(
  row: TargetSetEntity,
  statuses: Readonly<Partial<Record<TargetStatus, number>>>,
): TargetSetView {
  const { draft = 0, agreed = 0, active = 0, met = 0, missed = 0, withdrawn = 0 } = statuses;
  return {
    id: row.id,
    schoolId: row.ownerId,
    title: row.title,
    subject: row.subject,
    framework: { id: row.frameworkId, key: row.frameworkKey, version: row.frameworkVersion },
    cohort: row.cohort,
    baselineOn: row.baselineOn,
    due: row.due,
    challenge: { rule: row.challengeRule, points: row.challengePoints },
    setBy: row.setBy,
    pupils: row.pupils,
    drafted: row.drafted,
    skipped: Object.entries(row.skipped).map(([reason, pupilIds]) => ({ reason, pupilIds })),
    policy: row.policy && policyView(row.policy),
    statuses: { draft, agreed, active, met, missed, withdrawn },
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}

function policyView({ version, inputs, ...facts }: ProposingPolicy): ProposingPolicyView {
  return { ...facts, pluginVersion: version, inputs: [...inputs] };
}
