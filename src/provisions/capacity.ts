/** A place from its first to its last day, both included. */
export interface Place {
  readonly start: string;
  readonly end: string;
}

/** A day and how many places are held on it. */
export interface FullDay {
  readonly date: string;
  readonly places: number;
}

/**
 * The first day on which more places are held than there are; null where there is none (definitions, Capacity:
 * on every date, agreed and active places, dates inclusive, ≤ capacity). A count only rises on a day on which
 * a place begins, so no other day is looked at.
 */
export function overfullDay(places: readonly Place[], capacity: number): FullDay | null {
  const starts = [...new Set(places.map((it) => it.start))].sort();
  for (const date of starts) {
    const held = places.filter((it) => it.start <= date && date <= it.end).length;
    if (held > capacity) return { date, places: held };
  }
  return null;
}
