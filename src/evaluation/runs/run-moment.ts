import type { Reader } from '../../database/database.js';

/** The newest version of a school. */
export async function currentVersion(reader: Reader, ownerId: string): Promise<number> {
  const [row] = await reader.query<{ version: number }>(
    'select version from owner_version where owner_id = ?',
    [ownerId],
  );
  return row?.version ?? 0;
}

/** The school's first assessment point after a day; null where none is known. */
export async function nextAssessmentPoint(
  reader: Reader,
  ownerId: string,
  asOf: string,
): Promise<string | null> {
  const [row] = await reader.query<{ date: string }>(
    'select date from assessment_point where owner_id = ? and date > ? order by date limit 1',
    [ownerId, asOf],
  );
  return row?.date ?? null;
}
