import { addDays } from '../../common/dates.js';
import type { PastFact } from '../../database/past.js';
import { CharacteristicEntity } from '../../pupils/characteristic.entity.js';
import type { CharacteristicKind } from '../../pupils/code-sets.js';
import { SeededRandom } from '../seeded-random.js';
import { dayIn, yearStart } from './calendar.js';
import { MEALS_FOR_ALL_UNIVERSAL_CREDIT, PROFICIENCY_SHARES, type Sen } from './parameters.js';
import type { Person } from './person.js';
import { recordedOn, type Telling } from './telling.js';
import type { ToldPupil } from './tell-pupils.js';

/** A value from a day on. */
interface Since {
  readonly from: string;
  readonly value: string;
}

/** Tells of the dated characteristics of the pupils, each from the pupil's first day at the school on. */
export function tellCharacteristics(telling: Telling, pupils: readonly ToldPupil[]): void {
  for (const { id, person, stays } of pupils) {
    const from = stays[0]!.from;
    const until = stays.at(-1)!.to ?? telling.calendar.today;
    const known = historyOf(person);
    for (const [kind, values] of Object.entries(known) as [CharacteristicKind, Since[]][]) {
      tellSpells(telling, id, kind, spellsBetween(values, from, until));
    }
  }
}

/** Every kind's values over a pupil's school life, oldest first: the same in each school. */
export function historyOf(person: Person): Partial<Record<CharacteristicKind, Since[]>> {
  const random = SeededRandom.of(person.seed, 'characteristics');
  const start = yearStart(person.cohort);
  const always = (value: string): Since[] => [{ from: start, value }];
  const disadvantage = random.chance(0.85)
    ? always(yesNo(person.disadvantaged))
    : lateDisadvantage(random, person, start);
  return {
    sen: senHistory(person),
    fsm: mealsHistory(person, disadvantage),
    fsmDisadvantage: disadvantage,
    pupilPremium: always(yesNo(person.disadvantaged || person.lookedAfter || person.previouslyLookedAfter)),
    lookedAfter: always(yesNo(person.lookedAfter)),
    previouslyLookedAfter: always(yesNo(person.previouslyLookedAfter)),
    serviceChild: always(yesNo(person.service)),
    ethnicity: always(person.ethnicity),
    firstLanguage: always(person.otherLanguage ?? 'ENG'),
    // English proficiency left the school census in 2018/19: many schools no longer record it.
    ...(person.otherLanguage !== null &&
      random.chance(0.6) && { englishProficiency: proficiency(random, start) }),
  };
}

/** Support begins by the second year, and a plan, for those who get one, a year or more after. */
export function senHistory({ seed, cohort, sen }: Pick<Person, 'seed' | 'cohort' | 'sen'>): Since[] {
  if (sen === 'N') return [{ from: yearStart(cohort), value: 'N' }];
  const random = SeededRandom.of(seed, 'sen');
  const support = dayIn(cohort + random.whole(0, 1), random.pick(['09-15', '11-20', '01-20', '03-16']));
  const plan = dayIn(cohort + random.whole(2, 3), random.pick(['10-12', '12-04', '02-08', '05-17']));
  const values: { from: string; value: Sen }[] = [
    { from: yearStart(cohort), value: 'N' },
    { from: support, value: 'K' },
  ];
  return sen === 'E' ? [...values, { from: plan, value: 'E' }] : values;
}

function lateDisadvantage(random: SeededRandom, { disadvantaged, cohort }: Person, start: string): Since[] {
  if (!disadvantaged) return [{ from: start, value: 'no' }];
  const from = dayIn(cohort + random.whole(0, 1), random.pick(['10-05', '01-11', '04-20']));
  return [
    { from: start, value: 'no' },
    { from, value: 'yes' },
  ];
}

function mealsHistory({ mealsOnly }: Person, disadvantage: readonly Since[]): Since[] {
  if (!mealsOnly) return [...disadvantage];
  const { from } = disadvantage[0]!;
  return from >= MEALS_FOR_ALL_UNIVERSAL_CREDIT
    ? [{ from, value: 'yes' }]
    : [
        { from, value: 'no' },
        { from: MEALS_FOR_ALL_UNIVERSAL_CREDIT, value: 'yes' },
      ];
}

function proficiency(random: SeededRandom, start: string): Since[] {
  const first = random.pickByShare(PROFICIENCY_SHARES.atStart);
  const later = random.pickByShare(PROFICIENCY_SHARES.later);
  const better = later > first ? [{ from: addDays(start, 900), value: later }] : [];
  return [{ from: start, value: first }, ...better];
}

function yesNo(yes: boolean): string {
  return yes ? 'yes' : 'no';
}

/** What a school gets to know between a pupil's first and last day there. */
function spellsBetween(values: readonly Since[], from: string, until: string): Since[] {
  const before = values.findLast((it) => it.from <= from);
  const after = values.filter((it) => it.from > from && it.from <= until);
  return before ? [{ ...before, from }, ...after] : after;
}

/** Tells of each spell on its day, closed when the next begins. */
function tellSpells(
  telling: Telling,
  pupilId: string,
  kind: CharacteristicKind,
  values: readonly Since[],
): void {
  const { past } = telling;
  let before: PastFact<CharacteristicEntity> | null = null;
  for (const { from, value } of values) {
    const at = recordedOn(telling, from, 10);
    if (before) past.update(before, at, { endDate: addDays(from, -1) });
    before = past.create(CharacteristicEntity, at, {
      pupilId,
      kind,
      value,
      startDate: from,
      endDate: null,
      sourceSystem: null,
      sourceId: null,
    });
  }
}
