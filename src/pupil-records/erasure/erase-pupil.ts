import type { Transaction } from '../../database/transaction.js';
import type { PupilEntity } from '../../pupils/pupil.entity.js';
import type { RecordTable } from '../record-tables.js';
import { eraseRows } from './erase-rows.js';
import { forgetImportErrors } from './forget-import-errors.js';
import { forgetPluginLog } from './forget-plugin-log.js';

/**
 * Erases a pupil: every row, past ones too, what errors of imports quote of them, and what plugins
 * wrote in runs that saw them. The pupil's row is held by the
 * caller. Hands back how many rows there were, by resource.
 */
export async function erasePupil(
  tx: Transaction,
  tables: readonly RecordTable[],
  pupil: PupilEntity,
): Promise<Record<string, number>> {
  await forgetPluginLog(tx, pupil);
  const counts = await eraseRows(tx, tables, pupil);
  await forgetImportErrors(tx, pupil);
  return counts;
}
