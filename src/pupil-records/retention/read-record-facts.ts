import { addDays } from '../../common/dates.js';
import { places, type Reader } from '../../database/database.js';
import { latestPassed } from './anniversaries.js';
import { type HeldPart, tablesOf } from './held-parts.js';
import type { RecordKind } from './record-kinds.js';
import type { HeldOfKind, RecordFacts, Terms } from './retention-rules.js';

/** A pupil of whom it is asked what is due. */
export interface RetainedPupil {
  readonly id: string;
  readonly dateOfBirth: string;
}

/** At which school, on which day and by which terms. */
export interface RetentionFrame {
  readonly ownerId: string;
  readonly day: string;
  readonly terms: Terms;
}

interface PartRow {
  readonly pupilId: string;
  readonly records: number;
  readonly first: string | null;
  readonly last: string | null;
}

/** The last first day of an entry that is due on a day. */
export function lastEntryDue({ kind, entry }: HeldPart, { day, terms }: RetentionFrame): string {
  const passed = latestPassed(day, terms[kind]);
  // Before 1900 there are no entries, and no calendar to count in.
  return passed < '1901' ? passed : addDays(passed, 1 - entry!.days);
}

/** Reads what decides when the records of some pupils of a school fall due: no more than one query takes. */
export async function readRecordFacts(
  reader: Reader,
  parts: readonly HeldPart[],
  frame: RetentionFrame,
  pupils: readonly RetainedPupil[],
): Promise<Map<string, RecordFacts>> {
  const own = `owner_id = ? and pupil_id in (${places(pupils.length)})`;
  const params = [frame.ownerId, ...pupils.map((it) => it.id)];
  const spells = await reader.query<{ pupilId: string; entryDate: string; leavingDate: string | null }>(
    `select pupil_id as pupilId, entry_date as entryDate, leaving_date as leavingDate from enrolment where ${own}`,
    params,
  );
  const ehc = await reader.query<{ pupilId: string }>(
    `select pupil_id as pupilId from characteristic where ${own} and kind = 'sen' and value = 'E'
     union select pupil_id as pupilId from plan where ${own} and kind = 'ehc'`,
    [...params, ...params],
  );
  const spellsOf = Map.groupBy(spells, (it) => it.pupilId);
  const withEhc = new Set(ehc.map((it) => it.pupilId));
  const held = new Map(pupils.map((it) => [it.id, new Map<RecordKind, HeldOfKind>()]));
  for (const part of parts) {
    for (const row of await readPart(reader, part, frame, params)) {
      const of = held.get(row.pupilId)!;
      of.set(part.kind, together(of.get(part.kind), toHeld(part, row)));
    }
  }
  return new Map(
    pupils.map(({ id, dateOfBirth }) => [
      id,
      { dateOfBirth, spells: spellsOf.get(id) ?? [], ehc: withEhc.has(id), held: held.get(id)! },
    ]),
  );
}

/** Rows count once, however often they were changed. */
function readPart(
  reader: Reader,
  part: HeldPart,
  frame: RetentionFrame,
  ofPupils: readonly string[],
): Promise<PartRow[]> {
  const { pupilColumn, condition, entry, record } = part;
  const tables = tablesOf(part);
  // Answers of policies have no id and no history.
  const id = record?.fact === false ? 'null' : 'id';
  const selects = tables.map(
    (table) => `select ${pupilColumn} as pupilId, ${id} as id, ${entry?.first ?? 'null'} as day from ${table}
      where owner_id = ? and ${pupilColumn} in (${places(ofPupils.length - 1)}) and ${condition}`,
  );
  const counted = id === 'null' ? 'count(*)' : 'count(distinct id)';
  const records = entry ? 'count(distinct case when day <= ? then id end)' : counted;
  return reader.query<PartRow>(
    `select pupilId, ${records} as records, min(day) as first, max(day) as last
      from (${selects.join(' union all ')}) held group by pupilId`,
    [...(entry ? [lastEntryDue(part, frame)] : []), ...tables.flatMap(() => ofPupils)],
  );
}

function toHeld({ entry }: HeldPart, { records, first, last }: PartRow): HeldOfKind {
  if (!entry) return { records, entries: null };
  const lastOf = (day: string) => addDays(day, entry.days - 1);
  return { records, entries: { first: lastOf(first!), last: lastOf(last!) } };
}

function together(a: HeldOfKind | undefined, b: HeldOfKind): HeldOfKind {
  return a ? { ...b, records: a.records + b.records } : b;
}
