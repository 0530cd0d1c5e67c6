import { academicYearOf } from '../common/dates.js';

/** Month and day of the demo school's assessment points; the first is the baseline. */
const POINTS = ['09-12', '10-09', '11-06', '12-11', '01-29', '03-05', '04-23', '05-28', '06-25'];

/** When the demo school assessed its pupils. */
export interface DemoDates {
  /** 1 September of the year. */
  readonly yearStart: string;
  readonly baseline: string;
  /** After the baseline and not after today: at least two, so that there is a trajectory to judge. */
  readonly results: readonly string[];
  readonly due: string;
  /** All assessment points of the year. */
  readonly points: readonly string[];
}

/** The present academic year, or the one before where two results since the baseline are not there yet. */
export function demoDates(today: string): DemoDates {
  const year = academicYearOf(today);
  const present = datesOf(year, today);
  return present.results.length >= 2 ? present : datesOf(year - 1, today);
}

function datesOf(year: number, today: string): DemoDates {
  const points = POINTS.map((it) => `${it >= '09' ? year : year + 1}-${it}`);
  return {
    yearStart: `${year}-09-01`,
    baseline: points[0]!,
    results: points.slice(1).filter((it) => it <= today),
    due: `${year + 1}-07-10`,
    points,
  };
}
