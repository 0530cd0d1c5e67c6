import type { CountFigures } from '../progress/count-tables.js';
import { publishTable } from '../suppression/publish-table.js';
import { cellKeyOf, type CutTable } from './cut-table.js';
import type { LastCells } from './last-cells.js';
import { besideLastRelease, type ReleasedCell } from './released-cell.js';

/** What is released of tables of counts. */
export function releaseCounts(
  tables: readonly CutTable<CountFigures>[],
  last: LastCells,
  releaseNumber: number,
): ReleasedCell[] {
  return tables.flatMap((table) => {
    const published = publishTable(besideLastRelease(table, last));
    return [...table.cells].map(([group, { figures }]): ReleasedCell => {
      const { status, held } = published.get(group)!;
      const before = last.cells.get(cellKeyOf(table, group));
      return {
        ...table,
        group,
        status,
        held,
        origin: held ? before!.origin : releaseNumber,
        exact: figures,
        published: held ? before!.published : status === 'shown' ? figures : null,
      };
    });
  });
}
