import {
  type AttainmentJudgement,
  attainmentJudgement,
} from '../../assessments/frameworks/attainment-judgement.js';
import type { Framework, NcYear } from '../../assessments/frameworks/framework.js';
import { holds } from '../../pupils/spells.js';

/** A spell on the roll, as it is read. */
export interface RollRow {
  readonly pupilId: string;
  readonly ncYear: NcYear;
  readonly status: string;
  readonly entryDate: string;
  readonly leavingDate: string | null;
}

/** A result of the latest day of a pupil in a subject and framework version, of that day's best status. */
export interface LatestRow {
  readonly pupilId: string;
  readonly subject: string;
  readonly frameworkId: string;
  readonly date: string;
  readonly points: number;
}

/** Where a pupil stands in one subject and framework version. */
export interface Attainment {
  readonly pupilId: string;
  /** On the day of the insight, not on the result's. */
  readonly ncYear: NcYear;
  readonly subject: string;
  readonly frameworkId: string;
  readonly points: number;
  /** Null where the framework has no expectation for the year in which the result was. */
  readonly judgement: AttainmentJudgement | null;
}

type Scale = Pick<Framework, 'direction' | 'expectations' | 'higherStandard'>;

const span = ({ entryDate, leavingDate }: RollRow) => ({ start: entryDate, end: leavingDate });

/** The NC year of every pupil on the roll on a date. P is a registration that has ended. */
export function yearsOnRoll(roll: readonly RollRow[], date: string): Map<string, NcYear> {
  const there = roll.filter((it) => it.status !== 'P' && holds(span(it), date));
  return new Map(there.map((it) => [it.pupilId, it.ncYear]));
}

/**
 * The latest actual of each pupil on the roll in each subject and framework version: of several on a day the mean.
 * Judged by the year that the pupil was in on the result's day.
 */
export function attainmentsOf(
  roll: readonly RollRow[],
  latest: readonly LatestRow[],
  scales: ReadonlyMap<string, Scale>,
  date: string,
): Attainment[] {
  const years = yearsOnRoll(roll, date);
  const spells = Map.groupBy(roll, (it) => it.pupilId);
  const actuals = Map.groupBy(latest, (it) => `${it.pupilId} ${it.subject} ${it.frameworkId}`);
  const found: Attainment[] = [];
  for (const rows of actuals.values()) {
    const { pupilId, subject, frameworkId, date: day } = rows[0]!;
    const ncYear = years.get(pupilId);
    const scale = scales.get(frameworkId);
    if (ncYear === undefined || !scale) continue;
    const points = rows.reduce((sum, it) => sum + it.points, 0) / rows.length;
    const then = spells.get(pupilId)?.find((it) => holds(span(it), day))?.ncYear ?? null;
    const judgement = attainmentJudgement(scale, then, points);
    found.push({ pupilId, ncYear, subject, frameworkId, points, judgement });
  }
  return found;
}
