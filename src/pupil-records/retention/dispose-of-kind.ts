import type { Transaction } from '../../database/transaction.js';
import type { PupilEntity } from '../../pupils/pupil.entity.js';
import { eraseRows } from '../erasure/erase-rows.js';
import type { HeldPart } from './held-parts.js';
import { lastEntryDue, type RetentionFrame } from './read-record-facts.js';

/** Erases what is due of a kind. Hands back how many rows there were, by resource. */
export async function disposeOf(
  tx: Transaction,
  parts: readonly HeldPart[],
  frame: RetentionFrame,
  pupil: PupilEntity,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const part of parts) {
    const { resource, record, table, pupilColumn, condition, entry } = part;
    const due = entry
      ? { sql: `${condition} and ${entry.first} <= ?`, params: [lastEntryDue(part, frame)] }
      : { sql: condition, params: [] };
    if (record) {
      Object.assign(counts, await eraseRows(tx, [record], pupil, due));
      continue;
    }
    const { affected } = await tx.write(
      `delete from ${table} where owner_id = ? and ${pupilColumn} = ? and ${due.sql}`,
      [pupil.ownerId, pupil.id, ...due.params],
    );
    if (affected > 0) counts[resource] = affected;
  }
  return counts;
}
