import type { CellStatus, FreshCell } from '../suppression/publish-table.js';
import { cellKeyOf, type CutKey, type CutTable } from './cut-table.js';
import type { LastCells } from './last-cells.js';

/** What is released of one cell. */
export interface ReleasedCell extends CutKey {
  readonly group: string;
  readonly status: CellStatus;
  readonly held: boolean;
  /** The number of the release whose figures it shows. */
  readonly origin: number;
  readonly exact: unknown;
  readonly published: unknown;
}

/** The cells of a table beside their last release. */
export function besideLastRelease(table: CutTable<unknown>, last: LastCells): FreshCell[] {
  return [...table.cells].map(([key, { members, unknown }]): FreshCell => {
    const cellKey = cellKeyOf(table, key);
    const before = last.cells.get(cellKey);
    return {
      key,
      n: members.size,
      unknown,
      members,
      earlier: before ? { status: before.status, members: last.members.get(cellKey)! } : null,
    };
  });
}
