import { isCalendarDate } from '../calendar-date.js';
import type { DisadvantageFact, LanguageFact, LookedAfterFact } from '../characteristics.js';
import type { Learner } from '../learner.js';
import type { SubjectCode } from '../subject-code.js';
import { parseInput } from '../manifest/inputs.js';
import type { PlansFact } from '../plans.js';
import {
  ageFact,
  attendanceFact,
  groupFact,
  interventionFact,
  resultFacts,
  senFact,
  targetFact,
} from './facts.js';
import { filled } from './filled.js';
import { testDay } from './school-day.js';
import type { LearnerSketch } from './sketch.js';
import { trajectoryFact } from './trajectory-fact.js';

/** The learner that a sketch gives: the facts of each of its members, and a `ref`. @since 0.1.0 */
export type SketchedLearner<Sketch extends LearnerSketch> = { readonly ref: number } & {
  readonly [Name in Exclude<keyof Sketch & keyof Learner, 'ref'>]-?: Name extends BySubjectName
    ? { readonly [Subject in keyof Sketch[Name]]: FactsOf<Name> }
    : Sketch[Name] extends null
      ? null
      : Exclude<Learner[Name], undefined | NullWhere<Sketch[Name]>>;
};

/** A sketch that cannot be null gives a fact that is not. */
type NullWhere<Sketched> = null extends Sketched ? never : null;
type BySubjectName = 'results' | 'targets' | 'trajectory';
type FactsOf<Name extends BySubjectName> = NonNullable<Learner[Name]>[SubjectCode];

const noPlans: PlansFact = { cycles: [], cyclesNotMet: 0, parentMeetings: [], annualReview: null };
const notKnown: DisadvantageFact = {
  fsm: 'unknown',
  fsmDisadvantage: 'unknown',
  everSix: 'unknown',
  pupilPremium: 'unknown',
  serviceChild: 'unknown',
};
const careNotKnown: LookedAfterFact = { lookedAfter: 'unknown', previouslyLookedAfter: 'unknown' };
const noLanguage: LanguageFact = {
  firstLanguage: null,
  eal: 'unknown',
  proficiency: null,
  proficiencySince: null,
};

/** What each input is made to from a sketch of it, or from nothing: as where nothing is recorded. */
const makers: {
  readonly [Name in Exclude<keyof Learner, 'ref'>]-?: (
    sketch: LearnerSketch[Name],
    asOf: string,
  ) => Exclude<Learner[Name], undefined>;
} = {
  yearGroup: (sketch = null) => sketch,
  results: (sketch = {}, asOf) => eachSubject(sketch, (list, at) => resultFacts(list, asOf, `results.${at}`)),
  targets: (sketch = {}, asOf) =>
    eachSubject(sketch, (list, at) => list.map((it, i) => targetFact(it, asOf, `targets.${at}[${i}]`))),
  trajectory: (sketch = {}, asOf) =>
    eachSubject(sketch, (list, at) =>
      list.map((it, i) => trajectoryFact(it, asOf, `trajectory.${at}[${i}]`)),
    ),
  interventions: (sketch = [], asOf) =>
    sketch.map((it, i) => interventionFact(it, asOf, `interventions[${i}]`)),
  attendance: (sketch = null, asOf) => (sketch === null ? null : attendanceFact(sketch, asOf)),
  age: (sketch = null) => (sketch === null ? null : ageFact(sketch)),
  groups: (sketch = [], asOf) => sketch.map((it, i) => groupFact(it, asOf, `groups[${i}]`)),
  plans: (sketch = {}) => filled(noPlans, sketch, 'plans'),
  sen: (sketch = null, asOf) => (sketch === null ? null : senFact(sketch, asOf)),
  disadvantage: (sketch = {}) => filled(notKnown, sketch, 'disadvantage'),
  lookedAfter: (sketch = {}) => filled(careNotKnown, sketch, 'lookedAfter'),
  ethnicity: (sketch = null) => sketch,
  language: (sketch = {}) => filled(noLanguage, sketch, 'language'),
  sex: (sketch = null) => sketch,
};

/**
 * Makes a learner from a sketch: valid, realistic, with dates before `asOf`, and with the inputs that the sketch names.
 *
 * @param asOf the day that it is made for, `YYYY-MM-DD`; 10 July 2026 unless given
 * @example
 * learner({ yearGroup: '7', results: { reading: [91, 94] } });
 * learner({ attendance: 0.12, interventions: [{ subject: 'reading', gain: 0 }] });
 * learner({ trajectory: { reading: [{ baseline: 95, target: 105, points: [96, 94] }] } }, '2026-03-27');
 * @throws TypeError for a member that is not known, RangeError for a value or date that no learner could have.
 * @since 0.1.0
 */
export function learner<const Sketch extends LearnerSketch>(
  sketch: Sketch,
  asOf: string = testDay,
): SketchedLearner<Sketch> {
  const names = Object.keys(sketch).filter((name) => name !== 'ref');
  return makeLearner(sketch, names, asOf) as unknown as SketchedLearner<Sketch>;
}

/** The learner of a policy with these inputs: those that the sketch leaves out are as where nothing is recorded. */
export function learnerFor(sketch: LearnerSketch, inputs: readonly string[], asOf: string): Learner {
  const declared = inputs.map((input) => parseInput(input).name);
  return makeLearner(
    sketch,
    [...new Set([...declared, ...Object.keys(sketch).filter((it) => it !== 'ref')])],
    asOf,
  );
}

function makeLearner(sketch: LearnerSketch, names: readonly string[], asOf: string): Learner {
  if (!isCalendarDate(asOf)) throw new RangeError(`${asOf} is no date`);
  const facts = names.map((name) => {
    if (!Object.hasOwn(makers, name)) {
      throw new TypeError(`there is no input ${name}; there are ${Object.keys(makers).join(', ')}`);
    }
    const make = makers[name as keyof typeof makers] as (sketch: unknown, asOf: string) => unknown;
    return [name, make(sketch[name as keyof LearnerSketch], asOf)] as const;
  });
  return { ref: sketch.ref ?? 0, ...Object.fromEntries(facts) };
}

function eachSubject<Sketch, Facts>(
  sketch: Readonly<Record<SubjectCode, Sketch>>,
  make: (sketch: Sketch, subject: SubjectCode) => Facts,
): Record<SubjectCode, Facts> {
  return Object.fromEntries(Object.entries(sketch).map(([subject, list]) => [subject, make(list, subject)]));
}
