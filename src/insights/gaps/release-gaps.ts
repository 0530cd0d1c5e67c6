import type { Reader } from '../../database/database.js';
import type { KnownState } from '../cohort/known-source.js';
import { readAttainments, readGroups } from '../cohort/read-cohort.js';
import { cellKeyOf, type CutTable } from '../releases/cut-table.js';
import type { LastCells } from '../releases/last-cells.js';
import { besideLastRelease, type ReleasedCell } from '../releases/released-cell.js';
import { givenAwayBy, type MemberCell } from '../suppression/differencing.js';
import { publishTable } from '../suppression/publish-table.js';
import { CUTS } from './characteristic-groups.js';
import type { GapFigures } from './gap-figures.js';
import { gapTables } from './gap-tables.js';
import { changeOf, type EarlierGap, exactGap, type GapCell, publishedGaps } from './published-gaps.js';

/** Every table of gaps of a school in a state. */
export async function readGapTables(reader: Reader, state: KnownState): Promise<CutTable<GapFigures>[]> {
  const [attainments, groups] = await Promise.all([
    readAttainments(reader, state),
    readGroups(reader, state, CUTS),
  ]);
  return gapTables(attainments, groups);
}

/** What is released of the tables of gaps. Tables of one year, subject and framework are held against each other. */
export function releaseGaps(
  tables: readonly CutTable<GapFigures>[],
  last: LastCells,
  releaseNumber: number,
): ReleasedCell[] {
  const bases = Map.groupBy(tables, (it) => `${it.ncYear} ${it.subject} ${it.frameworkId}`);
  return [...bases.values()].flatMap((base) => {
    const shown: MemberCell[] = [];
    return base.flatMap((table) => releaseTable(table, last, releaseNumber, shown));
  });
}

function releaseTable(
  table: CutTable<GapFigures>,
  last: LastCells,
  releaseNumber: number,
  shown: MemberCell[],
): ReleasedCell[] {
  const sets = [...table.cells].map(([key, it]): MemberCell => ({
    key,
    members: new Set(it.members.keys()),
  }));
  const everybody = sets.reduce((sum, it) => sum + it.members.size, 0);
  const fresh = besideLastRelease(table, last);
  const published = publishTable(fresh, givenAwayBy(sets, shown, everybody));
  const anew = sets.filter(({ key }) => {
    const it = published.get(key)!;
    return it.status === 'shown' && !it.held;
  });
  shown.push(...anew);
  const earlierOf = (which: 'exact' | 'published') =>
    new Map(
      [...table.cells.keys()].flatMap((group): [string, EarlierGap][] => {
        const cell = last.cells.get(cellKeyOf(table, group));
        return cell
          ? [[group, { date: last.dates.get(cell.origin)!, cell: cell[which] as GapCell | null }]]
          : [];
      }),
    );
  const figures = new Map([...table.cells].map(([group, it]) => [group, it.figures]));
  const visible = publishedGaps(figures, published, earlierOf('published'));
  const before = earlierOf('exact');
  return [...table.cells].map(([group, it]): ReleasedCell => {
    const { status, held } = published.get(group)!;
    const exact = exactGap(it.figures);
    return {
      ...table,
      group,
      status,
      held,
      origin: held ? last.cells.get(cellKeyOf(table, group))!.origin : releaseNumber,
      exact: { ...exact, change: changeOf(exact, before.get(group) ?? null) },
      published: visible.get(group) ?? null,
    };
  });
}
