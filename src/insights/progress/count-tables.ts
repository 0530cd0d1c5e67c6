import type { CutTable } from '../releases/cut-table.js';
import type { ReleasedInsight } from '../releases/insight-cell.entity.js';

/** How many there are of one kind, of how many in all. */
export interface CountFigures {
  readonly n: number;
  readonly of: number;
}

/** One thing that is counted: a pupil in a subject, and in which cells of which table it stands. */
export interface Counted {
  readonly pupilId: string;
  readonly ncYear: string;
  readonly subject: string;
  readonly frameworkId: string;
  readonly values: readonly string[];
}

/** One table for each year, subject and framework, with a cell for each possible value, also where nobody has it. */
export function countTables(
  insight: ReleasedInsight,
  cut: string,
  values: readonly string[],
  counted: readonly Counted[],
): CutTable<CountFigures>[] {
  const bases = Map.groupBy(counted, (it) => `${it.ncYear} ${it.subject} ${it.frameworkId}`);
  return [...bases.values()].map((rows) => {
    const { ncYear, subject, frameworkId } = rows[0]!;
    const cells = values.map((value) => {
      const own = rows.filter((it) => it.values.includes(value));
      return [
        value,
        {
          members: new Map(own.map((it) => [it.pupilId, 1])),
          unknown: false,
          figures: { n: own.length, of: rows.length },
        },
      ] as const;
    });
    return { insight, cut, ncYear, subject, frameworkId, cells: new Map(cells) };
  });
}
