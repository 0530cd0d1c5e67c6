import type { TrajectoryFramework, TrajectoryResult, TrajectoryTarget } from './facts.js';
import { type Trajectory, trajectoryOf } from './trajectory.js';

/*
 * Whole trajectories worked by hand, each as one would on paper: the days from the baseline, the value expected on
 * each, and the line of best fit from the sums Σx, Σy, Σxy and Σx².
 */

const result = (
  date: string,
  points: number,
  status: TrajectoryResult['status'] = 'R',
): TrajectoryResult => ({
  date,
  points,
  status,
});

/** 100 days: a hundredth of the way is a day. */
const HUNDRED = { baselineDate: '2026-01-01', due: '2026-04-11', checkpoints: [] };

interface Case {
  readonly target: TrajectoryTarget;
  readonly framework: TrajectoryFramework;
  readonly results: readonly TrajectoryResult[];
  readonly asOf: string;
}

/** Date, actual, expected, gap and judgement of each actual. */
const tableOf = ({ points }: Trajectory) =>
  points.map((it) => [it.date, it.actual, it.expected, it.gap, it.judgement]);

describe('scaled scores from 90 to 100 in a hundred days, by 94 on day 40', () => {
  const scaled: Case = {
    target: { ...HUNDRED, baseline: 90, target: 100, checkpoints: [{ date: '2026-02-10', value: 94 }] },
    framework: { direction: 1, tolerance: 2, min: 80, max: 120, oneOff: false },
    // As they came in, which is in no order.
    results: [
      result('2026-04-11', 98), // day 100, due: 100, exactly the tolerance behind
      result('2026-01-11', 94), // day 10: 91, a point over the tolerance ahead
      result('2026-03-12', 94), // day 70: 94 + 6 × 30 ÷ 60 = 97, a point over the tolerance behind
      result('2026-01-01', 120), // the baseline’s own day
      result('2026-02-10', 96), // day 40: 94, exactly the tolerance ahead
      result('2026-01-31', 91), // day 30: 93, exactly the tolerance behind
      result('2025-12-01', 85),
      result('2026-05-01', 101), // after it is due: 100
    ],
    asOf: '2026-04-10',
  };

  it('each result stands against the value of its own day', () => {
    expect(tableOf(trajectoryOf({ ...scaled, asOf: '2026-06-01' }))).toEqual([
      ['2026-01-11', 94, 91, 3, 'above'],
      ['2026-01-31', 91, 93, -2, 'on'],
      ['2026-02-10', 96, 94, 2, 'on'],
      ['2026-03-12', 94, 97, -3, 'below'],
      ['2026-04-11', 98, 100, -2, 'on'],
      ['2026-05-01', 101, 100, 1, 'on'],
    ]);
  });

  it('the day before it is due the pupil would reach 95.2', () => {
    // x 0, 10, 30, 40, 70; y 90, 94, 91, 96, 94. Σx 150, Σy 465, Σxy 14,090, Σx² 7,500.
    // Slope (5 × 14,090 − 150 × 465) ÷ (5 × 7,500 − 150²) = 700 ÷ 15,000; on day 100: 93 + 70 × 7 ÷ 150.
    const { projection, currentRate, requiredRate, ...rest } = trajectoryOf(scaled);
    expect(rest).toMatchObject({ expected: 99.9, actual: 94, actualDate: '2026-03-12', judgement: 'below' });
    expect(projection.value).toBeCloseTo(93 + 490 / 150, 10);
    expect(currentRate.value).toBeCloseTo((7 * 7) / 150, 10);
    // Six points in the 30 days from 12 March.
    expect(requiredRate.value).toBeCloseTo(1.4, 10);
    expect(rest.consecutive.value?.map((it) => it.judgement)).toEqual(['on', 'below']);
    expect(rest.earlier).toEqual([{ date: '2025-12-01', value: 85 }]);
  });

  it('on the day that it is due nothing is projected and no rate is required any more', () => {
    const { projection, currentRate, requiredRate, expected, gap } = trajectoryOf({
      ...scaled,
      asOf: '2026-04-11',
    });
    expect([expected, gap]).toEqual([100, -2]);
    const none = { value: null, reason: 'dueReached' };
    expect([projection, currentRate, requiredRate]).toEqual([none, none, none]);
  });

  it.each<[string, readonly TrajectoryResult[], Partial<Trajectory>]>([
    [
      'no result',
      [],
      {
        expected: 99.9,
        actual: null,
        judgement: null,
        flags: ['noResultSinceBaseline'],
        projection: { value: null, reason: 'noResultSinceBaseline' },
        requiredRate: { value: null, reason: 'noResultSinceBaseline' },
      },
    ],
    [
      'one result',
      [result('2026-02-10', 94)],
      {
        gap: 0,
        judgement: 'on',
        projection: { value: null, reason: 'tooFewDates' },
        requiredRate: { value: 0.7, reason: null },
        consecutive: { value: null, reason: 'oneResultOnly' },
      },
    ],
    [
      'two on one day',
      [result('2026-02-20', 94), result('2026-02-20', 96)],
      { gap: 0, judgement: 'on', projection: { value: null, reason: 'tooFewDates' } },
    ],
    [
      'two on days 20 and 49',
      [result('2026-01-21', 92), result('2026-02-19', 95)],
      { judgement: 'on', projection: { value: null, reason: 'spanTooShort' } },
    ],
    [
      // x 0, 20, 50; y 90, 92, 95: a tenth of a point a day.
      'two on days 20 and 50',
      [result('2026-01-21', 92), result('2026-02-20', 95)],
      { projection: { value: expect.closeTo(100, 10) as number, reason: null } },
    ],
    [
      // A 0 is a mark like any other.
      'a mark of nothing',
      [result('2026-02-10', 0)],
      { actual: 0, gap: -94, judgement: 'below' },
    ],
  ])('with %s', (_case, results, wanted) => {
    expect(trajectoryOf({ ...scaled, results })).toMatchObject(wanted);
  });
});

describe('seconds for a page, from 90 down to 60 in a hundred days, by 80 on day 50', () => {
  const timed: Case = {
    target: { ...HUNDRED, baseline: 90, target: 60, checkpoints: [{ date: '2026-02-20', value: 80 }] },
    framework: { direction: -1, tolerance: 3, min: 20, max: 180, oneOff: false },
    results: [
      result('2026-01-26', 88), // day 25: 85, three slower: on
      result('2026-02-20', 84), // day 50: 80, four slower
      result('2026-03-17', 67), // day 75: 70, three faster: on
      result('2026-03-27', 62), // day 85: 66, four faster
    ],
    asOf: '2026-03-31',
  };

  it('fewer seconds are ahead', () => {
    expect(tableOf(trajectoryOf(timed))).toEqual([
      ['2026-01-26', 88, 85, -3, 'on'],
      ['2026-02-20', 84, 80, -4, 'below'],
      ['2026-03-17', 67, 70, 3, 'on'],
      ['2026-03-27', 62, 66, 4, 'above'],
    ]);
  });

  it('the line of best fit goes down, and so do both rates', () => {
    // x 0, 25, 50, 75, 85; y 90, 88, 84, 67, 62. Σx 235, Σy 391, Σxy 16,695, Σx² 15,975.
    // Slope (5 × 16,695 − 235 × 391) ÷ (5 × 15,975 − 235²) = −8,410 ÷ 24,650.
    const slope = -8_410 / 24_650;
    const { projection, currentRate, requiredRate, consecutive } = trajectoryOf(timed);
    expect(projection.value).toBeCloseTo(391 / 5 + slope * (100 - 235 / 5), 10);
    expect(currentRate.value).toBeCloseTo(7 * slope, 10);
    // Two seconds in 15 days.
    expect(requiredRate.value).toBeCloseTo((-2 * 7) / 15, 10);
    // Ten days lie between the latest two.
    expect(consecutive).toEqual({ value: null, reason: 'lessThan14DaysApart' });
  });

  it('no page is read in less than the least that the framework knows', () => {
    const results = [result('2026-01-26', 60), result('2026-02-20', 20)];
    expect(trajectoryOf({ ...timed, results }).projection).toEqual({ value: 20, reason: null });
  });
});

describe('grades by their points, from 3 to 6 in a hundred days, half a grade of tolerance', () => {
  const graded: Case = {
    target: { ...HUNDRED, baseline: 3, target: 6 },
    framework: { direction: 1, tolerance: 0.5, min: 0, max: 9, oneOff: false },
    results: [
      result('2026-02-20', 4), // day 50: 4.5, half a grade behind
      result('2026-02-22', 4), // day 52: 4.56
      result('2026-03-12', 6, 'P'), // day 70: 5.1; the result of the day counts before the provisional one
      result('2026-03-12', 5),
      result('2026-03-20', 9, 'E'),
      result('2026-03-25', 9, 'T'),
    ],
    asOf: '2026-04-01',
  };

  it('half a grade behind is on, two days later the same grade is below', () => {
    const { points, flags, actual } = trajectoryOf(graded);
    expect(points.map((it) => [it.date, it.actual, it.judgement])).toEqual([
      ['2026-02-20', 4, 'on'],
      ['2026-02-22', 4, 'below'],
      ['2026-03-12', 5, 'on'],
    ]);
    for (const [i, gap] of [-0.5, -0.56, -0.1].entries()) expect(points[i]!.gap).toBeCloseTo(gap, 12);
    expect([flags, actual]).toEqual([[], 5]);
  });
});
