import type { ResultFact } from '@espalier/sdk';
import { mostReliable } from './actuals.js';
import { inWordsDay } from './words.js';

/** What key stage 2 says of a pupil's reading. */
export type KeyStage2 =
  | { readonly kind: 'score'; readonly value: number; readonly date: string }
  /** A judgement below the test, and the standard that it names, if it does. */
  | { readonly kind: 'belowTheTest'; readonly grade: string | null; readonly date: string }
  /** No score, and the reason, as far as it is known. */
  | { readonly kind: 'none'; readonly sentence: string; readonly date: string | null };

/** The score where there is one, else the judgement below the test, else why there is neither. */
export function keyStage2(results: readonly ResultFact[]): KeyStage2 {
  const test = results.filter((it) => it.framework === 'ks2-scaled');
  const score = mostReliable(test.filter((it) => it.value !== null)).at(-1);
  if (score?.value != null) return { kind: 'score', value: score.value, date: score.date };

  const belowTheTest = mostReliable(
    results.filter((it) => it.framework === 'ks2-ta-reading' && it.grade !== null),
  ).at(-1);
  if (belowTheTest) {
    return { kind: 'belowTheTest', grade: belowTheTest.grade, date: belowTheTest.date };
  }
  const outcome = mostReliable(test.filter((it) => it.outcome !== null)).at(-1);
  if (outcome?.outcome === 'below-the-test') {
    return { kind: 'belowTheTest', grade: null, date: outcome.date };
  }
  return { kind: 'none', sentence: whyNone(outcome), date: outcome?.date ?? null };
}

function whyNone(result: ResultFact | undefined): string {
  if (!result) {
    return 'No key stage 2 reading result is recorded: ask the primary school whether the pupil was absent, newly arrived or below the test.';
  }
  const day = inWordsDay(result.date);
  switch (result.outcome) {
    case 'absent':
      return `Absent from the key stage 2 reading test on ${day}, so there is no score.`;
    case 'newly-arrived':
      return `Newly arrived at the time of the key stage 2 reading test on ${day}, so there is no score: use a task that tells reading from learning English.`;
    default:
      return `No score in the key stage 2 reading test on ${day} (${result.outcome}).`;
  }
}
