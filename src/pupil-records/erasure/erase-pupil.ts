import { newId } from '../../common/ids.js';
import type { Transaction } from '../../database/transaction.js';
import type { PupilEntity } from '../../pupils/pupil.entity.js';
import type { RecordTable } from '../record-tables.js';
import { eraseRows } from './erase-rows.js';
import { forgetImportErrors } from './forget-import-errors.js';
import { forgetPluginLog } from './forget-plugin-log.js';

/**
 * Erases a pupil: every row, past ones too, what errors of imports quote of them, what plugins wrote in runs that saw
 * them, and the id among those whom a set of targets left out. The pupil's row is held by the caller. Hands back how
 * many rows there were, by resource.
 */
export async function erasePupil(
  tx: Transaction,
  tables: readonly RecordTable[],
  pupil: PupilEntity,
): Promise<Record<string, number>> {
  await forgetPluginLog(tx, pupil);
  const counts = await eraseRows(tx, tables, pupil);
  await forgetImportErrors(tx, pupil);
  await forgetSkipped(tx, pupil);
  return counts;
}

/** Sets of targets go on counting whom they left out, under an id that leads nowhere. */
async function forgetSkipped(tx: Transaction, { ownerId, id }: PupilEntity): Promise<void> {
  const nobody = newId();
  for (const table of ['target_set', 'target_set_history']) {
    await tx.write(
      `update ${table} set skipped = replace(skipped, ?, ?) where owner_id = ? and skipped like ?`,
      [id, nobody, ownerId, `%${id}%`],
    );
  }
}
