import { type DomainError, duplicate } from '../../common/errors/domain-error.js';
import type { SourceColumns, SourceKey } from '../../common/source.js';
import { places } from '../../database/database.js';
import type { EntityClass, FactRow } from '../../database/fact.entity.js';
import { inParts } from '../../database/in-parts.js';
import type { Transaction } from '../../database/transaction.js';

/** A fact that is synced from another system. */
export type SyncedRow = FactRow & SourceColumns;

/** A source key with the owner within which it is unique. */
export interface OwnedSource {
  readonly ownerId: string;
  readonly source: SourceKey | null | undefined;
}

/** The rows that hold source keys: stored ones, held until the end of the transaction, and those of items before. */
export class SourceRows<E extends SyncedRow> {
  private readonly rows = new Map<string, E>();

  static async lock<E extends SyncedRow>(
    tx: Transaction,
    entity: EntityClass<E>,
    keys: readonly OwnedSource[],
  ): Promise<SourceRows<E>> {
    const found = new SourceRows<E>();
    const given = keys.flatMap(({ ownerId, source }) => (source ? [{ ownerId, ...source }] : []));
    for (const group of Map.groupBy(given, (it) => `${it.ownerId}\n${it.system}`).values()) {
      const { ownerId, system } = group[0]!;
      for (const part of inParts(group.map((it) => it.id).toSorted())) {
        const where = `where owner_id = ? and source_system = ? and source_id in (${places(part.length)})`;
        for (const row of await tx.lock(entity, where, [ownerId, system, ...part])) found.add(row);
      }
    }
    return found;
  }

  add(row: E): void {
    if (row.sourceId !== null) this.rows.set(keyOf(row.ownerId, row.sourceSystem!, row.sourceId), row);
  }

  find(ownerId: string, source: SourceKey | null | undefined): E | null {
    return (source && this.rows.get(keyOf(ownerId, source.system, source.id))) ?? null;
  }
}

/** 409 for a source key that another row of the resource has. `what` begins a sentence: “A group”. */
export function sourceTaken(what: string): DomainError {
  return duplicate('/source', `${what} with this source key is there already.`);
}

/** Throws `duplicate` where another row than `ownId` has the source key. */
export async function refuseTakenSource<E extends SyncedRow>(
  tx: Transaction,
  entity: EntityClass<E>,
  what: string,
  { ownerId, source }: OwnedSource,
  ownId: string | null,
): Promise<void> {
  if (!source) return;
  const where = 'where owner_id = ? and source_system = ? and source_id = ?';
  const other = await tx.selectOne(entity, where, [ownerId, source.system, source.id]);
  if (other && other.id !== ownId) throw sourceTaken(what);
}

/** Neither part holds a line end. */
function keyOf(ownerId: string, system: string, id: string): string {
  return `${ownerId}\n${system}\n${id}`;
}
