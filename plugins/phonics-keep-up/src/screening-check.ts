import type { ResultFact } from '@espalier/sdk';

/** The latest phonics screening check of a pupil, met or not. */
export interface ScreeningCheck {
  readonly date: string;
  /** The year group in which it was taken: 1, or 2 for the second check. */
  readonly year: number;
  /** Null for a pupil who was absent, disapplied or the like. */
  readonly score: number | null;
  /** Why there is no score; null with one. */
  readonly outcome: string | null;
}

/**
 * The check that counts: the latest that is met, else the latest. The year group that it was taken in
 * follows from that of today. Null where no check is recorded.
 */
export function screeningCheck(
  results: readonly ResultFact[],
  yearGroup: number,
  asOf: Temporal.PlainDate,
  expectedScore: number,
): ScreeningCheck | null {
  const checks = results.filter(
    // Who had left took no check here.
    (it) => it.framework === 'phonics-screening' && rank(it) >= 0 && it.outcome !== 'left',
  );
  const ofEachDay = checks.filter((it) =>
    checks.every((other) => other.date !== it.date || rank(other) >= rank(it)),
  );
  const met = ofEachDay.findLast(({ value }) => value !== null && value >= expectedScore);
  const counts = met ?? ofEachDay.at(-1);
  if (!counts) return null;
  const { date, value, outcome } = counts;
  const yearsAgo = academicYear(asOf) - academicYear(Temporal.PlainDate.from(date));
  return { date, year: yearGroup - yearsAgo, score: value, outcome };
}

/** The most reliable status first: final, provisional, interim. Estimates and targets show nothing: −1. */
function rank({ status }: ResultFact): number {
  return ['R', 'P', 'I'].indexOf(status);
}

/** The calendar year in which an academic year begins, from 1 September. */
function academicYear({ year, month }: Temporal.PlainDate): number {
  return month >= 9 ? year : year - 1;
}
