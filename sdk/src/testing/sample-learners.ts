import type { Learner } from '../learner.js';
import { parseInput } from '../manifest/inputs.js';
import { learnerFor } from './learner.js';
import type { LearnerSketch } from './sketch.js';

/**
 * Learners that differ in the inputs of a policy, the same for the same count: low and high results, none, targets met
 * and missed, much absence and little, what is known and what is not.
 */
export function sampleLearners(inputs: readonly string[], asOf: string, count = 100): Learner[] {
  return Array.from({ length: count }, (_, index) => learnerFor(sampleSketch(inputs, index), inputs, asOf));
}

type PlainName = Exclude<keyof LearnerSketch, 'ref' | 'results' | 'targets' | 'trajectory'>;

/** Variants of each input, in lengths that have no common factor with one another, so that they meet in new pairs. */
const variants: { readonly [N in PlainName]-?: readonly LearnerSketch[N][] } = {
  yearGroup: ['R', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', null],
  interventions: [
    [],
    [{ subject: 'reading', gain: -2 }],
    [{ gain: 5 }, { gain: 0, wave: 3 }],
    [{ status: 'active', plannedPence: 720_000, yearPence: 640_000 }],
    [{ status: 'declined' }],
  ],
  attendance: [null, 0, 0.04, 0.09, 0.1, 0.18, { possible: 200, absent: 60, unauthorised: 40 }],
  age: [null, 5, 8, 11, 14, 16],
  groups: [[], [{ kind: 'registration' }], [{ subject: 'reading' }, { kind: 'intervention' }]],
  plans: [{}, { cyclesNotMet: 1 }, { cyclesNotMet: 2 }],
  sen: [null, 'N', 'K', 'E', { provision: 'K', needs: [{ type: 'SLCN', rank: 1, since: '2024-09-02' }] }],
  disadvantage: [
    {},
    { fsm: 'no', everSix: 'no', pupilPremium: 'no' },
    { fsm: 'yes', everSix: 'yes', pupilPremium: 'yes' },
  ],
  lookedAfter: [{}, { lookedAfter: 'yes' }, { lookedAfter: 'no', previouslyLookedAfter: 'yes' }],
  ethnicity: [null, 'WBRI', 'REFU'],
  language: [{}, { firstLanguage: 'ENG', eal: 'no' }, { firstLanguage: 'PNJ', eal: 'yes', proficiency: 'B' }],
  sex: ['F', 'M', null],
};

const bySubject: Readonly<Record<string, readonly unknown[]>> = {
  results: [[], [72], [84, 79], [95, 97, 96], [118], [110, 90], [{ outcome: 'absent' }]],
  targets: [[], [{}], [{ baseline: 80, target: 90, status: 'agreed' }]],
  trajectory: [
    [],
    [{}],
    [{ points: [96] }],
    [{ points: [90, 80] }],
    [{ points: [99, 110] }],
    [{ points: [101, 82] }],
    [{ points: [88, 84, 78] }],
  ],
};
/** For an input that is not narrowed. */
const commonSubjects = ['reading', 'mathematics'];

/** The sketch of the learner of this number. */
export function sampleSketch(inputs: readonly string[], index: number): LearnerSketch {
  const sketch: Record<string, unknown> = {};
  inputs.forEach((input, place) => {
    const { name, subject } = parseInput(input);
    const pick = <T>(list: readonly T[], turn: number): T => list[(index * (turn + 1) + turn) % list.length]!;
    const lists = bySubject[name];
    if (!lists) {
      sketch[name] = pick<unknown>(variants[name as PlainName], place);
      return;
    }
    const facts = (subject === null ? commonSubjects : [subject]).map((code, at) => [
      code,
      pick(lists, place + at),
    ]);
    const some = facts.filter(([, list]) => (list as unknown[]).length > 0);
    sketch[name] = { ...(sketch[name] as object | undefined), ...Object.fromEntries(some) };
  });
  return sketch;
}
