import { seedFrameworks } from '../../assessments/frameworks/seed-frameworks.js';
import { type ChallengeRule, draftTarget, expectedProgress } from './draft-target.js';

const framework = (key: string) => seedFrameworks.find((it) => it.key === key)!;
const seconds = { min: 0, max: 100, step: 1, grades: null, direction: -1 } as const;

describe('a target by rule', () => {
  it.each<[string, Parameters<typeof draftTarget>[0], number, string, ChallengeRule, number, number]>([
    ['two points more', framework('twenty'), 10, '2026-07-10', 'points', 2, 12],
    ['at the top there is no more', framework('twenty'), 19, '2026-07-10', 'points', 2, 20],
    [
      'half a point rounds to the more ambitious value',
      framework('twenty'),
      10,
      '2026-07-10',
      'points',
      0.5,
      11,
    ],
    ['less than half a point adds nothing', framework('twenty'), 10, '2026-07-10', 'points', 0.4, 10],
    // 182 of 365 days of 4 points are 1.99.
    [
      'four points a year, from January to July',
      framework('twenty'),
      10,
      '2026-07-10',
      'points-per-year',
      4,
      12,
    ],
    ['half a GCSE grade is a grade', framework('gcse-9-1'), 5, '2026-07-10', 'points', 0.5, 6],
    // 2b is 15; one point more lies between 2b and 2a, and is 2a.
    [
      'a point of National Curriculum levels is a sub-level',
      framework('nc-levels-2008'),
      15,
      '2026-07-10',
      'points',
      1,
      17,
    ],
    [
      'a year of expected progress from 3b (21) is 24: 3a (23) and 4c (25) are as near',
      framework('nc-levels-2008'),
      21,
      '2027-01-09',
      'expected-progress',
      3,
      25,
    ],
    [
      'to keep the standardised score',
      framework('standardised'),
      97,
      '2026-07-10',
      'expected-progress',
      0,
      97,
    ],
    ['hundredths of a percentage', framework('percentage'), 61.25, '2026-07-10', 'points', 1.5, 62.75],
    ['where lower is better, it goes down', seconds, 50, '2026-07-10', 'points', 20, 30],
    ['there half a point rounds down', seconds, 50, '2026-07-10', 'points', 0.5, 49],
    ['and ends at the best', seconds, 10, '2026-07-10', 'points', 20, 0],
  ])('%s', (_case, scale, points, due, rule, added, wanted) => {
    expect(draftTarget(scale, { date: '2026-01-09', points }, due, rule, added)).toBe(wanted);
  });

  it('progress is expected of National Curriculum levels, and of standardised scores that they stay', () => {
    expect(expectedProgress('nc-levels-2008')).toBe(3);
    expect(expectedProgress('standardised')).toBe(0);
    expect(expectedProgress('gcse-9-1')).toBeNull();
  });
});
