import type { Transaction } from '../../database/transaction.js';
import type { PupilEntity } from '../../pupils/pupil.entity.js';

/** A line of a plugin's log names nobody and may be of anybody in its run: the log of runs that saw the pupil goes. */
export async function forgetPluginLog(tx: Transaction, { ownerId, id }: PupilEntity): Promise<void> {
  await tx.write(
    `delete from plugin_log_line where owner_id = ? and run_id in (
      select evaluation_id from evaluation_result where owner_id = ? and pupil_id = ?)`,
    [ownerId, ownerId, id],
  );
}
