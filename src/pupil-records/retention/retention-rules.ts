import { addDays } from '../../common/dates.js';
import { anniversary } from './anniversaries.js';
import { KINDS, RECORD_KINDS, type RecordKind, REGISTER_YEARS } from './record-kinds.js';

/** Years for which each kind is kept at a school. */
export type Terms = Readonly<Record<RecordKind, number>>;

/** What is held of one kind. */
export interface HeldOfKind {
  /** Rows that are due or, of a kind that falls due as a whole, all. */
  readonly records: number;
  /** The first and the last day of an entry; null for a kind that falls due as a whole. */
  readonly entries: { readonly first: string; readonly last: string } | null;
}

/** What decides when the record of a pupil falls due. */
export interface RecordFacts {
  readonly dateOfBirth: string;
  readonly spells: readonly { readonly entryDate: string; readonly leavingDate: string | null }[];
  /** Whether an education, health and care plan was in force at any time. */
  readonly ehc: boolean;
  /** What there is. A kind of which nothing is held is not there. */
  readonly held: ReadonlyMap<RecordKind, HeldOfKind>;
}

/** A kind of which something has fallen due. */
export interface DueKind {
  readonly kind: RecordKind;
  /** When the first of it fell due. */
  readonly dueDate: string;
  /** When the last of it falls due. */
  readonly wholeDueDate: string;
  readonly records: number;
}

/**
 * What of a pupil's record is due on a day. Nothing of a pupil on roll, or to come onto it, is. The pupil record is
 * what all else hangs on, so it falls due last; what readings left behind stays when it goes, and does not hold it.
 */
export function dueOn(day: string, facts: RecordFacts, terms: Terms): DueKind[] {
  const { dateOfBirth, spells, held } = facts;
  if (spells.some((it) => it.leavingDate === null || it.leavingDate >= day)) return [];
  const lastDay = latest(spells.map((it) => it.leavingDate!));
  const notBefore = lastDay === null ? dateOfBirth : addDays(lastDay, 1);
  const ownDue = ownDueDate(facts, terms, lastDay);
  const dates = (kind: RecordKind): readonly [string, string] => {
    const years = terms[kind];
    const { entries } = held.get(kind)!;
    if (entries) return [anniversary(entries.first, years), anniversary(entries.last, years)];
    const from = KINDS[kind].countsFrom === 'leaving' ? lastDay : dateOfBirth;
    // Who never was on roll has not left: what is counted from then falls due with the record.
    const due = from === null ? ownDue : anniversary(from, years);
    return [due, due];
  };
  const parts = RECORD_KINDS.filter((it) => it !== 'pupil-record' && held.has(it)).map((kind): DueKind => {
    const [first, last] = dates(kind).map((it) => later(it, notBefore)) as [string, string];
    return { kind, dueDate: first, wholeDueDate: last, records: held.get(kind)!.records };
  });
  const whole = parts.filter((it) => it.kind !== 'access-log').map((it) => it.wholeDueDate);
  const recordDue = latest([ownDue, notBefore, ...whole])!;
  const record: DueKind = {
    kind: 'pupil-record',
    dueDate: recordDue,
    wholeDueDate: recordDue,
    records: held.get('pupil-record')!.records,
  };
  return [record, ...parts].filter((it) => it.dueDate <= day);
}

/** Entries of the admission register are the pupil record's: it is kept as long as they are. */
function ownDueDate({ dateOfBirth, ehc }: RecordFacts, terms: Terms, lastDay: string | null): string {
  const years = ehc ? Math.max(terms['pupil-record'], terms['sen-records']) : terms['pupil-record'];
  const due = anniversary(dateOfBirth, years);
  return lastDay === null ? due : later(due, anniversary(lastDay, REGISTER_YEARS));
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

function latest(dates: readonly string[]): string | null {
  return dates.reduce<string | null>((last, it) => (last === null || it > last ? it : last), null);
}
