import { settingsDefaults, readManifest } from '@espalier/sdk/manifest';
import type { InterventionFact, TrajectoryFact, TrajectoryPoint, Verdict } from '@espalier/sdk';
import { readFileSync } from 'node:fs';
import plugin from './plugin.js';

const reading = readManifest(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')));
if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
const policy = plugin.policies['trajectory-catch-up'];
type Learner = Parameters<typeof policy>[0];
type Context = Parameters<typeof policy>[1];

const settings = settingsDefaults(reading.manifest) as unknown as Context['settings'];
const context: Context = { settings, asOf: Temporal.PlainDate.from('2026-07-10'), nextAssessmentPoint: null };

/** Framework `twenty`: the expected value is 14 at every date here, the tolerance 1. */
function point(date: string, actual: number): TrajectoryPoint {
  const gap = actual - 14;
  return { date, actual, expected: 14, gap, judgement: gap < -1 ? 'below' : gap > 1 ? 'above' : 'on' };
}

function trajectory(...points: TrajectoryPoint[]): TrajectoryFact {
  return {
    framework: 'twenty',
    frameworkVersion: 1,
    baselineDate: '2026-01-09',
    baseline: 10,
    target: 16,
    due: '2026-07-10',
    tolerance: 1,
    judgement: points.at(-1)?.judgement ?? null,
    flags: points.length === 0 ? ['noResultSinceBaseline'] : [],
    points,
  };
}

function learner(facts: Partial<Learner> = {}): Learner {
  return { ref: 0, trajectory: {}, interventions: [], attendance: null, ...facts };
}

const belowTwice = trajectory(point('2026-04-10', 12), point('2026-07-10', 12));

function wave2(facts: Partial<InterventionFact> = {}): InterventionFact {
  return {
    subject: 'reading',
    provisionType: 'small-group-catch-up',
    wave: 2,
    status: 'closed',
    startDate: '2026-04-20',
    endDate: '2026-06-26',
    dosageReceived: 0.8,
    gain: 0,
    ...facts,
  };
}

function absence(absent: number, possible: number) {
  const rest = { authorised: absent, unauthorised: 0, partial: false, lastTenWeeks: null };
  return { possible, absent, absence: absent / possible, ...rest };
}

function answer(facts: Partial<Learner>, changes: Partial<Context> = {}): Verdict[] {
  return [policy(learner(facts), { ...context, ...changes })].flat();
}

/** One word for each answer: `wave 2`, `wave 2 urgent`, `watch`, `noneNeeded`, `insufficientData`. */
function outcome(verdict: Verdict | undefined): string {
  if (verdict?.kind === 'recommend') return `wave ${verdict.wave}${verdict.urgent ? ' urgent' : ''}`;
  return verdict?.kind === 'noAction' ? verdict.why : String(verdict?.kind);
}

describe('trajectory-catch-up', () => {
  test.each([
    ['no result since the baseline', trajectory(), 'insufficientData'],
    ['on the trajectory at the only result', trajectory(point('2026-07-10', 14)), 'noneNeeded'],
    ['one tolerance short', trajectory(point('2026-07-10', 13)), 'noneNeeded'],
    ['just over a tolerance short, once', trajectory(point('2026-07-10', 12.99)), 'watch'],
    ['below, then on', trajectory(point('2026-04-10', 12), point('2026-07-10', 14)), 'noneNeeded'],
    ['on, then below', trajectory(point('2026-04-10', 14), point('2026-07-10', 12)), 'watch'],
    ['below twice, 13 days apart', trajectory(point('2026-06-27', 12), point('2026-07-10', 12)), 'watch'],
    ['below twice, 14 days apart', trajectory(point('2026-06-26', 12), point('2026-07-10', 12)), 'wave 2'],
    [
      'below three times, the last two 13 days apart',
      trajectory(point('2026-04-10', 12), point('2026-06-27', 12), point('2026-07-10', 12)),
      'watch',
    ],
    [
      'below, on, then below',
      trajectory(point('2026-03-02', 12), point('2026-04-10', 14), point('2026-07-10', 12)),
      'watch',
    ],
    [
      'below twice, just under three tolerances short',
      trajectory(point('2026-04-10', 12), point('2026-07-10', 11.01)),
      'wave 2',
    ],
    [
      'below twice, three tolerances short',
      trajectory(point('2026-04-10', 12), point('2026-07-10', 11)),
      'wave 2 urgent',
    ],
    [
      'three tolerances short at the result before, less at the latest',
      trajectory(point('2026-04-10', 10), point('2026-07-10', 12)),
      'wave 2',
    ],
    ['far below, but once', trajectory(point('2026-07-10', 2)), 'watch'],
  ])('a pupil %s', (_name, fact, expected) => {
    const verdicts = answer({ trajectory: { reading: [fact] } });
    expect(verdicts.map(outcome)).toEqual([expected]);
    expect(verdicts[0]?.subject).toBe('reading');
  });

  test('three tolerances short by sums that do not come out even is urgent', () => {
    const uneven = { ...point('2026-07-10', 11), actual: 0.3, expected: 0.6, gap: 0.3 - 0.6 };
    const fact = { ...trajectory(point('2026-04-10', 12), uneven), tolerance: 0.1 };
    expect(answer({ trajectory: { reading: [fact] } }).map(outcome)).toEqual(['wave 2 urgent']);
  });

  test.each([
    ['after a wave 2 with 80 % of its dosage and no gain', wave2(), 'wave 3'],
    ['after a reviewed one', wave2({ status: 'reviewed' }), 'wave 3'],
    ['after a loss', wave2({ gain: -1 }), 'wave 3'],
    ['with a little under 80 % of the dosage', wave2({ dosageReceived: 0.799 }), 'wave 2'],
    ['with a little gain', wave2({ gain: 0.1 }), 'wave 2'],
    ['where the dosage is not known', wave2({ dosageReceived: null }), 'wave 2'],
    ['where the gain is not known', wave2({ gain: null }), 'wave 2'],
    ['while the wave 2 goes on', wave2({ status: 'active' }), 'wave 2'],
    ['after a declined wave 2', wave2({ status: 'declined' }), 'wave 2'],
    ['after a wave 2 in another subject', wave2({ subject: 'mathematics' }), 'wave 2'],
    ['after a wave 1', wave2({ wave: 1 }), 'wave 2'],
  ])('a pupil below twice %s', (_name, intervention, expected) => {
    const verdicts = answer({ trajectory: { reading: [belowTwice] }, interventions: [intervention] });
    expect(verdicts.map(outcome)).toEqual([expected]);
  });

  test('the latest of two small groups decides', () => {
    const facts = { trajectory: { reading: [belowTwice] } };
    expect(answer({ ...facts, interventions: [wave2(), wave2({ gain: 2 })] }).map(outcome)).toEqual([
      'wave 2',
    ]);
    expect(answer({ ...facts, interventions: [wave2({ gain: 2 }), wave2()] }).map(outcome)).toEqual([
      'wave 3',
    ]);
  });

  test('a failed small group alone does not lead to wave 3', () => {
    const facts = {
      trajectory: { reading: [trajectory(point('2026-07-10', 12))] },
      interventions: [wave2()],
    };
    expect(answer(facts).map(outcome)).toEqual(['watch']);
  });

  test.each([
    ['10 % of sessions missed', absence(16, 160), true],
    ['a little under 10 %', absence(15, 160), false],
    ['attendance not known', null, false],
  ])('%s: attendance first is %s', (_name, attendance, first) => {
    const [verdict] = answer({ trajectory: { reading: [belowTwice] }, attendance });
    if (verdict?.kind !== 'recommend') throw new Error('expected a recommendation');
    expect(verdict.reason.startsWith('Attendance first: absent for')).toBe(first);
    expect(verdict.evidence[0]?.input === 'attendance').toBe(first);
    expect(verdict.rule).toBe('below-trajectory');
  });

  test('a pupil without a trajectory is outside the population', () => {
    expect(answer({}).map(outcome)).toEqual(['notApplicable']);
  });

  test('every subject is answered for itself', () => {
    const verdicts = answer({
      trajectory: {
        reading: [belowTwice],
        mathematics: [trajectory(point('2026-07-10', 14))],
        science: [trajectory()],
      },
    });
    expect(verdicts.map((verdict) => [verdict.subject, outcome(verdict)])).toEqual([
      ['reading', 'wave 2'],
      ['mathematics', 'noneNeeded'],
      ['science', 'insufficientData'],
    ]);
  });

  test('with targets in two frameworks the subject has one answer, the one that asks for most', () => {
    const verdicts = answer({ trajectory: { reading: [trajectory(), belowTwice] } });
    expect(verdicts.map(outcome)).toEqual(['wave 2']);
  });

  test('a missing result is named by subject', () => {
    expect(answer({ trajectory: { reading: [trajectory()] } })).toEqual([
      {
        kind: 'insufficientData',
        subject: 'reading',
        missing: ['trajectory:reading'],
        reason: "No result in reading since the target's baseline on 9 January 2026.",
      },
    ]);
  });

  test('the review is at the next assessment point, else six weeks on', () => {
    const facts = { trajectory: { reading: [trajectory(point('2026-07-10', 12))] } };
    const nextAssessmentPoint = Temporal.PlainDate.from('2026-10-16');
    expect(answer(facts, { nextAssessmentPoint })).toMatchObject([{ reviewBy: '2026-10-16' }]);
    expect(answer(facts)).toMatchObject([{ reviewBy: '2026-08-21' }]);
  });

  test('the reason tells a teacher what was seen, with its numbers', () => {
    const fact = trajectory(point('2026-04-10', 12), point('2026-07-10', 10.5));
    const [verdict] = answer({
      trajectory: { reading: [fact] },
      interventions: [wave2({ dosageReceived: 0.9, gain: -1 })],
      attendance: absence(20, 160),
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

  test('a school can change each threshold', () => {
    const facts = {
      trajectory: { reading: [trajectory(point('2026-06-12', 12), point('2026-07-10', 12))] },
      interventions: [wave2({ dosageReceived: 0.5 })],
    };
    const changed = (change: Partial<Context['settings']>) =>
      answer(facts, { settings: { ...settings, ...change } }).map(outcome);
    expect(changed({})).toEqual(['wave 2']);
    expect(changed({ consecutiveGapDays: 29 })).toEqual(['watch']);
    expect(changed({ urgentTolerances: 2 })).toEqual(['wave 2 urgent']);
    expect(changed({ wave3DosageShare: 0.5 })).toEqual(['wave 3']);
  });
});
