import { SeededRandom } from '../seeded-random.js';
import type { SchoolWeek } from './calendar.js';
import { ABSENCE } from './parameters.js';
import type { Person } from './person.js';

/** A pupil's sessions of one week: each school day is two. */
export interface WeekOfSessions {
  readonly weekStart: string;
  readonly possible: number;
  readonly present: number;
  readonly authorised: number;
  readonly unauthorised: number;
  readonly late: number;
}

/** The share of sessions that a pupil misses in the long run. */
export function absenceRateOf({
  seed,
  disadvantaged,
  sen,
}: Pick<Person, 'seed' | 'disadvantaged' | 'sen'>): number {
  const random = SeededRandom.of(seed, 'absence');
  const { median, spread, severe } = ABSENCE;
  if (random.chance(severe.share)) return severe.least + random.next() * (severe.most - severe.least);
  const factor = (disadvantaged ? ABSENCE.disadvantaged : 1) * (sen === 'N' ? 1 : ABSENCE.sen);
  return Math.min(0.9, median * factor * Math.exp(random.normal(0, spread)));
}

/** A week of a pupil who misses that share of days. */
export function weekOf(person: Person, rate: number, { monday, dates }: SchoolWeek): WeekOfSessions {
  const random = SeededRandom.of(person.seed, monday);
  let [absent, late] = [0, 0];
  for (let day = 0; day < dates.length; day += 1) {
    if (random.chance(rate)) absent += 2;
    else if (random.chance(2 * ABSENCE.late)) late += 1;
  }
  const possible = 2 * dates.length;
  const unauthorised = absent > 0 && random.chance(ABSENCE.unauthorised) ? absent : 0;
  return {
    weekStart: monday,
    possible,
    present: possible - absent,
    authorised: absent - unauthorised,
    unauthorised,
    late,
  };
}
