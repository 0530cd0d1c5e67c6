import { FrameworkRefView } from '../assessments/results/result.view.js';
import type { FrameworkEntity } from '../assessments/framework.entity.js';
import { sourceKey } from '../common/source.js';
import { SourceDto } from '../common/source.dto.js';
import type { TargetProposal } from './proposal.js';
import type { TargetEntity } from './target.entity.js';
import { TrajectoryValueView } from './trajectory.view.js';

/** A value in the target's framework, also in points. */
export class AimedValueView {
  /** Of a numeric framework. @example 14 */
  value!: number | null;
  /** Of a graded framework. @example null */
  grade!: string | null;
  /** Compared within the framework only. @example 14 */
  points!: number;
}

/** A value on a date. */
export class DatedValueView extends AimedValueView {
  /** @example '2026-01-09' */
  date!: string;
}

/** What the results say of a target on a date. */
export class TargetStandingView {
  /**
   * met: the latest actual up to the due date is at or beyond the target; after the due date missed, or notAssessed
   * where there was no actual; open before. @example 'open'
   */
  value!: string;
  /** The latest actual up to the due date, in points: it decides. */
  decidedBy!: TrajectoryValueView | null;
  /** The day of the first actual at or beyond the target. @example null */
  reachedOn!: string | null;
}

/** The day since which each party agrees; null for one that does not. */
export class AgreedByView {
  /** @example '2026-01-16' */
  pupil!: string | null;
  /** @example null */
  parent!: string | null;
  /** @example '2026-01-16' */
  staff!: string | null;
}

/** One fact that a proposal rests on. */
export class ProposalEvidenceView {
  /** The input it comes from. @example 'results:mathematics' */
  input!: string;
  /** @example 12 */
  value!: string | number | boolean | null;
  /** @example 12 */
  expected?: string | number | boolean | null;
  /** @example '2026-01-09' */
  date?: string;
  /** A few words for the reader. */
  label?: string;
}

/** What a policy proposed; with the pupil’s row in the set it is the decision record. */
export class TargetProposalView {
  /** The package. @example '@example/estimates' */
  plugin!: string;
  /** @example '1.0.0' */
  pluginVersion!: string;
  /** @example 'estimate-and-challenge' */
  policyId!: string;
  /** The policy’s rule that fired. @example 'estimate-and-challenge' */
  rule!: string;
  /** In plain words. @example 'From 12 the estimate is 13; with a point of challenge 14.' */
  reason!: string;
  evidence!: ProposalEvidenceView[];
  target!: AimedValueView;
  /** @example '2026-07-10' */
  due!: string;
  /** The challenge setting that was used. @example 'One point' */
  challenge!: string | null;
  /** SHA-256 of what the policy saw of the pupil. */
  inputDigest!: string;
}

/** What is shown of a target that lies beside its row. */
export interface BesideTarget {
  readonly agreedBy: AgreedByView;
  readonly standing: TargetStandingView | null;
}

/** What a pupil is to reach in one subject and framework version. */
export class TargetView {
  id!: string;
  schoolId!: string;
  pupilId!: string;
  /** A subject's code. @example 'mathematics' */
  subject!: string;
  framework!: FrameworkRefView;
  /** Where the pupil was. */
  baseline!: DatedValueView;
  target!: AimedValueView;
  /** @example '2026-07-10' */
  due!: string;
  /** Agreed values on the way, oldest first. */
  checkpoints!: DatedValueView[];
  /** The challenge setting, in the school's words. @example 'Half a grade' */
  challenge!: string | null;
  /** Why the target lies short of the baseline. @example null */
  belowBaselineReason!: string | null;
  /** draft, agreed, active, met, missed or withdrawn. @example 'active' */
  status!: string;
  /** Why the status is what it is. @example null */
  statusReason!: string | null;
  /** `facts` where the status was settled by results; null where a person or another system gave it. @example null */
  statusBasis!: string | null;
  /** What the results say, whatever the status; null for a draft and a withdrawn target. */
  standing!: TargetStandingView | null;
  agreedBy!: AgreedByView;
  /** The set for a cohort that it was drafted in. */
  targetSetId!: string | null;
  /** Why somebody made it other than the set's rule did. @example null */
  adjustReason!: string | null;
  /** What a policy proposed, as it did, where it was one; null where a person, a rule or another system set it. */
  proposal!: TargetProposalView | null;
  source!: SourceDto | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toTargetView(
  row: TargetEntity,
  framework: Pick<FrameworkEntity, 'grades'>,
  beside: BesideTarget,
): TargetView {
  const said = (points: number) => ({ ...valueOf(framework, points), points });
  return {
    id: row.id,
    schoolId: row.ownerId,
    pupilId: row.pupilId,
    subject: row.subject,
    framework: { id: row.frameworkId, key: row.frameworkKey, version: row.frameworkVersion },
    baseline: { date: row.baselineDate, ...said(row.baseline) },
    target: said(row.target),
    due: row.due,
    checkpoints: (row.checkpoints ?? []).map(({ date, value }) => ({ date, ...said(value) })),
    challenge: row.challenge,
    belowBaselineReason: row.belowBaselineReason,
    status: row.status,
    statusReason: row.statusReason,
    statusBasis: row.statusBasis,
    ...beside,
    targetSetId: row.targetSetId,
    adjustReason: row.adjustReason,
    proposal: row.proposal && proposalView(row.proposal, said),
    source: sourceKey(row),
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}

function proposalView(
  { version, target, evidence, ...facts }: TargetProposal,
  said: (points: number) => AimedValueView,
): TargetProposalView {
  return { ...facts, pluginVersion: version, target: said(target), evidence: [...evidence] };
}

/** Points as they were sent: each grade has points of its own, and a numeric value is its points. */
export function valueOf({ grades }: Pick<FrameworkEntity, 'grades'>, points: number) {
  if (!grades) return { value: points, grade: null };
  return { value: null, grade: grades.find((it) => it.points === points)?.grade ?? null };
}
