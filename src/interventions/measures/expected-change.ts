import { dayNumber } from '../../common/dates.js';
import type { TargetEntity } from '../../targets/target.entity.js';
import { toTrajectoryTarget } from '../../targets/trajectory-facts.js';
import { expectedLineOf, expectedOn } from '../../targets/trajectory/expected.js';
import type { InterventionEntity } from '../intervention.entity.js';

/** What is read of an intervention with both measures. */
type Measured = Pick<
  InterventionEntity,
  'targetId' | 'measureFrameworkId' | 'subject' | 'entryDate' | 'exitDate'
>;

/**
 * What the pupil's own target expected between the two measures, in points: the place's target, else the newest one of
 * before it; null where there is none.
 */
export function expectedChange(
  { targetId, measureFrameworkId, subject, entryDate, exitDate }: Measured,
  targets: readonly TargetEntity[],
): number | null {
  const fitting = targets
    .filter((it) => it.frameworkId === measureFrameworkId && (subject === null || it.subject === subject))
    .filter((it) => it.baselineDate <= entryDate!)
    .sort((a, b) => (a.baselineDate < b.baselineDate ? 1 : -1));
  const target = fitting.find((it) => it.id === targetId) ?? fitting[0];
  if (!target) return null;
  const line = expectedLineOf(toTrajectoryTarget(target));
  const [from, to] = [expectedOn(line, dayNumber(entryDate!)), expectedOn(line, dayNumber(exitDate!))];
  return from === null || to === null ? null : to - from;
}
