import { addDays } from '../../common/dates.js';
import { SeededRandom } from '../seeded-random.js';
import { dayIn, type DemoCalendar, yearEnd, yearStart } from './calendar.js';
import { MOVERS, SHARE_DUAL } from './parameters.js';
import { disadvantageFactor, type Origin, type Person, personOf } from './person.js';
import { type PlannedSchool, PRIMARIES, PRIMARY_YEAR, SCHOOLS } from './school-plan.js';
import { nextWeekday } from './terms.js';

/** A pupil's time at one school. */
export interface Stay {
  readonly person: Person;
  readonly from: string;
  /** The last day on roll; null while the pupil stays. */
  readonly to: string | null;
  /** How the pupil came: in the year of intake, or later from a school of the trust or from elsewhere. */
  readonly came: 'intake' | 'from-trust' | 'from-elsewhere';
  /** Main dual registration (M) or a subsidiary one (S) in the years that `dualYear` names; C otherwise. */
  readonly dual: { readonly status: 'M' | 'S'; readonly year: number } | null;
}

/** A pupil of a school, with the stays there, oldest first. */
export interface PupilOnRoll {
  readonly person: Person;
  readonly stays: readonly Stay[];
}

/** Who sits where: one place of a school in one cohort over the years. */
type Place = readonly Stay[];

export const PRIMARY_YEARS = 7;
const SECONDARY_YEARS = 5;
/** Newcomers to one place, one after the other, before UPNs would repeat. */
const TURNS = 4;

/**
 * Everybody who was on a school's roll in the years of the calendar. Of two schools next to each other in the plan
 * pupils change places, and whoever leaves for elsewhere is followed by another, so that the size stays: a pure
 * function of seed, calendar and school, so that both schools of a pupil who moves tell of the same person.
 */
export function rollOf(seed: number, calendar: DemoCalendar, school: PlannedSchool): PupilOnRoll[] {
  const first = school.phase === 'primary' ? 0 : PRIMARY_YEARS;
  const years = school.phase === 'primary' ? PRIMARY_YEARS : SECONDARY_YEARS;
  const stays: Stay[] = [];
  for (
    let cohort = calendar.firstYear - first - years + 1;
    cohort <= calendar.presentYear - first;
    cohort += 1
  ) {
    for (let slot = 0; slot < school.aYear; slot += 1) {
      const [even, odd] = pairOf(seed, calendar, school, cohort, slot);
      if (school.index % 2 === 0) stays.push(...even.map((it) => asMain(seed, calendar, it)));
      else stays.push(...odd, ...even.flatMap((it) => asGuest(seed, calendar, it)));
    }
  }
  return byPerson(stays.filter((it) => it.to === null || it.to >= calendar.start));
}

/** The same place of the two schools of a pair. */
function pairOf(
  seed: number,
  calendar: DemoCalendar,
  { unit, index, phase }: PlannedSchool,
  cohort: number,
  slot: number,
): [Place, Place] {
  const pair = index - (index % 2);
  const start = phase === 'primary' ? cohort : cohort + PRIMARY_YEARS;
  const last = start + (phase === 'primary' ? PRIMARY_YEARS : SECONDARY_YEARS) - 1;
  const random = SeededRandom.of(seed, 'moves', unit, pair, cohort, slot);
  const sides = [pair, pair + 1].map((school) => [
    begin(entrant(seed, calendar, { unit, school, phase, cohort, slot }), yearStart(start)),
  ]);
  for (let year = start; year <= last; year += 1) {
    const day = moveDay(random, year);
    const draw = random.next();
    const side = sides[random.whole(0, 1)]!;
    if (day > calendar.today) break;
    if (draw < MOVERS.withinTrust) {
      const [a, b] = sides.map((it) => end(it, day)) as [Stay, Stay];
      sides[0]!.push({ ...begin(b.person, nextWeekday(addDays(day, 1))), came: 'from-trust' });
      sides[1]!.push({ ...begin(a.person, nextWeekday(addDays(day, 1))), came: 'from-trust' });
    } else if (draw < MOVERS.withinTrust + 2 * MOVERS.elsewhere) {
      end(side, day);
      const origin = newcomer(unit, pair + sides.indexOf(side), cohort, slot, side.length);
      sides[sides.indexOf(side)]!.push({
        ...begin(personOf(seed, origin), nextWeekday(addDays(day, 1))),
        came: 'from-elsewhere',
      });
    }
  }
  if (yearEnd(last) < calendar.today) for (const side of sides) end(side, yearEnd(last));
  return [sides[0]!, sides[1]!];
}

function begin(person: Person, from: string): Stay {
  return { person, from, to: null, came: 'intake', dual: null };
}

/** Ends the newest stay of a place. */
function end(place: Stay[], to: string): Stay {
  const ended = { ...place.pop()!, to };
  place.push(ended);
  return ended;
}

/** A day of the school year on which a pupil leaves, between the autumn and the summer half-term. */
function moveDay(random: SeededRandom, year: number): string {
  return nextWeekday(addDays(dayIn(year, '10-01'), random.whole(0, 230)));
}

interface Seat {
  readonly unit: number;
  readonly school: number;
  readonly phase: PlannedSchool['phase'];
  readonly cohort: number;
  readonly slot: number;
}

/** Who takes a place in the year of intake: in a secondary mostly whoever held one of its primaries at the end. */
function entrant(seed: number, calendar: DemoCalendar, { unit, school, phase, cohort, slot }: Seat): Person {
  if (phase === 'primary') return personOf(seed, starter(seed, unit, school, cohort, slot));
  const primary = (school - PRIMARIES) * (PRIMARIES / 2) + Math.floor(slot / PRIMARY_YEAR);
  const feeds = slot < (PRIMARIES / 2) * PRIMARY_YEAR;
  if (!feeds) return personOf(seed, newcomer(unit, school, cohort, slot, 0));
  const seat = { unit, index: primary, phase: 'primary' } as PlannedSchool;
  const [even, odd] = pairOf(seed, calendar, seat, cohort, slot % PRIMARY_YEAR);
  return (primary % 2 === 0 ? even : odd).at(-1)!.person;
}

function starter(seed: number, unit: number, school: number, cohort: number, slot: number): Origin {
  return {
    key: `${unit}.${school}.${cohort}.${slot}`,
    cohort,
    establishment: String(2900 + unit * PRIMARIES + school),
    elsewhere: false,
    serial: slot + 1,
    factor: disadvantageFactor(seed, unit, school),
  };
}

/** Somebody whose first school was none of the demo's. */
function newcomer(unit: number, school: number, cohort: number, slot: number, turn: number): Origin {
  return {
    key: `${unit}.${school}.${cohort}.${slot}.${turn}`,
    cohort,
    // Of each school and turn its own, so that no two pupils share a UPN.
    establishment: String(3000 + (unit * SCHOOLS + school) * TURNS + (turn % TURNS)),
    elsewhere: true,
    serial: slot + 1,
    factor: 1,
  };
}

/** Everybody of a school, with all stays there in order: who went and came back is one pupil. */
function byPerson(stays: readonly Stay[]): PupilOnRoll[] {
  const groups = Map.groupBy(stays, (it) => it.person.key);
  return [...groups.values()].map((group) => ({
    person: group[0]!.person,
    stays: group.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
  }));
}

/** The year of a stay in which the pupil is also registered at the neighbouring school; null for most. */
function dualYear(seed: number, { presentYear }: DemoCalendar, { person, from, to }: Stay): number | null {
  const random = SeededRandom.of(seed, 'dual', person.key);
  if (!random.chance(SHARE_DUAL)) return null;
  const year = Number(from.slice(0, 4)) + random.whole(0, 3);
  const whole = from <= yearStart(year) && (to === null || to > yearEnd(year));
  return whole && year <= presentYear ? year : null;
}

function asMain(seed: number, calendar: DemoCalendar, stay: Stay): Stay {
  const year = dualYear(seed, calendar, stay);
  return year === null ? stay : { ...stay, dual: { status: 'M', year } };
}

/** The year at this school of a pupil of the neighbouring one who is registered here too. */
function asGuest(seed: number, calendar: DemoCalendar, stay: Stay): Stay[] {
  const year = dualYear(seed, calendar, stay);
  if (year === null) return [];
  const to = year < calendar.presentYear ? yearEnd(year) : null;
  return [{ ...stay, from: yearStart(year), to, dual: { status: 'S', year } }];
}
