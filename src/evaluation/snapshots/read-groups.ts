import type { GroupFact } from '@espalier/sdk';
import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { byPupil } from './by-pupil.js';
import { knownRows, type PupilSpan } from './known-rows.js';

interface MemberRow {
  readonly pupil_id: string;
  readonly groupId: string;
  readonly kind: GroupFact['kind'];
  readonly since: string;
}

/** Reads the groups that the pupils of a batch are in on a day: one query for the places, one for the subjects. */
export async function readGroups(
  reader: Reader,
  span: PupilSpan,
  { asOf, knownVersion }: { readonly asOf: string; readonly knownVersion: number },
): Promise<(pupilId: string) => GroupFact[]> {
  const members = await knownRows<MemberRow>(
    reader,
    'group_member',
    'pupil_id, group_id as groupId, kind, start_date as since',
    span,
    knownVersion,
    { sql: 'start_date <= ? and (end_date is null or end_date >= ?)', params: [asOf, asOf] },
  );
  const subjects = await readSubjects(reader, span.ownerId, knownVersion, members);
  const membersOf = byPupil(members);
  return (pupilId) =>
    (membersOf.get(pupilId) ?? [])
      .map(({ groupId, kind, since }) => ({ kind, subject: subjects.get(groupId) ?? null, since }))
      .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

async function readSubjects(
  reader: Reader,
  ownerId: string,
  version: number,
  members: readonly MemberRow[],
): Promise<Map<string, string | null>> {
  const found = new Map<string, string | null>();
  for (const part of inParts([...new Set(members.map((it) => it.groupId))])) {
    const where = `owner_id = ? and id in (${places(part.length)}) and since_version <= ?`;
    const params = [ownerId, ...part, version];
    const rows = await reader.query<{ id: string; subject: string | null }>(
      `select id, subject from pupil_group where ${where}
       union all select id, subject from pupil_group_history where ${where} and until_version > ?`,
      [...params, ...params, version],
    );
    for (const { id, subject } of rows) found.set(id, subject);
  }
  return found;
}

function orderOf({ kind, subject, since }: GroupFact): string {
  return `${kind} ${subject ?? ''} ${since}`;
}
