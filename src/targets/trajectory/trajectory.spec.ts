import fc from 'fast-check';
import { dayNumber, isoOfDay } from '../../common/dates.js';
import type { ResultStatus, TrajectoryFramework, TrajectoryResult, TrajectoryTarget } from './facts.js';
import { trajectoryOf } from './trajectory.js';
import type { Trajectory, TrajectoryInput } from './trajectory.js';

const twenty: TrajectoryFramework = { direction: 1, tolerance: 1, min: 0, max: 20, oneOff: false };
const gcse: TrajectoryFramework = { direction: 1, tolerance: 0.5, min: 0, max: 9, oneOff: false };
/** Seconds over a distance: lower is better. */
const seconds: TrajectoryFramework = { direction: -1, tolerance: 2, min: 0, max: 100, oneOff: false };

const twoMore: TrajectoryTarget = {
  baselineDate: '2026-01-09',
  baseline: 10,
  target: 12,
  due: '2026-07-10',
  checkpoints: [],
};
const twentyFaster: TrajectoryTarget = { ...twoMore, baseline: 50, target: 30 };

function result(date: string, points: number, status: ResultStatus = 'R'): TrajectoryResult {
  return { date, points, status };
}

function of(partial: Partial<TrajectoryInput>): Trajectory {
  return trajectoryOf({ target: twoMore, framework: twenty, results: [], asOf: '2026-04-10', ...partial });
}

const april = (points: number) => [result('2026-04-10', points)];

describe('trajectory', () => {
  test.each<[string, Partial<TrajectoryInput>, Partial<Trajectory>]>([
    ['on: one point behind', { results: april(10) }, { expected: 11, gap: -1, judgement: 'on' }],
    ['below: more than one behind', { results: april(9) }, { gap: -2, judgement: 'below' }],
    ['on: one point ahead', { results: april(12) }, { gap: 1, judgement: 'on' }],
    ['above: more than one ahead', { results: april(13) }, { gap: 2, judgement: 'above' }],
    [
      'lower is better: faster than expected is above',
      { target: twentyFaster, framework: seconds, results: april(37) },
      { expected: 40, actual: 37, gap: 3, judgement: 'above' },
    ],
    [
      'lower is better: slower than expected is below',
      { target: twentyFaster, framework: seconds, results: april(43) },
      { gap: -3, judgement: 'below' },
    ],
    [
      'lower is better: on at the tolerance',
      { target: twentyFaster, framework: seconds, results: april(42) },
      { gap: -2, judgement: 'on' },
    ],
    [
      'grade points: half a grade behind is on',
      { target: { ...twoMore, baseline: 4, target: 5 }, framework: gcse, results: april(4) },
      { expected: 4.5, gap: -0.5, judgement: 'on' },
    ],
    [
      'grade points: more than half a grade behind is below',
      { target: { ...twoMore, baseline: 4, target: 6 }, framework: gcse, results: april(4) },
      { expected: 5, gap: -1, judgement: 'below' },
    ],
    [
      'the gap is taken on the result’s own date, the expected value on asOf',
      { results: april(10), asOf: '2026-07-10' },
      { expected: 12, actual: 10, actualDate: '2026-04-10', gap: -1, judgement: 'on' },
    ],
    [
      'against a checkpoint that starts slowly',
      { target: { ...twoMore, checkpoints: [{ date: '2026-04-10', value: 10 }] }, results: april(9) },
      { expected: 10, gap: -1, judgement: 'on' },
    ],
    [
      'a result after due is judged against the target',
      { results: [result('2026-09-10', 10)], asOf: '2026-09-10' },
      { expected: 12, gap: -2, judgement: 'below' },
    ],
    [
      'no result since the baseline',
      { results: [result('2026-01-09', 10), result('2025-09-10', 8)] },
      {
        expected: 11,
        actual: null,
        actualDate: null,
        gap: null,
        judgement: null,
        flags: ['noResultSinceBaseline'],
        points: [],
        earlier: [{ date: '2025-09-10', value: 8 }],
        requiredRate: { value: null, reason: 'noResultSinceBaseline' },
      },
    ],
    [
      'asOf before the baseline',
      { results: april(10), asOf: '2026-01-08' },
      { expected: null, judgement: null, flags: ['beforeBaseline', 'noResultSinceBaseline'] },
    ],
    ['180 days old is not stale', { results: april(10), asOf: '2026-10-07' }, { flags: [] }],
    [
      '181 days old is stale, and still judged',
      { results: april(9), asOf: '2026-10-08' },
      { flags: ['stale'], judgement: 'below' },
    ],
    [
      'no tolerance, no judgement',
      { framework: { ...twenty, tolerance: null }, results: april(2) },
      { gap: -9, judgement: null, flags: ['noTolerance'] },
    ],
    [
      'a one-off check has no trajectory',
      { framework: { ...twenty, oneOff: true }, results: april(2) },
      {
        expected: null,
        judgement: null,
        flags: ['oneOff'],
        projection: { value: null, reason: 'oneOff' },
        points: [],
        line: [],
      },
    ],
  ])('%s', (_case, input, wanted) => {
    expect(of(input)).toMatchObject(wanted);
  });

  test('a full answer', () => {
    const trajectory = of({
      target: { ...twoMore, checkpoints: [{ date: '2026-04-10', value: 11 }] },
      results: [
        result('2026-05-22', 10.5, 'P'),
        result('2026-04-10', 11),
        result('2026-02-20', 4, 'E'),
        result('2025-10-10', 8),
      ],
      asOf: '2026-06-01',
    });
    const second = { date: '2026-04-10', actual: 11, expected: 11, gap: 0, judgement: 'on' as const };
    const expectedInMay = 11 + 42 / 91;
    // Days 0, 91, 133 with 10, 11, 10.5: (2397.5 − 224 × 31.5 ÷ 3) ÷ (25970 − 224² ÷ 3).
    const slope = 136.5 / 27734;
    expect(trajectory).toEqual({
      expected: 11 + 52 / 91,
      actual: 10.5,
      actualDate: '2026-05-22',
      gap: 10.5 - expectedInMay,
      judgement: 'on',
      flags: [],
      projection: { value: expect.closeTo(10.5 + (182 - 224 / 3) * slope, 12) as number, reason: null },
      currentRate: { value: expect.closeTo(7 * slope, 12) as number, reason: null },
      requiredRate: { value: 1.5 / 7, reason: null },
      consecutive: {
        value: [
          second,
          {
            date: '2026-05-22',
            actual: 10.5,
            expected: expectedInMay,
            gap: 10.5 - expectedInMay,
            judgement: 'on',
          },
        ],
        reason: null,
      },
      points: [
        second,
        {
          date: '2026-05-22',
          actual: 10.5,
          expected: expectedInMay,
          gap: 10.5 - expectedInMay,
          judgement: 'on',
        },
      ],
      line: [
        { date: '2026-01-09', value: 10 },
        { date: '2026-04-10', value: 11 },
        { date: '2026-07-10', value: 12 },
      ],
      earlier: [{ date: '2025-10-10', value: 8 }],
    });
  });
});

const first = dayNumber('2025-09-01');
const day = fc.integer({ min: first, max: first + 400 }).map(isoOfDay);
const anyResult: fc.Arbitrary<TrajectoryResult> = fc.record({
  date: day,
  points: fc.option(fc.integer({ min: 0, max: 200 }).map((tenths) => tenths / 10)),
  status: fc.constantFrom<ResultStatus>('E', 'I', 'P', 'R', 'T'),
});
const anyTarget: fc.Arbitrary<TrajectoryTarget> = fc
  .uniqueArray(fc.integer({ min: first, max: first + 400 }), { minLength: 3, maxLength: 5 })
  .chain((days) => {
    const [baselineDate, ...others] = days.sort((a, b) => a - b).map(isoOfDay);
    const due = others.pop();
    return fc.record({
      baselineDate: fc.constant(baselineDate ?? ''),
      baseline: fc.integer({ min: 0, max: 20 }),
      target: fc.integer({ min: 0, max: 20 }),
      due: fc.constant(due ?? ''),
      checkpoints: fc.constant(others.map((date, i) => ({ date, value: 5 + i }))),
    });
  });
const anyCase = fc.record({ target: anyTarget, results: fc.array(anyResult, { maxLength: 18 }), asOf: day });

describe('laws of the trajectory', () => {
  test('what is dated later never changes the answer as of an earlier date', () => {
    fc.assert(
      fc.property(anyCase, (input) => {
        const known = input.results.filter(({ date }) => date <= input.asOf);
        expect(of(input)).toEqual(of({ ...input, results: known }));
      }),
    );
  });

  test('the order of results and checkpoints does not matter', () => {
    fc.assert(
      fc.property(anyCase, fc.infiniteStream(fc.nat()), (input, keys) => {
        const shuffled = <T>(rows: readonly T[]): T[] =>
          rows
            .map((row) => ({ row, key: Number(keys.next().value) }))
            .sort((a, b) => a.key - b.key)
            .map(({ row }) => row);
        const target = { ...input.target, checkpoints: shuffled(input.target.checkpoints) };
        expect(of({ ...input, target, results: shuffled(input.results) })).toEqual(of(input));
      }),
    );
  });

  test('estimates and targets never change anything', () => {
    fc.assert(
      fc.property(anyCase, (input) => {
        const results = input.results.filter(({ status }) => status !== 'E' && status !== 'T');
        expect(of({ ...input, results })).toEqual(of(input));
      }),
    );
  });

  test('where lower is better, the mirror image is judged the same', () => {
    // 0 − 0 is 0 where −(0) would be −0.
    const minus = (value: number): number => 0 - value;
    fc.assert(
      fc.property(anyCase, (input) => {
        const mirrored = of({
          ...input,
          framework: { ...twenty, direction: -1, min: -20, max: 0 },
          target: {
            ...input.target,
            baseline: minus(input.target.baseline),
            target: minus(input.target.target),
            checkpoints: input.target.checkpoints.map(({ date, value }) => ({ date, value: minus(value) })),
          },
          results: input.results.map((row) => ({
            ...row,
            points: row.points === null ? null : minus(row.points),
          })),
        });
        const plain = of(input);
        expect(mirrored.flags).toEqual(plain.flags);
        expect(mirrored.points.map(({ date, judgement }) => [date, judgement])).toEqual(
          plain.points.map(({ date, judgement }) => [date, judgement]),
        );
        expect(mirrored.gap ?? 0).toBeCloseTo(plain.gap ?? 0, 12);
        expect(mirrored.projection.reason).toBe(plain.projection.reason);
        expect((mirrored.projection.value ?? 0) + (plain.projection.value ?? 0)).toBeCloseTo(0, 9);
        expect((mirrored.currentRate.value ?? 0) + (plain.currentRate.value ?? 0)).toBeCloseTo(0, 9);
        expect((mirrored.requiredRate.value ?? 0) + (plain.requiredRate.value ?? 0)).toBeCloseTo(0, 9);
      }),
    );
  });

  test('a projection stays in the framework’s range', () => {
    fc.assert(
      fc.property(anyCase, (input) => {
        const { value } = of(input).projection;
        if (value !== null) expect(value >= 0 && value <= 20).toBe(true);
      }),
    );
  });
});
