import { twoConsecutive } from './consecutive.js';
import type { NullReason } from './facts.js';

const on = (...days: number[]) => days.map((day) => ({ day }));

describe('two consecutive results', () => {
  test.each<[string, number[], [number, number]]>([
    ['14 days apart', [10, 24], [10, 24]],
    ['far apart', [10, 300], [10, 300]],
    ['the two latest of three', [10, 50, 90], [50, 90]],
  ])('%s', (_case, days, [older, latest]) => {
    expect(twoConsecutive(on(...days))).toEqual({ value: on(older, latest), reason: null });
  });

  test.each<[string, number[], NullReason]>([
    ['no result', [], 'noResultSinceBaseline'],
    ['one result', [10], 'oneResultOnly'],
    ['13 days apart', [10, 23], 'lessThan14DaysApart'],
    ['13 days apart, with an older one', [1, 50, 63], 'lessThan14DaysApart'],
  ])('%s: none', (_case, days, reason) => {
    expect(twoConsecutive(on(...days))).toEqual({ value: null, reason });
  });
});
