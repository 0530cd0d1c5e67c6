import type { RecordTable } from '../record-tables.js';
import { kindOfResource, type RecordKind } from './record-kinds.js';

/** Rows of one table that are of a kind of record. */
export interface HeldPart {
  readonly kind: RecordKind;
  readonly resource: string;
  readonly table: string;
  /** The rows' table of the record; null for those that only name the pupil, in an access log. */
  readonly record: RecordTable | null;
  readonly pupilColumn: string;
  /** What else holds of them. */
  readonly condition: string;
  /** The day of an entry, and how many days it covers; null where the kind falls due as a whole. */
  readonly entry: { readonly first: string; readonly days: number } | null;
}

/** A week of attendance has its first day; its last entries are of its last. */
const ENTRIES: Readonly<Record<string, HeldPart['entry']>> = {
  attendance: { first: 'week_start', days: 7 },
};

const READINGS: HeldPart = {
  kind: 'access-log',
  resource: 'audit-events',
  table: 'audit_event',
  record: null,
  pupilColumn: 'resource_id',
  condition: "resource = 'pupils' and action in ('sensitive.read', 'subject-access.read')",
  entry: { first: 'substr(at, 1, 10)', days: 1 },
};

/** All of what is held on pupils, by kind. */
export function heldParts(tables: readonly RecordTable[]): HeldPart[] {
  const parts = tables.map((record): HeldPart => {
    const { resource, table, pupilColumn } = record;
    const kind = kindOfResource(resource);
    return {
      kind,
      resource,
      table,
      record,
      pupilColumn,
      condition: '1 = 1',
      entry: ENTRIES[resource] ?? null,
    };
  });
  return [...parts, READINGS];
}

/** The table of a part and, of facts, its history: what was changed or removed is held too. */
export function tablesOf({ table, record }: HeldPart): string[] {
  return record?.fact ? [table, `${table}_history`] : [table];
}
