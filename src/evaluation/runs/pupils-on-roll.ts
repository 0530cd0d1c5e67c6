import type { Reader } from '../../database/database.js';

/** The pupils on the school's roll on a date, as known at a version, in the order of their ids. */
export async function pupilsOnRoll(
  reader: Reader,
  ownerId: string,
  asOf: string,
  knownVersion: number,
): Promise<string[]> {
  const where = `owner_id = ? and since_version <= ? and entry_date <= ?
    and (leaving_date is null or leaving_date >= ?) and status <> 'P'`;
  const params = [ownerId, knownVersion, asOf, asOf];
  const rows = await reader.query<{ pupil_id: string }>(
    `select pupil_id from enrolment where ${where}
     union select pupil_id from enrolment_history where ${where} and until_version > ?`,
    [...params, ...params, knownVersion],
  );
  return rows.map((it) => it.pupil_id).sort();
}
