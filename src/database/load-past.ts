import type { Actor } from './actor.js';
import { ChangeEventEntity } from './change-event.entity.js';
import type { BulkConnection } from './connection.js';
import type { Database } from './database.js';
import { type EntityClass, type FactRow, factOptions } from './fact.entity.js';
import { naturalKeyOf } from './natural-key.js';
import { OwnerVersionEntity } from './owner-version.entity.js';
import type { Past, PastChange } from './past.js';
import { type Cell, codecFor } from './row-codec.js';

/**
 * Writes an owner's whole past in one transaction, or nothing of it: current rows, history twins, and an event for
 * each change under the version that it would have had, had it been written at its instant. Only an owner without
 * any version can be given a past: versions and instants of an owner never go back. References are not looked up on
 * every database: what tells a past names rows that it has told. Hands back whether it was written; false where the
 * owner has versions already.
 */
export async function loadPast({ driver }: Database, actor: Actor, past: Past): Promise<boolean> {
  const { ownerId, changes } = past;
  const inOrder = changes.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  inOrder.forEach((change, i) => {
    change.version = i + 1;
    if (change.operation !== 'delete') change.row.sinceVersion = i + 1;
  });
  return driver.bulkTransaction(async (bulk) => {
    const known = await bulk.query('select 1 from owner_version where owner_id = ?', [ownerId]);
    if (known.length > 0 || inOrder.length === 0) return false;
    await addEntities(bulk, OwnerVersionEntity, [
      { ownerId, version: inOrder.length, at: inOrder.at(-1)!.at },
    ]);
    for (const [entity, ofEntity] of Map.groupBy(changes, (it) => it.entity)) {
      await addFacts(bulk, entity, ofEntity);
    }
    await addEntities(bulk, ChangeEventEntity, eventsOf(inOrder, actor));
    return true;
  });
}

/** Current rows in the order in which they lie on disk, and the rows that were replaced. */
async function addFacts(
  bulk: BulkConnection,
  entity: EntityClass<FactRow>,
  changes: readonly PastChange[],
): Promise<void> {
  const rows = changes.filter((it) => it.operation !== 'delete');
  const standing = rows.filter((it) => it.next === null).map((it) => it.row);
  await addEntities(bulk, entity, standing.sort(inKeyOrder));
  const replaced = rows.filter((it) => it.next !== null);
  if (replaced.length === 0) return;
  const codec = codecFor(entity);
  const columns = [...codec.columns.map((it) => it.name), 'until_version'];
  await bulk.addRows(`${factOptions(entity).table}_history`, columns, historyCells(replaced));
}

function* historyCells(replaced: readonly PastChange[]): Generator<Cell[]> {
  for (const { entity, row, next } of replaced) {
    yield [...codecFor(entity).encode(row as unknown as Record<string, unknown>), next!.version];
  }
}

async function addEntities<E extends object>(
  bulk: BulkConnection,
  entity: EntityClass<E>,
  rows: Iterable<E>,
): Promise<void> {
  const { table, columns } = codecFor(entity);
  const names = columns.map((it) => it.name);
  await bulk.addRows(table, names, cellsOf(entity, rows));
}

function* cellsOf<E extends object>(entity: EntityClass<E>, rows: Iterable<E>): Generator<Cell[]> {
  const codec = codecFor(entity);
  for (const row of rows) yield codec.encode(row as Record<string, unknown>);
}

function inKeyOrder(a: FactRow & { pupilId?: string }, b: FactRow & { pupilId?: string }): number {
  return compare(a.pupilId ?? '', b.pupilId ?? '') || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function* eventsOf(
  inOrder: readonly PastChange[],
  { clientId, staffId }: Actor,
): Generator<ChangeEventEntity> {
  for (const { entity, operation, at, row, version } of inOrder) {
    const { resource, naturalKey } = factOptions(entity);
    yield {
      ownerId: row.ownerId,
      version,
      at,
      resource,
      resourceId: row.id,
      operation,
      naturalKey: naturalKeyOf(row as unknown as Record<string, unknown>, naturalKey),
      clientId,
      staffId,
    };
  }
}
