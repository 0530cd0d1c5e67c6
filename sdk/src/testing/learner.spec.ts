import fc from 'fast-check';
import type { LearnerOf } from '../learner-of.js';
import { inputFaults } from '../input-faults.js';
import { plainInputs, sensitiveInputs, subjectInputs } from '../manifest/inputs.js';
import { learner, learnerFor } from './learner.js';
import type { LearnerSketch } from './sketch.js';
import { sampleLearners } from './sample-learners.js';

const everyInput = [...plainInputs, ...sensitiveInputs, ...subjectInputs];

test('numbers are standardised scores a term apart, the latest two weeks before the day, on days of school', () => {
  const { results } = learner({ results: { reading: [91, 94] } });
  expect(results.reading).toEqual([
    expect.objectContaining({ date: '2026-03-27', value: 91, framework: 'standardised', status: 'R' }),
    expect.objectContaining({ date: '2026-06-26', value: 94 }),
  ]);
});

test('a learner is typed by the inputs that the sketch names', () => {
  const made: LearnerOf<'yearGroup' | 'results:reading'> = learner({
    yearGroup: '7',
    results: { reading: [94] },
  });
  expect(made).toMatchObject({ ref: 0, yearGroup: '7' });
  // @ts-expect-error -- attendance is not in the sketch
  expect(learner({ yearGroup: '7' }).attendance).toBeUndefined();
});

test('a trajectory has its expected values on the line from baseline to target, and what follows from them', () => {
  const { trajectory } = learner({
    trajectory: {
      reading: [
        {
          ...{ baselineDate: '2026-01-01', baseline: 100, due: '2026-04-11', target: 110, tolerance: 1 },
          points: [
            { date: '2026-01-11', actual: 100 },
            { date: '2026-01-21', actual: 100 },
            { date: '2026-01-31', actual: 105 },
          ],
        },
      ],
    },
  });
  // A tenth of a point a day.
  expect(trajectory.reading[0]).toMatchObject({
    points: [
      { expected: 101, gap: -1, judgement: 'on' },
      { expected: 102, gap: -2, judgement: 'below' },
      { expected: 103, gap: 2, judgement: 'above' },
    ],
    judgement: 'above',
    flags: [],
  });
});

test.each([
  ['2026-01-12', []],
  ['2026-01-11', []],
  ['2026-01-10', ['stale']],
])('a latest result of %s has the flags %j on 10 July, for more than 180 days is stale', (date, flags) => {
  const { trajectory } = learner({ trajectory: { reading: [{ points: [{ date, actual: 100 }] }] } });
  expect(trajectory.reading[0]?.flags).toEqual(flags);
});

test.each([0, 0.09, 0.1, 0.29, 1])('an absence of %d is that to the last bit', (share) => {
  const { attendance } = learner({ attendance: share });
  expect(attendance).toMatchObject({ absence: share, partial: false });
  expect(attendance.absent / attendance.possible).toBe(share);
});

test('what is left out of what a policy reads is as where nothing is recorded', () => {
  expect(learnerFor({}, everyInput, '2026-07-10')).toEqual({
    ...{ ref: 0, yearGroup: null, age: null, attendance: null, sen: null, ethnicity: null, sex: null },
    ...{ results: {}, targets: {}, trajectory: {}, interventions: [], groups: [] },
    plans: { cycles: [], cyclesNotMet: 0, parentMeetings: [], annualReview: null },
    disadvantage: {
      ...{ fsm: 'unknown', fsmDisadvantage: 'unknown', everSix: 'unknown' },
      ...{ pupilPremium: 'unknown', serviceChild: 'unknown' },
    },
    lookedAfter: { lookedAfter: 'unknown', previouslyLookedAfter: 'unknown' },
    language: { firstLanguage: null, eal: 'unknown', proficiency: null, proficiencySince: null },
  });
});

test.each<[string, () => unknown, RegExp]>([
  [
    'a score that is none',
    () => learner({ results: { reading: [14] } }),
    /results\.reading\[0\]: 14 is no standardised score/,
  ],
  [
    'a result of tomorrow',
    () => learner({ results: { reading: [{ date: '2026-07-11' }] } }),
    /2026-07-11 is after 2026-07-10/,
  ],
  [
    'results out of order',
    () => learner({ results: { reading: [100, { date: '2026-01-09' }] } }),
    /oldest first/,
  ],
  [
    'a result before the baseline',
    () => learner({ trajectory: { reading: [{ baselineDate: '2026-06-27', points: [100] }] } }),
    /before the baseline/,
  ],
  [
    'a share that is not in whole per cent',
    () => learner({ attendance: 0.105 }),
    /give \{ possible, absent \}/,
  ],
  [
    'more absent than possible',
    () => learner({ attendance: { possible: 10, absent: 11 } }),
    /11 absent of 10/,
  ],
  [
    'a member that a fact has not',
    () => learner(JSON.parse('{"interventions":[{"gains":1}]}') as LearnerSketch),
    /unknown member gains/,
  ],
  [
    'an input that is not there',
    () => learner(JSON.parse('{"grades":[]}') as LearnerSketch),
    /there is no input grades/,
  ],
])('%s is refused', (_name, make, message) => {
  expect(make).toThrow(message);
});

test('a learner can be a sketch of itself', () => {
  fc.assert(
    fc.property(fc.nat(500), (index) => {
      const made = sampleLearners(everyInput, '2026-07-10', index + 1).at(-1)!;
      expect(learnerFor(made, everyInput, '2026-07-10')).toEqual(made);
    }),
    { numRuns: 30 },
  );
});

test('made-up learners have every declared input and no other, and differ', () => {
  const made = sampleLearners(everyInput, '2026-07-10', 100);
  expect(made.flatMap(({ ref: _, ...facts }) => inputFaults(facts, everyInput))).toEqual([]);
  expect(new Set(made.map((each) => JSON.stringify(each))).size).toBeGreaterThan(90);
});
