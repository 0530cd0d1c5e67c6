import type { SourceColumns, SourceKey } from '../common/source.js';
import { places } from './database.js';
import type { EntityClass, FactRow } from './fact.entity.js';
import { inParts } from './in-parts.js';
import type { Transaction } from './transaction.js';

/** A fact that may be synced from another system. */
type SyncedRow = FactRow & SourceColumns;

/** Where a source key is looked for. */
export interface OwnedSource {
  readonly ownerId: string;
  readonly source: SourceKey;
}

/** The rows of a fact that the source keys of a write name: stored ones, held, and those of items before. */
export class StoredBySource<E extends SyncedRow> {
  private readonly rows = new Map<string, E>();

  /** Holds the stored rows until the end of the transaction. */
  static async lock<E extends SyncedRow>(
    tx: Transaction,
    entity: EntityClass<E>,
    sources: readonly OwnedSource[],
  ): Promise<StoredBySource<E>> {
    const stored = new StoredBySource<E>();
    const groups = Map.groupBy(sources, (it) => `${it.ownerId}\n${it.source.system}`);
    for (const group of groups.values()) {
      const { ownerId, source } = group[0]!;
      for (const part of inParts(group.map((it) => it.source.id).sort())) {
        const where = `where owner_id = ? and source_system = ? and source_id in (${places(part.length)})`;
        for (const row of await tx.lock(entity, where, [ownerId, source.system, ...part])) stored.add(row);
      }
    }
    return stored;
  }

  add(row: E): void {
    if (row.sourceId !== null) this.rows.set(`${row.ownerId}\n${row.sourceSystem}\n${row.sourceId}`, row);
  }

  find(ownerId: string | null, source: SourceKey | null | undefined): E | null {
    return (source && this.rows.get(`${ownerId}\n${source.system}\n${source.id}`)) ?? null;
  }
}
