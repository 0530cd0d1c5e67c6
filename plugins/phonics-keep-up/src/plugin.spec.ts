import { PolicyTester, type ResultSketch, type TrajectorySketch } from '@espalier/sdk/testing';
import plugin from './plugin.js';

const id = 'phonics-keep-up';
/** A day in July, after the screening check of June. */
const tester = new PolicyTester(plugin, { packageJson: new URL('../package.json', import.meta.url) });

const juneOf = (year: number) => `${year}-06-08`;
const check = (value: number, date = juneOf(2026)): ResultSketch => ({
  ...{ date, framework: 'phonics-screening', value },
});
const noScore = (outcome: string, date = juneOf(2026)): ResultSketch => ({
  ...{ date, framework: 'phonics-screening', value: null, outcome },
});

/** A trajectory in framework `twenty`, tolerance 1, with in-year checks where 14 is expected of each. */
const pace = (...checks: readonly number[]): { trajectory: Record<string, TrajectorySketch[]> } => ({
  trajectory: {
    phonics: [
      {
        ...{ framework: 'twenty', baseline: 10, target: 16, tolerance: 1 },
        points: checks.map((actual) => ({ actual, expected: 14 })),
      },
    ],
  },
});

/** A pupil of a year with these screening checks, oldest first. */
const pupil = (yearGroup: string, ...phonics: readonly ResultSketch[]) => ({
  yearGroup,
  results: { phonics },
});

const group = { rule: 'phonics-keep-up', wave: 2, provisionType: 'phonics-keep-up' } as const;
const oneToOne = { rule: 'phonics-keep-up', wave: 3, provisionType: 'one-to-one-catch-up' } as const;
const none = { why: 'noneNeeded', subject: 'phonics' } as const;

describe('the population', () => {
  tester.run(id, {
    insufficient: [
      {
        name: 'a year group that is not known',
        learner: { yearGroup: null, ...pace(2) },
        expect: { missing: ['yearGroup'] },
      },
    ],
    noAction: [
      { name: 'nursery', learner: { yearGroup: 'N2', ...pace(2) }, expect: { why: 'notApplicable' } },
      { name: 'Year 4', learner: pupil('4', check(2)), expect: { why: 'notApplicable' } },
    ],
  });
});

describe('in-year checks against the pace', () => {
  tester.run(id, {
    insufficient: [
      {
        name: 'reception, no target',
        learner: pupil('R'),
        expect: { missing: ['trajectory:phonics'], subject: 'phonics' },
      },
      {
        name: 'reception, no check since the baseline',
        learner: { ...pupil('R'), ...pace() },
        expect: { missing: ['trajectory:phonics'] },
      },
      {
        name: 'Year 1, nothing',
        learner: pupil('1'),
        expect: { missing: ['results:phonics', 'trajectory:phonics'] },
      },
      { name: 'Year 2, nothing', learner: pupil('2'), expect: { missing: ['results:phonics'] } },
      {
        name: 'Year 2, at the pace, but no screening check',
        learner: { ...pupil('2'), ...pace(14) },
        expect: { missing: ['results:phonics'], reason: 'No phonics screening check is recorded.' },
      },
    ],
    noAction: [
      { name: 'reception, at the pace', learner: { ...pupil('R'), ...pace(14) }, expect: none },
      { name: 'one tolerance short', learner: { ...pupil('R'), ...pace(13) }, expect: none },
      { name: 'Year 1, at the pace before the check', learner: { ...pupil('1'), ...pace(14) }, expect: none },
      { name: 'below, then at the pace', learner: { ...pupil('R'), ...pace(9, 14) }, expect: none },
    ],
    recommends: [
      {
        name: 'just over a tolerance short, once',
        learner: { ...pupil('R'), ...pace(12.9) },
        expect: { ...group, subject: 'phonics', urgent: false, reviewBy: '2026-08-21' },
      },
      { name: 'Year 1, below', learner: { ...pupil('1'), ...pace(14, 9) }, expect: group },
      { name: 'Year 2, below, no screening check', learner: { ...pupil('2'), ...pace(9) }, expect: group },
      {
        name: 'below after a check that is met',
        learner: { ...pupil('1', check(34)), ...pace(9) },
        expect: group,
      },
    ],
  });
});

describe('the screening check', () => {
  tester.run(id, {
    noAction: [
      { name: 'Year 1: 32', learner: pupil('1', check(32)), expect: none },
      { name: 'Year 2: 32', learner: pupil('2', check(20, juneOf(2025)), check(32)), expect: none },
      {
        name: 'met in Year 1, and below when it was given again',
        learner: pupil('2', check(33, juneOf(2025)), check(30)),
        expect: none,
      },
      { name: 'Year 3, met in Year 1', learner: pupil('3', check(40, juneOf(2024))), expect: none },
    ],
    insufficient: [
      {
        name: 'an estimate is no check',
        learner: pupil('2', { ...(check(20) as object), status: 'E' }),
        expect: { missing: ['results:phonics'] },
      },
      {
        name: 'nor is that of a pupil who had left',
        learner: pupil('2', noScore('left')),
        expect: { missing: ['results:phonics'] },
      },
    ],
    recommends: [
      { name: 'Year 1: 31', learner: pupil('1', check(31)), expect: group },
      { name: 'Year 1: 16', learner: pupil('1', check(16)), expect: group },
      { name: 'Year 1: 15', learner: pupil('1', check(15)), expect: oneToOne },
      { name: 'Year 1: 0', learner: pupil('1', check(0)), expect: oneToOne },
      {
        name: 'Year 1: 31, and at the pace in the year',
        learner: { ...pupil('1', check(31)), ...pace(14) },
        expect: group,
      },
      {
        name: 'the check of Year 1, seen in the autumn of Year 2',
        learner: pupil('2', check(31)),
        asOf: '2026-10-05',
        expect: {
          ...group,
          reason:
            '31 of 40 in the phonics screening check on 8 June 2026, where 32 is expected. The check is taken again in June of Year 2. Check hearing and vision first.',
        },
      },
      {
        name: 'Year 2: 31',
        learner: pupil('2', check(20, juneOf(2025)), check(31)),
        expect: {
          ...oneToOne,
          reason:
            '31 of 40 in the phonics screening check on 8 June 2026, where 32 is expected. It was the second check: bring in the SENCo. Check hearing and vision first.',
        },
      },
      {
        name: 'the check of Year 2, seen in the autumn of Year 3',
        learner: pupil('3', check(31)),
        asOf: '2026-10-05',
        expect: oneToOne,
      },
      {
        name: 'Year 3 without a check in Year 2',
        learner: pupil('3', check(20, juneOf(2024))),
        expect: {
          ...group,
          reason:
            '20 of 40 in the phonics screening check on 8 June 2024, where 32 is expected. No check in Year 2 is recorded: give it again now. Check hearing and vision first.',
        },
      },
      {
        name: 'a final result stands before a provisional one of the day',
        learner: pupil('1', check(31), { ...(check(33) as object), status: 'P' }),
        expect: group,
      },
    ],
  });
});

describe('pupils without a score are included', () => {
  tester.run(id, {
    recommends: [
      {
        name: 'absent in Year 1',
        learner: pupil('1', noScore('absent')),
        expect: {
          ...group,
          reason:
            'No score in the phonics screening check on 8 June 2026 (absent): find out first what the pupil knows. The check is taken again in June of Year 2. Check hearing and vision first.',
        },
      },
      { name: 'disapplied in Year 1', learner: pupil('1', noScore('disapplied')), expect: group },
      { name: 'absent in Year 2', learner: pupil('2', noScore('absent')), expect: oneToOne },
      { name: 'disapplied in Year 2', learner: pupil('2', noScore('disapplied')), expect: oneToOne },
    ],
  });
});

describe('a school can change each threshold', () => {
  tester.run(id, {
    noAction: [{ name: 'what is expected', learner: pupil('1', check(30)), settings: { expectedScore: 30 } }],
    recommends: [
      {
        name: 'who gets one to one',
        learner: pupil('1', check(20)),
        settings: { oneToOneUpTo: 20, oneToOneProvisionType: 'phonics-tutor' },
        expect: { wave: 3, provisionType: 'phonics-tutor' },
      },
      {
        name: 'the review, and the group',
        learner: pupil('1', check(20)),
        settings: { reviewWeeks: 2, groupProvisionType: 'sounds-group' },
        expect: { provisionType: 'sounds-group', reviewBy: '2026-07-24' },
      },
      {
        name: 'what follows Year 2',
        learner: pupil('2', check(20)),
        settings: { wave3ProvisionType: 'phonics-tutor' },
        expect: { wave: 3, provisionType: 'phonics-tutor' },
      },
    ],
  });
});

describe('laws', () => {
  void tester.monotone(id, { input: 'trajectory:phonics', direction: 'up', never: 'higher wave' });

  test.each(['1', '2'])('a higher score in Year %s never leads to a higher wave', (yearGroup) => {
    const waves = Array.from({ length: 41 }, (_, score) => {
      const [verdict] = tester.ask(id, pupil(yearGroup, check(score)));
      return verdict?.kind === 'recommend' ? verdict.wave : 0;
    });
    expect(waves).toEqual(waves.toSorted((a, b) => b - a));
  });

  test('every recommendation has hearing and vision checked first', () => {
    const asked = [pupil('1', check(31)), pupil('2', noScore('absent')), { ...pupil('R'), ...pace(9) }];
    for (const learner of asked) {
      expect(tester.ask(id, learner)[0]?.reason).toMatch(/Check hearing and vision first\.$/);
    }
  });
});

test('the worked example of the README', () => {
  const [verdict] = tester.ask(id, pupil('1', check(14)));
  expect(verdict).toEqual({
    kind: 'recommend',
    rule: 'phonics-keep-up',
    wave: 3,
    provisionType: 'one-to-one-catch-up',
    subject: 'phonics',
    urgent: false,
    reason:
      '14 of 40 in the phonics screening check on 8 June 2026, where 32 is expected. ' +
      'The check is taken again in June of Year 2. Check hearing and vision first.',
    evidence: [
      {
        input: 'results:phonics',
        value: 14,
        expected: 32,
        date: '2026-06-08',
        label: 'phonics screening check',
      },
    ],
    reviewBy: '2026-08-21',
  });
});
