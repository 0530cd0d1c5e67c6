import type { Reader } from '../../database/database.js';
import { codecFor } from '../../database/row-codec.js';
import type { KnownState } from '../cohort/known-source.js';
import type { Members } from '../suppression/hold-cells.js';
import { cellKeyOf, type CutTable } from './cut-table.js';
import { InsightCellEntity } from './insight-cell.entity.js';
import { InsightReleaseEntity } from './insight-release.entity.js';

/** The last release of every cell of a school. */
export interface LastCells {
  readonly cells: ReadonlyMap<string, InsightCellEntity>;
  /** The pupils whose figures each cell shows. */
  readonly members: ReadonlyMap<string, Members>;
  /** The date of each release's figures, by its number. */
  readonly dates: ReadonlyMap<number, string>;
}

/**
 * Reads the last release of every cell, and rebuilds who was in it from the school's state as it was known at that
 * release: the releases themselves name no pupil.
 */
export async function readLastCells(
  reader: Reader,
  ownerId: string,
  tablesOf: (state: KnownState) => Promise<CutTable<unknown>[]>,
): Promise<LastCells> {
  const codec = codecFor(InsightCellEntity);
  const key = 'insight, cut, nc_year, subject, framework_id, group_key';
  const rows = codec.decode(
    await reader.query(
      `select ${codec.selectListOf('c')} from insight_cell c
         join (select ${key}, max(release_number) as newest from insight_cell where owner_id = ? group by ${key}) n
           on ${key
             .split(', ')
             .map((it) => `n.${it} = c.${it}`)
             .join(' and ')} and n.newest = c.release_number
        where c.owner_id = ?`,
      [ownerId, ownerId],
    ),
  );
  const releases = await reader.select(InsightReleaseEntity, 'where owner_id = ?', [ownerId]);
  const members = new Map<string, Members>();
  for (const [origin, cells] of Map.groupBy(rows, (it) => it.origin)) {
    const release = releases.find((it) => it.number === origin)!;
    const tables = await tablesOf({ ownerId, date: release.date, version: release.knownVersion });
    const then = new Map(
      tables.flatMap((table) =>
        [...table.cells].map(([group, it]) => [cellKeyOf(table, group), it.members] as const),
      ),
    );
    for (const cell of cells) {
      const cellKey = cellKeyOf(cell, cell.groupKey);
      members.set(cellKey, then.get(cellKey) ?? new Map());
    }
  }
  return {
    cells: new Map(rows.map((it) => [cellKeyOf(it, it.groupKey), it])),
    members,
    dates: new Map(releases.map((it) => [it.number, it.date])),
  };
}
