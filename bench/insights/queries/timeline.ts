import type { Query, Row } from './asked.ts';
import { type Entry, type Source, SOURCES } from './timeline-sources.ts';

const PAGE = 50;

/** Kept as 0 and 1, and as JSON. */
const FLAGS = ['attended', 'urgent'];
const PARSED = ['outcomes'];

interface Found {
  readonly kind: string;
  readonly date: string;
  readonly id: string;
  /** As text, or as some servers hand JSON out. */
  readonly told: string | Row;
}

const KINDS = new Map(
  SOURCES.flatMap((source) => source.entries.map((entry) => [entry.kind, { source, entry }])),
);

/**
 * The first page of a pupil's timeline, oldest first: of each kind as many rows as could be on it. Without the lines
 * in words, for which the server reads the names of subjects, provisions and groups besides.
 */
export const timeline: Query = async ({ driver, part }, { schoolId, pupilId }) => {
  const selects = [...KINDS.values()].map(({ source, entry }) => part(selectOf(source, entry)));
  const rows = await driver.query<Found>(
    selects.join(' union all '),
    selects.flatMap(() => [schoolId, pupilId]),
  );
  const order = (it: Found) => `${it.date} ${it.kind} ${it.id}`;
  const ordered = rows.map((it) => ({ it, order: order(it) })).sort((a, b) => (a.order < b.order ? -1 : 1));
  return ordered.slice(0, PAGE).map(({ it }) => toEntry(it));
};

function selectOf({ table, told }: Source, { kind, date, where }: Entry): string {
  const facts = told.map((it) => `'${it}', ${it.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)}`).join(', ');
  return `select '${kind}' as kind, ${date} as date, id, json_object(${facts}) as told from ${table}
    where owner_id = ? and pupil_id = ? and ${date} is not null ${where === undefined ? '' : `and ${where}`}
    order by ${date}, id limit ${PAGE + 1}`;
}

function toEntry({ kind, date, id, told }: Found): Row {
  const { source } = KINDS.get(kind)!;
  const detail = typeof told === 'string' ? (JSON.parse(told) as Row) : told;
  for (const it of FLAGS) if (it in detail) detail[it] = detail[it] === 1;
  for (const it of PARSED) if (typeof detail[it] === 'string') detail[it] = JSON.parse(detail[it]);
  return { date, kind, resource: source.resource, resourceId: id, detail };
}
