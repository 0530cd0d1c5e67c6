import type { Reader } from '../../database/database.js';

/** Pupils of a school, or one of them, whose record a legal hold keeps on a day, each with a hold. */
export async function heldPupils(
  reader: Reader,
  ownerId: string,
  day: string,
  pupilId?: string,
): Promise<Map<string, string>> {
  const rows = await reader.query<{ id: string; pupilId: string }>(
    `select id, pupil_id as pupilId from legal_hold
      where owner_id = ? and start_date <= ? and (end_date is null or end_date >= ?)
      ${pupilId === undefined ? '' : 'and pupil_id = ?'}`,
    [ownerId, day, day, ...(pupilId === undefined ? [] : [pupilId])],
  );
  return new Map(rows.map((it) => [it.pupilId, it.id]));
}
