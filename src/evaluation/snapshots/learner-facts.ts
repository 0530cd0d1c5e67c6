import type { InterventionFact, ResultFact, TargetFact, TrajectoryFact } from '@espalier/sdk';
import type { Framework } from '../../assessments/frameworks/framework.js';
import { trajectoryOf } from '../../targets/trajectory/trajectory.js';
import type { InterventionRow, ResultRow, TargetRow } from './snapshot-rows.js';

/** What a trajectory needs of a framework. */
export type SnapshotFramework = Pick<Framework, 'direction' | 'tolerance' | 'min' | 'max' | 'oneOff'>;

/** A result as a policy sees it. */
export function toResultFact(row: ResultRow): ResultFact {
  return {
    date: row.date,
    framework: row.framework_key,
    frameworkVersion: row.framework_version,
    value: row.points,
    grade: row.grade,
    outcome: row.outcome,
    status: row.status,
    source: row.result_source,
  };
}

/** A target as a policy sees it. */
export function toTargetFact(row: TargetRow): TargetFact {
  return {
    framework: row.framework_key,
    frameworkVersion: row.framework_version,
    baselineDate: row.baseline_date,
    baseline: row.baseline,
    target: row.target,
    due: row.due,
    status: row.status as TargetFact['status'],
  };
}

/**
 * The trajectory of an active target as a policy sees it, from the pupil's results in its subject; null for a
 * framework that has no trajectory or no tolerance to judge by.
 */
export function toTrajectoryFact(
  row: TargetRow,
  framework: SnapshotFramework,
  results: readonly ResultRow[],
  asOf: string,
): TrajectoryFact | null {
  const { tolerance } = framework;
  if (framework.oneOff || tolerance === null) return null;
  const own = results.filter(
    (it) => it.framework_key === row.framework_key && it.framework_version === row.framework_version,
  );
  const { judgement, flags, points } = trajectoryOf({
    target: {
      baselineDate: row.baseline_date,
      baseline: row.baseline,
      target: row.target,
      due: row.due,
      checkpoints: row.checkpoints ? (JSON.parse(row.checkpoints) as { date: string; value: number }[]) : [],
    },
    framework,
    results: own,
    asOf,
  });
  return {
    framework: row.framework_key,
    frameworkVersion: row.framework_version,
    baselineDate: row.baseline_date,
    baseline: row.baseline,
    target: row.target,
    due: row.due,
    tolerance,
    judgement,
    flags: flags.filter((it) => it === 'noResultSinceBaseline' || it === 'stale'),
    points: points.flatMap((it) => (it.judgement === null ? [] : [{ ...it, judgement: it.judgement }])),
  };
}

/** What is known of an intervention besides its own row. */
export interface InterventionContext {
  readonly asOf: string;
  /** Of the framework that it is measured in; null where it is measured in none. */
  readonly direction: 1 | -1 | null;
  /** Minutes received ÷ minutes planned; null where no session was recorded. */
  readonly dosageReceived: number | null;
  /** Null: as snapshots were before they had costs. */
  readonly cost: PlacePence | null;
}

/** What a place costs, in pence; null where nothing of it is known. */
export type PlacePence = Pick<InterventionFact, 'plannedPence' | 'yearPence'>;

/** An intervention as a policy sees it. */
export function toInterventionFact(
  row: InterventionRow,
  { asOf, direction, dosageReceived, cost }: InterventionContext,
): InterventionFact {
  const { entry_measure: entry, exit_measure: exit, exit_date: exitDate, ended_on: endedOn } = row;
  const measured = entry !== null && exit !== null && (exitDate === null || exitDate <= asOf);
  const fact = {
    subject: row.subject,
    provisionType: row.provision_type_key,
    wave: row.wave,
    status: row.status,
    startDate: row.start_date,
    endDate: endedOn !== null && endedOn <= asOf ? endedOn : row.end_date,
    dosageReceived,
    gain: measured && direction !== null ? direction * (exit - entry) : null,
  };
  return { ...fact, ...cost } as InterventionFact;
}
