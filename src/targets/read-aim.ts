import { type FrameworkEntity, toFramework } from '../assessments/framework.entity.js';
import { checkValue, observedFaults } from '../assessments/results/check-result.js';
import { type DomainError, type Fault, invalid } from '../common/errors/domain-error.js';
import { today } from '../common/instants.js';
import type { PupilEntity } from '../pupils/pupil.entity.js';
import { aimFaults } from './check-target.js';
import type { AimedValueDto, CreateTargetDto } from './target.dto.js';
import type { TargetEntity } from './target.entity.js';
import { valueOf } from './target.view.js';

/** What a target aims at, as it is sent. */
export type SentAim = Pick<
  CreateTargetDto,
  'baseline' | 'target' | 'due' | 'checkpoints' | 'belowBaselineReason'
>;

/** What a target aims at, as it is stored: in points, checkpoints oldest first. */
export type StoredAim = Pick<
  TargetEntity,
  'baselineDate' | 'baseline' | 'target' | 'due' | 'checkpoints' | 'belowBaselineReason'
>;

/** Reads what a target aims at in its framework. `before` are faults that are known already; all are told. */
export function readAim(
  sent: SentAim,
  pupil: Pick<PupilEntity, 'dateOfBirth'> | null,
  framework: FrameworkEntity | null,
  before: readonly Fault[] = [],
): StoredAim | DomainError {
  const faults = [...before];
  if (pupil) faults.push(...observedFaults(sent.baseline.date, pupil.dateOfBirth, today(), '/baseline/date'));
  if (!framework) return invalid(...faults);
  const scale = toFramework(framework);
  const points = ({ value = null, grade = null }: AimedValueDto, root: string): number => {
    const { read, faults: found } = checkValue(scale, { value, grade }, root);
    faults.push(...found);
    return read?.points ?? Number.NaN;
  };
  const aim = {
    baselineDate: sent.baseline.date,
    baseline: points(sent.baseline, '/baseline'),
    target: points(sent.target, '/target'),
    due: sent.due,
    checkpoints: (sent.checkpoints ?? []).map((it, i) => ({
      date: it.date,
      value: points(it, `/checkpoints/${i}`),
    })),
    belowBaselineReason: sent.belowBaselineReason ?? null,
  };
  // A value that could not be read is on neither side of another: comparisons with NaN are false.
  faults.push(...aimFaults(aim, scale.direction));
  if (faults.length > 0) return invalid(...faults);
  const checkpoints = aim.checkpoints.toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return { ...aim, checkpoints: checkpoints.length > 0 ? checkpoints : null };
}

/** What a stored target aims at, as it would be sent. */
export function sentAimOf(row: TargetEntity, framework: FrameworkEntity): SentAim {
  return {
    baseline: { date: row.baselineDate, ...valueOf(framework, row.baseline) },
    target: valueOf(framework, row.target),
    due: row.due,
    checkpoints: (row.checkpoints ?? []).map(({ date, value }) => ({ date, ...valueOf(framework, value) })),
    belowBaselineReason: row.belowBaselineReason,
  };
}
