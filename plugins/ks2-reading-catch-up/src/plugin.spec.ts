import { PolicyTester, type ResultSketch } from '@espalier/sdk/testing';
import plugin from './plugin.js';

const id = 'ks2-reading-catch-up';
/** A day in the spring term of Year 7, when the term of watching is over. */
const asOf = '2027-02-01';
const inAutumn = '2026-10-05';
const tester = new PolicyTester(plugin, { packageJson: new URL('../package.json', import.meta.url), asOf });

const ks2 = (value: number): ResultSketch => ({ date: '2026-05-12', framework: 'ks2-scaled', value });
const outcome = (code: string): ResultSketch => ({
  ...{ date: '2026-05-12', framework: 'ks2-scaled', value: null, outcome: code },
});
const judged = (grade: string): ResultSketch => ({
  ...{ date: '2026-05-22', framework: 'ks2-ta-reading', value: 3, grade, source: 'teacher' },
});
const fresh = (value: number, date = '2027-01-15'): ResultSketch => ({ date, value });

/** A pupil of Year 7 with these reading results, oldest first. */
const pupil = (...reading: readonly ResultSketch[]) => ({ yearGroup: '7', results: { reading } });

const screening = '@espalier/ks2-reading-catch-up/reading-screening';
const baseline = '@espalier/ks2-reading-catch-up/reading-baseline';
const group = { rule: 'ks2-reading', wave: 2, provisionType: 'small-group-catch-up' } as const;
const oneToOne = { rule: 'ks2-reading', wave: 3, provisionType: 'one-to-one-catch-up' } as const;
const screened = { rule: 'ks2-reading', wave: 1, provisionType: screening } as const;
const none = { why: 'noneNeeded', subject: 'reading' } as const;
const watch = { why: 'watch', subject: 'reading' } as const;

describe('the population', () => {
  tester.run(id, {
    insufficient: [
      {
        name: 'a year group that is not known',
        learner: { results: { reading: [ks2(90)] } },
        expect: { missing: ['yearGroup'] },
      },
    ],
    noAction: [
      {
        name: 'Year 6',
        learner: { ...pupil(ks2(90)), yearGroup: '6' },
        expect: { why: 'notApplicable' },
      },
      {
        name: 'Year 8',
        learner: { ...pupil(ks2(90)), yearGroup: '8' },
        expect: { why: 'notApplicable' },
      },
    ],
  });
});

describe('the key stage 2 score, with no test since', () => {
  tester.run(id, {
    noAction: [
      { name: '100', learner: pupil(ks2(100)), expect: none },
      {
        name: '99 in autumn: watched to the end of term',
        learner: pupil(ks2(99)),
        asOf: inAutumn,
        expect: { ...watch, reviewBy: '2026-12-22' },
      },
      { name: '97 in autumn', learner: pupil(ks2(97)), asOf: inAutumn, expect: watch },
      { name: '97 on the last day of the term', learner: pupil(ks2(97)), asOf: '2026-12-21', expect: watch },
    ],
    insufficient: [
      {
        name: '97 when the term is over',
        learner: pupil(ks2(97)),
        asOf: '2026-12-22',
        expect: { subject: 'reading', missing: ['results:reading'] },
      },
    ],
    recommends: [
      {
        name: '96',
        learner: pupil(ks2(96)),
        expect: { ...group, subject: 'reading', urgent: false, reviewBy: '2027-04-26' },
      },
      { name: '96 in autumn', learner: pupil(ks2(96)), asOf: inAutumn, expect: group },
      {
        name: '90, with an assessment point to come',
        learner: pupil(ks2(90)),
        nextAssessmentPoint: '2027-03-19',
        expect: { ...group, reviewBy: '2027-03-19' },
      },
      { name: '89', learner: pupil(ks2(89)), expect: screened },
      { name: '80', learner: pupil(ks2(80)), expect: screened },
      { name: 'a judgement below the test', learner: pupil(judged('PK4')), expect: screened },
      { name: 'told only as below the test', learner: pupil(outcome('below-the-test')), expect: screened },
      { name: 'a judgement beside the outcome', learner: pupil(outcome('below-the-test'), judged('PK4')) },
      {
        name: 'absent',
        learner: pupil(outcome('absent')),
        expect: {
          ...{ rule: 'ks2-reading', wave: 1, provisionType: baseline, evidence: [] },
          reason:
            'Absent from the key stage 2 reading test on 12 May 2026, so there is no score. A baseline task comes first.',
        },
      },
      {
        name: 'newly arrived',
        learner: pupil(outcome('newly-arrived')),
        expect: {
          provisionType: baseline,
          reason:
            'Newly arrived at the time of the key stage 2 reading test on 12 May 2026, so there is no score: use a task that tells reading from learning English. A baseline task comes first.',
        },
      },
      {
        name: 'disapplied',
        learner: pupil(outcome('disapplied')),
        expect: { wave: 1, provisionType: baseline },
      },
      {
        name: 'no result at all',
        learner: pupil(),
        expect: {
          provisionType: baseline,
          reason:
            'No key stage 2 reading result is recorded: ask the primary school whether the pupil was absent, newly arrived or below the test. A baseline task comes first.',
        },
      },
      {
        name: 'an estimate is no score',
        learner: pupil({ date: '2026-05-12', framework: 'ks2-scaled', value: 104, status: 'E' }),
        expect: { provisionType: baseline },
      },
    ],
  });
});

describe('fresh tests', () => {
  tester.run(id, {
    noAction: [
      { name: 'after the watch, 95', learner: pupil(ks2(98), fresh(95)), expect: none },
      { name: 'in the watch, 94', learner: pupil(ks2(98), fresh(94, '2026-09-18')), asOf: inAutumn },
      { name: 'for a small group, 95 once', learner: pupil(ks2(92), fresh(95)), expect: watch },
      { name: 'after a screening, 95 once', learner: pupil(ks2(82), fresh(95)), expect: watch },
      {
        name: 'a small group: 95 twice, 14 days apart',
        learner: pupil(ks2(92), fresh(95, '2027-01-08'), fresh(95, '2027-01-22')),
        expect: {
          ...none,
          reason:
            'Two fresh tests in a row are 95 or more: 95 on 8 January 2027, then 95 on 22 January 2027. Nothing more is needed.',
        },
      },
      {
        name: 'a small group: 95 twice, 13 days apart',
        learner: pupil(ks2(92), fresh(95, '2027-01-09'), fresh(95, '2027-01-22')),
        expect: watch,
      },
      {
        name: 'no score: 95 twice',
        learner: pupil(fresh(95, '2026-10-02'), fresh(97)),
        expect: none,
      },
    ],
    recommends: [
      { name: 'after the watch, 94', learner: pupil(ks2(98), fresh(94)), expect: group },
      { name: 'for a small group, 94', learner: pupil(ks2(92), fresh(94)), expect: group },
      { name: 'for a small group, 70: still a group', learner: pupil(ks2(92), fresh(70)), expect: group },
      { name: '95, then 94', learner: pupil(ks2(92), fresh(95, '2026-11-20'), fresh(94)), expect: group },
      { name: 'after a screening, 94', learner: pupil(ks2(82), fresh(94)), expect: group },
      { name: 'after a screening, 85', learner: pupil(ks2(82), fresh(85)), expect: group },
      { name: 'after a screening, 84', learner: pupil(ks2(82), fresh(84)), expect: oneToOne },
      { name: 'after a judgement, 84', learner: pupil(judged('PK6'), fresh(84)), expect: oneToOne },
      { name: 'after a baseline task, 84', learner: pupil(outcome('absent'), fresh(84)), expect: oneToOne },
      { name: 'without a result, 94', learner: pupil(fresh(94)), expect: group },
      {
        name: 'of Year 6 are not fresh',
        learner: pupil(fresh(94, '2026-03-06'), ks2(82)),
        expect: screened,
      },
      {
        name: 'of Year 6 are not fresh without a result either',
        learner: pupil(fresh(94, '2026-08-31')),
        expect: { provisionType: baseline },
      },
      {
        name: 'that a teacher estimated are no tests',
        learner: pupil(ks2(82), { ...{ date: '2027-01-15', value: 100, source: 'teacher' } }),
        expect: screened,
      },
      {
        name: 'twice on a day: their mean',
        learner: pupil(ks2(82), fresh(82), fresh(89)),
        expect: {
          ...group,
          reason:
            'The key stage 2 reading score is 82, where 100 is the expected standard. The fresh test is below average: 85.5 on 15 January 2027.',
        },
      },
    ],
  });
});

describe('a school can change each threshold', () => {
  tester.run(id, {
    noAction: [
      { name: 'what is expected', learner: pupil(ks2(99)), settings: { expectedScore: 99 }, expect: none },
      {
        name: 'what is watched',
        learner: pupil(ks2(96)),
        settings: { watchFrom: 96 },
        asOf: inAutumn,
        expect: watch,
      },
      {
        name: 'how long it is watched',
        learner: pupil(ks2(97)),
        settings: { watchWeeks: 30 },
        expect: watch,
      },
      {
        name: 'what is secure',
        learner: pupil(ks2(92), fresh(90)),
        settings: { secureScore: 90 },
        expect: watch,
      },
      {
        name: 'how far tests lie apart',
        learner: pupil(ks2(92), fresh(95, '2027-01-20'), fresh(95, '2027-01-21')),
        settings: { consecutiveGapDays: 1 },
        expect: none,
      },
    ],
    recommends: [
      { name: 'who gets a group', learner: pupil(ks2(88)), settings: { smallGroupFrom: 88 }, expect: group },
      {
        name: 'who gets tailored support',
        learner: pupil(ks2(82), fresh(89)),
        settings: { oneToOneBelow: 90, oneToOneProvisionType: 'reading-mentor', reviewWeeks: 2 },
        expect: { wave: 3, provisionType: 'reading-mentor', reviewBy: '2027-02-15' },
      },
    ],
  });
});

describe('laws', () => {
  void tester.monotone(id, { input: 'results:reading', direction: 'up', never: 'higher wave' });

  test('a higher key stage 2 score never leads to a higher wave, once the screening is done', () => {
    const waves = Array.from({ length: 41 }, (_, index) => {
      const [verdict] = tester.ask(id, pupil(ks2(80 + index), fresh(80)));
      return verdict?.kind === 'recommend' ? verdict.wave : 0;
    });
    expect(waves).toEqual(waves.toSorted((a, b) => b - a));
  });
});

test('the worked example of the README', () => {
  const [verdict] = tester.ask(id, pupil(ks2(93), fresh(91)));
  expect(verdict).toEqual({
    kind: 'recommend',
    rule: 'ks2-reading',
    wave: 2,
    provisionType: 'small-group-catch-up',
    subject: 'reading',
    urgent: false,
    reason:
      'The key stage 2 reading score is 93, where 100 is the expected standard. ' +
      'A fresh test confirms it: 91 on 15 January 2027.',
    evidence: [
      {
        input: 'results:reading',
        value: 93,
        expected: 100,
        date: '2026-05-12',
        label: 'key stage 2 reading',
      },
      {
        input: 'results:reading',
        value: 91,
        expected: 95,
        date: '2027-01-15',
        label: 'standardised reading test',
      },
    ],
    reviewBy: '2027-04-26',
  });
});
