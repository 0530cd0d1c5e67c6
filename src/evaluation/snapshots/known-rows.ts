import type { Reader } from '../../database/database.js';
import { places } from '../../database/database.js';
import type { Cell } from '../../database/row-codec.js';

/** The pupils of a batch, as a condition on a table whose rows lie in the order of owner and pupil. */
export interface PupilSpan {
  readonly ownerId: string;
  /** In the order of their ids. */
  readonly pupilIds: readonly string[];
  /** No other pupil of the school lies between the first and the last: rows are read in one stretch. */
  readonly contiguous: boolean;
}

/**
 * Rows about the pupils of a batch as they were known at a version: those of the table that were written by then,
 * and those of its history that were replaced only later.
 */
export async function knownRows<R>(
  reader: Reader,
  table: string,
  columns: string,
  { ownerId, pupilIds, contiguous }: PupilSpan,
  version: number,
  and: { readonly sql: string; readonly params: readonly Cell[] } = { sql: '1 = 1', params: [] },
): Promise<R[]> {
  if (pupilIds.length === 0) return [];
  const key = table === 'pupil' ? 'id' : 'pupil_id';
  const span = contiguous ? `${key} between ? and ?` : `${key} in (${places(pupilIds.length)})`;
  const where = `owner_id = ? and ${span} and ${and.sql} and since_version <= ?`;
  const params = [
    ownerId,
    ...(contiguous ? [pupilIds[0]!, pupilIds.at(-1)!] : pupilIds),
    ...and.params,
    version,
  ];
  // One statement sees one state: a row that is replaced at this moment is in either table, never in neither.
  return reader.query<R>(
    `select ${columns} from ${table} where ${where}
     union all select ${columns} from ${table}_history where ${where} and until_version > ?`,
    [...params, ...params, version],
  );
}
