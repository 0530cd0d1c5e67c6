import type { AttendanceFact, Learner } from '@espalier/sdk';
import type { Reader } from '../../database/database.js';
import { readAttendance } from './attendance-facts.js';
import { knownRows, type PupilSpan } from './known-rows.js';
import { readDosages } from './read-dosages.js';
import { readPlaceCosts } from './read-place-costs.js';
import { readProvided } from './read-provided.js';
import {
  type PlacePence,
  type SnapshotFramework,
  toInterventionFact,
  toResultFact,
  toTargetFact,
  toTrajectoryFact,
} from './learner-facts.js';
import { byPupil } from './by-pupil.js';
import { readCharacteristics } from './read-characteristics.js';
import { readGroups } from './read-groups.js';
import { readPlans } from './read-plans.js';
import type { SchoolCalendar } from './school-calendar.js';
import {
  type EnrolmentRow,
  INTERVENTION_COLUMNS,
  type InterventionRow,
  RESULT_COLUMNS,
  type ResultRow,
  TARGET_COLUMNS,
  type TargetRow,
} from './snapshot-rows.js';
import { type Subjects, wantedInputs, type WantedInputs, wants } from './wanted-inputs.js';

/** What the snapshots of one run share. */
export interface SnapshotFrame {
  readonly asOf: string;
  readonly knownVersion: number;
  readonly inputs: readonly string[];
  /** By id. */
  readonly frameworks: ReadonlyMap<string, SnapshotFramework>;
  /** Mondays of the weeks in which the school was open; none where the policy does not ask for attendance. */
  readonly schoolWeeks: readonly string[];
  /** Without calendars where the policy asks for nothing that school days or terms decide. */
  readonly calendar: SchoolCalendar;
  /** The `SNAPSHOT_VERSION` of the server that began the run. */
  readonly snapshotVersion: number;
}

/** A learner without its place in the call. */
export type Snapshot = Omit<Learner, 'ref'>;

/**
 * Grows with every change to what a snapshot holds of an input: part of each decision record, from which the snapshot
 * is read again as it was. 3: attendance has the last ten school weeks. 4: interventions have their cost. Inputs that came later change no snapshot of a
 * policy that does not declare them.
 */
export const SNAPSHOT_VERSION = 4;

/**
 * Reads what a policy may see of the pupils of a batch: the declared inputs and nothing else, as known at the run's
 * version and as of its date, with a few plain queries for the whole batch. In the order of `span.pupilIds`.
 */
export async function readSnapshots(
  reader: Reader,
  span: PupilSpan,
  frame: SnapshotFrame,
): Promise<Snapshot[]> {
  const wanted = wantedInputs(frame.inputs);
  const [enrolments, results, targets, interventions, attendance, groups, plans, about] = await Promise.all([
    wanted.yearGroup ? readEnrolments(reader, span, frame) : [],
    wanted.results !== null || wanted.trajectory !== null ? readResults(reader, span, frame) : [],
    wanted.targets !== null || wanted.trajectory !== null
      ? knownRows<TargetRow>(reader, 'target', TARGET_COLUMNS, span, frame.knownVersion)
      : [],
    wanted.interventions
      ? knownRows<InterventionRow>(reader, 'intervention', INTERVENTION_COLUMNS, span, frame.knownVersion)
      : [],
    wanted.attendance ? readAttendance(reader, span, frame) : null,
    wanted.groups ? readGroups(reader, span, frame) : null,
    wanted.plans ? readPlans(reader, span, frame) : null,
    readCharacteristics(reader, span, frame, wanted),
  ]);
  const provided = await readProvided(reader, span.ownerId, frame.knownVersion, interventions);
  const [dosages, costs] = await Promise.all([
    readDosages(reader, span, frame, interventions, provided),
    frame.snapshotVersion < 4 ? null : readPlaceCosts(reader, span.ownerId, frame, provided),
  ]);
  const ofPupil = {
    enrolments: byPupil(enrolments),
    results: byPupil(results),
    targets: byPupil(targets),
    interventions: byPupil(interventions),
  };
  return span.pupilIds.map((pupilId) => ({
    ...snapshotOf(
      {
        enrolment: ofPupil.enrolments.get(pupilId)?.[0] ?? null,
        results: resultsInOrder(ofPupil.results.get(pupilId) ?? []),
        targets: targetsInOrder(ofPupil.targets.get(pupilId) ?? []),
        interventions: ofPupil.interventions.get(pupilId) ?? [],
        dosages,
        costs,
        attendance: attendance?.(pupilId) ?? null,
      },
      wanted,
      frame,
    ),
    ...(groups && { groups: groups(pupilId) }),
    ...(plans && { plans: plans(pupilId) }),
    ...about(pupilId),
  }));
}

const UNKNOWN_COST: PlacePence = { plannedPence: null, yearPence: null };

interface PupilRows {
  readonly enrolment: EnrolmentRow | null;
  readonly results: readonly ResultRow[];
  readonly targets: readonly TargetRow[];
  readonly interventions: readonly InterventionRow[];
  /** By intervention. */
  readonly dosages: ReadonlyMap<string, number>;
  /** By intervention, of those of which it is known; null: as snapshots were before they had costs. */
  readonly costs: ReadonlyMap<string, PlacePence> | null;
  readonly attendance: AttendanceFact | null;
}

function snapshotOf(rows: PupilRows, wanted: WantedInputs, frame: SnapshotFrame): Snapshot {
  const active = rows.targets.filter((it) => it.status === 'active');
  return {
    ...(wanted.yearGroup && { yearGroup: rows.enrolment?.nc_year ?? null }),
    ...(wanted.results !== null && { results: bySubject(rows.results, wanted.results, toResultFact) }),
    ...(wanted.targets !== null && {
      targets: bySubject(
        rows.targets.filter((it) => it.status === 'agreed' || it.status === 'active'),
        wanted.targets,
        toTargetFact,
      ),
    }),
    ...(wanted.trajectory !== null && {
      trajectory: bySubject(active, wanted.trajectory, (target) => {
        const framework = frame.frameworks.get(target.framework_id);
        const own = rows.results.filter((it) => it.subject === target.subject);
        return framework ? toTrajectoryFact(target, framework, own, frame.asOf) : null;
      }),
    }),
    ...(wanted.interventions && {
      interventions: rows.interventions
        .toSorted((a, b) => compare(a.start_date ?? '', b.start_date ?? '') || compare(a.id, b.id))
        .map((it) =>
          toInterventionFact(it, {
            asOf: frame.asOf,
            direction: frame.frameworks.get(it.measure_framework_id ?? '')?.direction ?? null,
            dosageReceived: rows.dosages.get(it.id) ?? null,
            cost: rows.costs && (rows.costs.get(it.id) ?? UNKNOWN_COST),
          }),
        ),
    }),
    ...(wanted.attendance && { attendance: rows.attendance }),
  };
}

function readResults(
  reader: Reader,
  span: PupilSpan,
  { knownVersion, asOf }: SnapshotFrame,
): Promise<ResultRow[]> {
  return knownRows(reader, 'result', RESULT_COLUMNS, span, knownVersion, {
    sql: 'superseded_by is null and date <= ?',
    params: [asOf],
  });
}

function readEnrolments(
  reader: Reader,
  span: PupilSpan,
  { knownVersion, asOf }: SnapshotFrame,
): Promise<EnrolmentRow[]> {
  return knownRows(reader, 'enrolment', 'pupil_id, nc_year', span, knownVersion, {
    sql: 'entry_date <= ? and (leaving_date is null or leaving_date >= ?)',
    params: [asOf, asOf],
  });
}

function bySubject<R extends { readonly subject: string }, F>(
  rows: readonly R[],
  subjects: Subjects,
  toFact: (row: R) => F | null,
): Record<string, F[]> {
  // A school may call a subject "constructor".
  const facts = Object.create(null) as Record<string, F[]>;
  for (const row of rows) {
    if (!wants(subjects, row.subject)) continue;
    const fact = toFact(row);
    if (fact !== null) (facts[row.subject] ??= []).push(fact);
  }
  return facts;
}

/**
 * Oldest first; on one day by all that a policy sees, so that the order never depends on how rows were read: a row
 * that has since moved to the history is read elsewhere, and a decision is replayed from the same snapshot.
 */
function resultsInOrder(rows: ResultRow[]): ResultRow[] {
  return rows.sort(
    (a, b) =>
      compare(a.date, b.date) ||
      compare(a.subject, b.subject) ||
      compare(a.framework_key, b.framework_key) ||
      a.framework_version - b.framework_version ||
      compare(a.status, b.status) ||
      (a.points ?? -Infinity) - (b.points ?? -Infinity) ||
      compare(a.result_source, b.result_source) ||
      compare(a.outcome ?? a.grade ?? '', b.outcome ?? b.grade ?? ''),
  );
}

/** In the order in which they were set, for the same reason. */
function targetsInOrder(rows: TargetRow[]): TargetRow[] {
  return rows.sort((a, b) => compare(a.baseline_date, b.baseline_date) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
