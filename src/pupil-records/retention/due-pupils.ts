import type { RequestContext } from '../../auth/request-context.js';
import { rowsSeen } from '../../auth/tenancy.js';
import type { Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import type { Cell } from '../../database/row-codec.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { latestPassed } from './anniversaries.js';
import { type HeldPart, tablesOf } from './held-parts.js';
import {
  lastEntryDue,
  readRecordFacts,
  type RetainedPupil,
  type RetentionFrame,
} from './read-record-facts.js';
import { KINDS, RECORD_KINDS } from './record-kinds.js';
import { type DueKind, dueOn } from './retention-rules.js';

/** A kind of a pupil's record that is due. */
export interface Due extends DueKind {
  readonly pupilId: string;
}

/** What of one pupil's record is due, as the transaction or the database sees it. */
export async function dueOfPupil(
  reader: Reader,
  parts: readonly HeldPart[],
  frame: RetentionFrame,
  pupil: RetainedPupil,
): Promise<DueKind[]> {
  const facts = await readRecordFacts(reader, parts, frame, [pupil]);
  return dueOn(frame.day, facts.get(pupil.id)!, frame.terms);
}

/** What is due of all pupils of a school, or of one, that a token sees. */
export async function duePupils(
  reader: Reader,
  ctx: RequestContext,
  parts: readonly HeldPart[],
  frame: RetentionFrame,
  pupilId: string | undefined,
): Promise<Due[]> {
  const pupils = await candidates(reader, ctx, parts, frame, pupilId);
  const due: Due[] = [];
  for (const some of inParts(pupils)) {
    const facts = await readRecordFacts(reader, parts, frame, some);
    for (const [id, of] of facts) {
      // Erased meanwhile.
      if (!of.held.has('pupil-record')) continue;
      due.push(...dueOn(frame.day, of, frame.terms).map((it) => ({ ...it, pupilId: id })));
    }
  }
  return due;
}

/** Pupils who have left and of whom something may be due: what is held on the others is not read. */
async function candidates(
  reader: Reader,
  ctx: RequestContext,
  parts: readonly HeldPart[],
  frame: RetentionFrame,
  pupilId: string | undefined,
): Promise<RetainedPupil[]> {
  const { ownerId, day, terms } = frame;
  const seen = rowsSeen(ctx, PupilEntity);
  const params: Cell[] = [ownerId, ...seen.params, day];
  const onRoll = `select 1 from enrolment e where e.owner_id = pupil.owner_id and e.pupil_id = pupil.id
    and (e.leaving_date is null or e.leaving_date >= ?)`;
  const one = pupilId === undefined ? '' : 'and id = ?';
  if (pupilId !== undefined) params.push(pupilId);
  const fromBirth = RECORD_KINDS.filter((it) => KINDS[it].countsFrom === 'date-of-birth');
  const reasons = ['date_of_birth <= ?'];
  params.push(latestPassed(day, Math.min(...fromBirth.map((it) => terms[it]))));
  for (const part of parts) {
    if (KINDS[part.kind].countsFrom === 'date-of-birth') continue;
    for (const table of tablesOf(part)) {
      const until = part.entry ? `and ${part.entry.first} <= ?` : '';
      if (part.entry) params.push(lastEntryDue(part, frame));
      reasons.push(`exists (select 1 from ${table} where ${table}.owner_id = pupil.owner_id
        and ${table}.${part.pupilColumn} = pupil.id and ${part.condition} ${until})`);
    }
  }
  return reader.query<RetainedPupil & Record<string, unknown>>(
    `select id, date_of_birth as dateOfBirth from pupil
      where owner_id = ? and ${seen.sql} and not exists (${onRoll}) ${one} and (${reasons.join(' or ')})`,
    params,
  );
}
