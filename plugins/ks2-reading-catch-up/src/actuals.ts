import type { ResultFact } from '@espalier/sdk';

/** A score on a day. */
export interface Score {
  readonly date: string;
  readonly value: number;
}

/**
 * From the most to the least reliable: final result, provisional, interim. Estimates and targets are not what a pupil
 * has shown. Source: Common Basic Data Set, result status.
 */
const statuses = ['R', 'P', 'I'] as const;

/** The results that count: those of the most reliable status that there is. */
export function mostReliable(results: readonly ResultFact[]): readonly ResultFact[] {
  for (const status of statuses) {
    const some = results.filter((it) => it.status === status);
    if (some.length > 0) return some;
  }
  return [];
}

/** Scores of tests in a framework after a day, oldest first, one for each date: the mean of the most reliable. */
export function testScores(results: readonly ResultFact[], framework: string, after: string): Score[] {
  const tests = results.filter(
    (it) => it.framework === framework && it.source === 'test' && it.value !== null && it.date > after,
  );
  return [...new Set(tests.map((it) => it.date))].flatMap((date) => {
    const values = mostReliable(tests.filter((it) => it.date === date)).map((it) => it.value!);
    if (values.length === 0) return [];
    return [{ date, value: values.reduce((sum, it) => sum + it, 0) / values.length }];
  });
}
