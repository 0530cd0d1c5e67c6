import type { TrajectoryJudgement } from './facts.js';
import { gapOf, judge } from './judge.js';

describe('judgement', () => {
  test.each<[number, number | null, TrajectoryJudgement | null]>([
    [0, 1, 'on'],
    [1, 1, 'on'],
    [-1, 1, 'on'],
    [1.000001, 1, 'above'],
    [-1.000001, 1, 'below'],
    [1 + 1e-10, 1, 'on'],
    [-1 - 1e-10, 1, 'on'],
    [1 + 1e-8, 1, 'above'],
    [-1 - 1e-8, 1, 'below'],
    [0.5, 0.5, 'on'],
    [-0.6, 0.5, 'below'],
    [0, 0, 'on'],
    [0.1 + 0.2 - 0.3, 0, 'on'],
    [-0.01, 0, 'below'],
    [0.01, 0, 'above'],
    [-5, null, null],
  ])('a gap of %d with a tolerance of %p is %s', (gap, tolerance, wanted) => {
    expect(judge(gap, tolerance)).toBe(wanted);
  });

  test.each<[1 | -1, number, number, number]>([
    [1, 12, 10, 2],
    [1, 8, 10, -2],
    [-1, 8, 10, 2],
    [-1, 12, 10, -2],
  ])('with direction %d an actual of %d against %d is %d ahead', (direction, actual, expected, gap) => {
    expect(gapOf(direction, actual, expected)).toBe(gap);
  });
});
