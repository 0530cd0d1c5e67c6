import type { InterventionFact } from '@espalier/sdk';
import { PolicyTester, type TrajectorySketch } from '@espalier/sdk/testing';
import plugin from './plugin.js';

const id = 'trajectory-catch-up';
const tester = new PolicyTester(plugin, { packageJson: new URL('../package.json', import.meta.url) });

type Result = readonly [date: string, actual: number];

/** Framework `twenty`, tolerance 1, with results on these dates, where 14 is expected on each. */
function trajectory(...results: readonly Result[]): TrajectorySketch {
  return {
    ...{
      framework: 'twenty',
      baselineDate: '2026-01-09',
      baseline: 10,
      target: 16,
      due: '2026-07-10',
      tolerance: 1,
    },
    points: results.map(([date, actual]) => ({ date, actual, expected: 14 })),
  };
}

/** A pupil with these results in reading. */
const pupil = (...results: readonly Result[]) => ({
  trajectory: { reading: [trajectory(...results)] },
});

const belowTwice = pupil(['2026-04-10', 12], ['2026-07-10', 12]);

/** A small group in reading that had just enough of its time and brought nothing. */
const wave2 = (facts: Partial<InterventionFact> = {}) => ({
  ...belowTwice,
  interventions: [{ subject: 'reading', dosageReceived: 0.8, gain: 0, ...facts }],
});

const none = { why: 'noneNeeded', subject: 'reading' } as const;
const watch = { why: 'watch', subject: 'reading' } as const;

describe('results against the trajectory', () => {
  tester.run(id, {
    insufficient: [
      {
        name: 'no result since the baseline: it is named by subject',
        learner: pupil(),
        expect: {
          subject: 'reading',
          missing: ['trajectory:reading'],
          reason: "No result in reading since the target's baseline on 9 January 2026.",
        },
      },
    ],
    noAction: [
      { name: 'no active target', learner: {}, expect: { why: 'notApplicable' } },
      { name: 'on it at the only result', learner: pupil(['2026-07-10', 14]), expect: none },
      { name: 'one tolerance short', learner: pupil(['2026-07-10', 13]), expect: none },
      { name: 'just over a tolerance short, once', learner: pupil(['2026-07-10', 12.99]), expect: watch },
      { name: 'far below, but once', learner: pupil(['2026-07-10', 2]), expect: watch },
      { name: 'below, then on', learner: pupil(['2026-04-10', 12], ['2026-07-10', 14]), expect: none },
      { name: 'on, then below', learner: pupil(['2026-04-10', 14], ['2026-07-10', 12]), expect: watch },
      {
        name: 'below twice, 13 days apart',
        learner: pupil(['2026-06-27', 12], ['2026-07-10', 12]),
        expect: watch,
      },
      {
        name: 'below three times, the last two 13 days apart',
        learner: pupil(['2026-04-10', 12], ['2026-06-27', 12], ['2026-07-10', 12]),
        expect: watch,
      },
      {
        name: 'below, on, then below',
        learner: pupil(['2026-03-02', 12], ['2026-04-10', 14], ['2026-07-10', 12]),
        expect: watch,
      },
      {
        name: 'a failed small group alone does not lead to wave 3',
        learner: { ...wave2(), ...pupil(['2026-07-10', 12]) },
        expect: watch,
      },
      {
        name: 'the review is at the next assessment point',
        learner: pupil(['2026-07-10', 12]),
        nextAssessmentPoint: '2026-10-16',
        expect: { ...watch, reviewBy: '2026-10-16' },
      },
      {
        name: 'else it is six weeks on',
        learner: pupil(['2026-07-10', 12.5]),
        expect: { ...watch, reviewBy: '2026-08-21' },
      },
    ],
    recommends: [
      {
        name: 'below twice, 14 days apart',
        learner: pupil(['2026-06-26', 12], ['2026-07-10', 12]),
        expect: { wave: 2, urgent: false, subject: 'reading', rule: 'below-trajectory' },
      },
      {
        name: 'just under three tolerances short',
        learner: pupil(['2026-04-10', 12], ['2026-07-10', 11.01]),
        expect: { wave: 2, urgent: false },
      },
      {
        name: 'three tolerances short',
        learner: pupil(['2026-04-10', 12], ['2026-07-10', 11]),
        expect: { wave: 2, urgent: true },
      },
      {
        name: 'three tolerances short by sums that do not come out even',
        learner: {
          trajectory: {
            reading: [
              {
                ...trajectory(),
                tolerance: 0.1,
                points: [
                  { date: '2026-04-10', actual: 12, expected: 14 },
                  { date: '2026-07-10', actual: 0.3, expected: 0.6 },
                ],
              },
            ],
          },
        },
        expect: { wave: 2, urgent: true },
      },
      {
        name: 'three tolerances short at the result before, less at the latest',
        learner: pupil(['2026-04-10', 10], ['2026-07-10', 12]),
        expect: { wave: 2, urgent: false },
      },
      {
        name: 'targets in two frameworks: one answer, the one that asks for most',
        learner: { trajectory: { reading: [trajectory(), ...belowTwice.trajectory.reading] } },
        expect: [{ wave: 2 }],
      },
    ],
  });
});

describe('below twice, after a small group', () => {
  tester.run(id, {
    recommends: [
      { name: 'with 80 % of its dosage and no gain', learner: wave2(), expect: { wave: 3 } },
      { name: 'that was reviewed', learner: wave2({ status: 'reviewed' }), expect: { wave: 3 } },
      { name: 'with a loss', learner: wave2({ gain: -1 }), expect: { wave: 3 } },
      { name: 'with a little under 80 %', learner: wave2({ dosageReceived: 0.799 }), expect: { wave: 2 } },
      { name: 'with a little gain', learner: wave2({ gain: 0.1 }), expect: { wave: 2 } },
      { name: 'whose dosage is not known', learner: wave2({ dosageReceived: null }), expect: { wave: 2 } },
      { name: 'whose gain is not known', learner: wave2({ gain: null }), expect: { wave: 2 } },
      { name: 'that goes on', learner: wave2({ status: 'active' }), expect: { wave: 2 } },
      { name: 'that was declined', learner: wave2({ status: 'declined' }), expect: { wave: 2 } },
      { name: 'in another subject', learner: wave2({ subject: 'mathematics' }), expect: { wave: 2 } },
      { name: 'that was a wave 1', learner: wave2({ wave: 1 }), expect: { wave: 2 } },
      {
        name: 'and another that brought a gain',
        learner: {
          ...belowTwice,
          interventions: [...wave2().interventions, ...wave2({ gain: 2 }).interventions],
        },
        expect: { wave: 2 },
      },
      {
        name: 'that failed, and before it one that brought a gain',
        learner: {
          ...belowTwice,
          interventions: [...wave2({ gain: 2 }).interventions, ...wave2().interventions],
        },
        expect: { wave: 3 },
      },
    ],
  });
});

describe('a school can change each threshold', () => {
  const learner = {
    ...wave2({ dosageReceived: 0.5 }),
    ...pupil(['2026-06-12', 12], ['2026-07-10', 12]),
  };
  tester.run(id, {
    recommends: [
      { name: 'of none', learner, expect: { wave: 2, urgent: false } },
      { name: 'of urgency', learner, settings: { urgentTolerances: 2 }, expect: { wave: 2, urgent: true } },
      { name: 'of dosage', learner, settings: { wave3DosageShare: 0.5 }, expect: { wave: 3 } },
    ],
    noAction: [{ name: 'of days', learner, settings: { consecutiveGapDays: 29 }, expect: watch }],
  });
});

describe('laws', () => {
  void tester.monotone(id, { input: 'trajectory:reading', direction: 'up', never: 'higher wave' });
  void tester.monotone(id, { input: 'interventions.gain', direction: 'up', never: 'higher wave' });
  void tester.monotone(id, { input: 'attendance.present', direction: 'up', never: 'higher wave' });
});

describe('the answer', () => {
  test.each([
    ['10 % of sessions missed', true, { possible: 160, absent: 16 }],
    ['a little under 10 %', false, { possible: 160, absent: 15 }],
    ['attendance not known', false, null],
  ])('%s: attendance first is %s', (_name, first, attendance) => {
    const [verdict] = tester.ask(id, { ...belowTwice, attendance });
    if (verdict?.kind !== 'recommend') throw new Error('expected a recommendation');
    expect(verdict.reason.startsWith('Attendance first: absent for')).toBe(first);
    expect(verdict.evidence[0]?.input === 'attendance').toBe(first);
  });

  test('every subject is answered for itself', () => {
    const verdicts = tester.ask(id, {
      trajectory: {
        ...belowTwice.trajectory,
        mathematics: [trajectory(['2026-07-10', 14])],
        science: [trajectory()],
      },
    });
    expect(verdicts.map(({ subject, kind }) => [subject, kind])).toEqual([
      ['reading', 'recommend'],
      ['mathematics', 'noAction'],
      ['science', 'insufficientData'],
    ]);
  });

  test('evidence shows numbers as the reason says them', () => {
    const points = [
      { date: '2026-04-10', actual: 70.04, expected: 77.22056631892697 },
      { date: '2026-07-10', actual: 71, expected: 78.96 },
    ];
    const [verdict] = tester.ask(id, {
      trajectory: { reading: [{ ...trajectory(), points }] },
      attendance: { possible: 119, absent: 13 },
    });
    if (verdict?.kind !== 'recommend') throw new Error('expected a recommendation');
    expect(verdict.reason).toContain('70 on 10 April 2026, where 77.2 was expected');
    expect(verdict.evidence).toEqual([
      { input: 'attendance', value: 0.109, expected: 0.1, label: 'absence, year to date' },
      { input: 'trajectory:reading', value: 70, expected: 77.2, date: '2026-04-10' },
      { input: 'trajectory:reading', value: 71, expected: 79, date: '2026-07-10' },
    ]);
  });

  test('the reason tells a teacher what was seen, with its numbers', () => {
    const [verdict] = tester.ask(id, {
      ...wave2({ dosageReceived: 0.9, gain: -1 }),
      ...pupil(['2026-04-10', 12], ['2026-07-10', 10.5]),
      attendance: { possible: 160, absent: 20 },
    });
    expect(verdict).toEqual({
      kind: 'recommend',
      rule: 'below-trajectory',
      wave: 3,
      provisionType: 'one-to-one-catch-up',
      subject: 'reading',
      urgent: true,
      reason:
        'Attendance first: absent for 12.5 % of sessions this year (20 of 160). ' +
        'Below the reading trajectory at two results in a row: 12 on 10 April 2026, where 14 was expected, ' +
        'then 10.5 on 10 July 2026, where 14 was expected. ' +
        'The shortfall of 3.5 is urgent: it is 3.5 times the tolerance of 1. ' +
        'A wave 2 in reading has brought no gain (-1) with 90 % of its planned time received.',
      evidence: [
        { input: 'attendance', value: 0.125, expected: 0.1, label: 'absence, year to date' },
        { input: 'trajectory:reading', value: 12, expected: 14, date: '2026-04-10' },
        { input: 'trajectory:reading', value: 10.5, expected: 14, date: '2026-07-10' },
        { input: 'interventions', value: 0.9, expected: 0.8, label: 'small-group-catch-up: dosage' },
        { input: 'interventions', value: -1, label: 'small-group-catch-up: gain' },
      ],
      reviewBy: '2026-08-21',
    });
  });
});
