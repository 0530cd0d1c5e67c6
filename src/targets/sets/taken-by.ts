import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';

/** Why a pupil gets no draft beside what there is: a target that is agreed or active, or a draft that waits. */
export type Taken = 'targetAgreed' | 'draftPending';

/** Pupils who have a target in a subject and framework already. Who is to write holds the pupils before. */
export async function takenBy(
  reader: Reader,
  ownerId: string,
  pupilIds: readonly string[],
  subject: string,
  frameworkKey: string,
): Promise<Map<string, Taken>> {
  const taken = new Map<string, Taken>();
  for (const part of inParts(pupilIds)) {
    const rows = await reader.query<{ pupilId: string; status: string }>(
      `select pupil_id as pupilId, status from target where owner_id = ? and subject = ? and framework_key = ?
        and status in ('draft', 'agreed', 'active') and pupil_id in (${places(part.length)})`,
      [ownerId, subject, frameworkKey, ...part],
    );
    for (const { pupilId, status } of rows) {
      if (taken.get(pupilId) === 'targetAgreed') continue;
      taken.set(pupilId, status === 'draft' ? 'draftPending' : 'targetAgreed');
    }
  }
  return taken;
}
