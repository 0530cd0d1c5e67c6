import { openWeeks } from '../../assessments/attendance/open-weeks.js';
import type { Reader } from '../../database/database.js';
import { wantedInputs } from '../snapshots/wanted-inputs.js';

/**
 * The Mondays of the weeks in which a run's school was open, as known at the run's version; none where the policy does
 * not ask for attendance.
 */
export async function weeksOf(
  reader: Reader,
  ownerId: string,
  run: { readonly asOf: string; readonly knownVersion: number; readonly inputs: readonly string[] },
): Promise<string[]> {
  if (!wantedInputs(run.inputs).attendance) return [];
  const { asOf, knownVersion } = run;
  return openWeeks(
    (table, columns, where, params) =>
      reader.query(
        `select ${columns} from ${table} where ${where} and since_version <= ?
         union select ${columns} from ${table}_history
          where ${where} and since_version <= ? and until_version > ?`,
        [...params, knownVersion, ...params, knownVersion, knownVersion],
      ),
    ownerId,
    asOf,
  );
}
