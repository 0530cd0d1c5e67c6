import type { SourceColumns, SourceKey } from '../common/source.js';
import { places } from './database.js';
import { type EntityClass, type FactRow } from './fact.entity.js';
import { inParts } from './in-parts.js';
import type { Transaction } from './transaction.js';

type Sourced = FactRow & SourceColumns;

/** The rows of one fact that the items of a write mean by their source keys, held until the end of the transaction. */
export class RowsBySource<E extends Sourced> {
  private readonly rows = new Map<string, E>();

  /** Reads the rows with these keys, each with its owner, in a few queries. */
  static async lock<E extends Sourced>(
    tx: Transaction,
    entity: EntityClass<E>,
    keys: readonly { readonly ownerId: string; readonly source: SourceKey }[],
  ): Promise<RowsBySource<E>> {
    const found = new RowsBySource<E>();
    const groups = Map.groupBy(keys, (it) => `${it.ownerId}\n${it.source.system}`);
    for (const group of groups.values()) {
      const { ownerId, source } = group[0]!;
      for (const part of inParts(group.map((it) => it.source.id))) {
        const where = `where owner_id = ? and source_system = ? and source_id in (${places(part.length)})`;
        for (const row of await tx.lock(entity, where, [ownerId, source.system, ...part])) found.put(row);
      }
    }
    return found;
  }

  /** Notes a row that was added or changed, for the items that come after. */
  put(row: E): void {
    if (row.sourceId !== null) this.rows.set(`${row.ownerId}\n${row.sourceSystem}\n${row.sourceId}`, row);
  }

  /** The row that an owner has under a key; null where there is none or no key. */
  find(ownerId: string, source: SourceKey | null | undefined): E | null {
    return (source && this.rows.get(`${ownerId}\n${source.system}\n${source.id}`)) ?? null;
  }
}
