import { FrameworkRefView } from '../assessments/results/result.view.js';
import type { FrameworkEntity } from '../assessments/framework.entity.js';
import { sourceKey } from '../common/source.js';
import { SourceDto } from '../common/source.dto.js';
import type { TargetEntity } from './target.entity.js';

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
  source!: SourceDto | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toTargetView(row: TargetEntity, framework: Pick<FrameworkEntity, 'grades'>): TargetView {
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
    source: sourceKey(row),
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}

/** Points as they were sent: each grade has points of its own, and a numeric value is its points. */
export function valueOf({ grades }: Pick<FrameworkEntity, 'grades'>, points: number) {
  if (!grades) return { value: points, grade: null };
  return { value: null, grade: grades.find((it) => it.points === points)?.grade ?? null };
}
