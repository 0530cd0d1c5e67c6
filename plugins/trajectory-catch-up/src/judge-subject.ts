import {
  insufficientData,
  noAction,
  recommend,
  type Evidence,
  type LearnerOf,
  type PolicyContext,
  type SettingsOf,
  type SubjectCode,
  type TrajectoryFact,
  type TrajectoryPoint,
  type Verdict,
} from '@espalier/sdk';
import { attendanceFirst } from './attendance-first.js';
import { failedSmallGroup } from './failed-small-group.js';
import { inWords, inWordsDay, rounded } from './words.js';

/** What the rule looks at: one subject of one learner. */
export interface SubjectCase extends PolicyContext<SettingsOf> {
  readonly subject: SubjectCode;
  readonly trajectories: readonly TrajectoryFact[];
  readonly learner: LearnerOf<'trajectory' | 'interventions' | 'attendance'>;
}

/** Gaps that differ by rounding alone are the same gap. */
const epsilon = 1e-9;

/** The answer for one subject: with targets in several frameworks, the one that asks for most. */
export function judgeSubject(subjectCase: SubjectCase): Verdict {
  const verdicts = subjectCase.trajectories.map((trajectory) => judgeTrajectory(subjectCase, trajectory));
  return (
    verdicts.sort((a, b) => weight(b) - weight(a))[0] ??
    noAction('notApplicable', { subject: subjectCase.subject, reason: 'No active target.' })
  );
}

function weight(verdict: Verdict): number {
  if (verdict.kind === 'recommend') return 10 + verdict.wave + (verdict.urgent ? 0.5 : 0);
  if (verdict.kind === 'insufficientData') return 2;
  return verdict.why === 'watch' ? 1 : 0;
}

function judgeTrajectory(subjectCase: SubjectCase, trajectory: TrajectoryFact): Verdict {
  const { subject, settings } = subjectCase;
  const latest = trajectory.points.at(-1);
  if (!latest) {
    const reason = `No result in ${subject} since the target's baseline on ${inWordsDay(trajectory.baselineDate)}.`;
    return insufficientData([`trajectory:${subject}`], { subject, reason });
  }
  if (latest.judgement !== 'below') return noAction('noneNeeded', { subject });

  const previous = trajectory.points.at(-2);
  const twice =
    previous?.judgement === 'below' && daysBetween(previous, latest) >= settings.consecutiveGapDays;
  return twice
    ? recommendSupport(subjectCase, trajectory, previous, latest)
    : watch(subjectCase, previous, latest);
}

function watch(subjectCase: SubjectCase, previous: TrajectoryPoint | undefined, latest: TrajectoryPoint) {
  const { subject, settings } = subjectCase;
  const tooClose =
    previous?.judgement === 'below'
      ? ` The result before it was below too, but less than ${settings.consecutiveGapDays} days earlier.`
      : '';
  return noAction('watch', {
    subject,
    reason: `Below the ${subject} trajectory at the latest result: ${inWordsPoint(latest)}.${tooClose}`,
    reviewBy: reviewDay(subjectCase),
    evidence: [evidenceOf(subject, latest)],
  });
}

function recommendSupport(
  subjectCase: SubjectCase,
  trajectory: TrajectoryFact,
  previous: TrajectoryPoint,
  latest: TrajectoryPoint,
): Verdict {
  const { subject, settings, learner } = subjectCase;
  const urgent = latest.gap <= -settings.urgentTolerances * trajectory.tolerance + epsilon;
  const attendance = attendanceFirst(learner.attendance, settings.persistentAbsence);
  const smallGroup = failedSmallGroup(learner.interventions, subject, settings.wave3DosageShare);
  const sentences = [
    attendance?.sentence,
    `Below the ${subject} trajectory at two results in a row: ${inWordsPoint(previous)}, then ${inWordsPoint(latest)}.`,
    urgent
      ? `The shortfall of ${inWords(-latest.gap)} is urgent: ${tolerances(latest, trajectory)}.`
      : undefined,
    smallGroup?.sentence,
    trajectory.flags.includes('stale')
      ? 'The latest result is more than 180 days old: confirm it first.'
      : undefined,
  ];
  return recommend({
    // One rule for both waves, so that a step from wave 2 to 3 revises the recommendation that is open.
    rule: 'below-trajectory',
    wave: smallGroup ? 3 : 2,
    provisionType: smallGroup ? settings.wave3ProvisionType : settings.wave2ProvisionType,
    subject,
    urgent,
    reason: sentences.filter((sentence) => sentence !== undefined).join(' '),
    evidence: [
      ...(attendance?.evidence ?? []),
      evidenceOf(subject, previous),
      evidenceOf(subject, latest),
      ...(smallGroup?.evidence ?? []),
    ],
    reviewBy: reviewDay(subjectCase),
  });
}

function reviewDay({ nextAssessmentPoint, asOf, settings }: SubjectCase): Temporal.PlainDate {
  return nextAssessmentPoint ?? asOf.add({ weeks: settings.reviewWeeks });
}

function daysBetween(earlier: TrajectoryPoint, later: TrajectoryPoint): number {
  return Temporal.PlainDate.from(earlier.date).until(later.date, { largestUnit: 'days' }).days;
}

function tolerances({ gap }: TrajectoryPoint, { tolerance }: TrajectoryFact): string {
  return tolerance > 0
    ? `it is ${inWords(-gap / tolerance)} times the tolerance of ${inWords(tolerance)}`
    : 'this framework has no tolerance';
}

function inWordsPoint({ date, actual, expected }: TrajectoryPoint): string {
  return `${inWords(actual)} on ${inWordsDay(date)}, where ${inWords(expected)} was expected`;
}

function evidenceOf(subject: SubjectCode, { date, actual, expected }: TrajectoryPoint): Evidence {
  return { input: `trajectory:${subject}`, value: rounded(actual), expected: rounded(expected), date };
}
