import type { ListCondition } from '../../auth/lists/conditions.js';
import { knownAmongCurrent, knownAmongPast } from '../../database/known-at.js';
import { columnName } from '../../database/naming.js';
import { type Cell, codecFor } from '../../database/row-codec.js';
import type { TimelineKind } from './timeline-kind.js';

/** Where an entry stands in a timeline: by date, then by kind, then by the id of its row. */
export interface EntryPlace {
  readonly date: string;
  readonly kind: string;
  readonly id: string;
}

/** Which entries are wanted. */
export interface TimelineSpan {
  readonly ownerId: string;
  readonly pupilId: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly knownAt: string | undefined;
}

/** A page of a timeline: so many entries after a place, or from the beginning. */
export interface TimelineCut {
  readonly after: EntryPlace | null;
  readonly down: boolean;
  readonly limit: number;
}

type Dialect = 'sqlite' | 'mysql';

interface Statement {
  readonly sql: string;
  readonly params: readonly Cell[];
}

/**
 * One statement for one page: of each kind as many entries as the page could take, with their facts as JSON. They are
 * put in order afterwards, since a database that has to sort a union writes it to disk first.
 */
export function timelineStatement(
  kinds: readonly TimelineKind[],
  span: TimelineSpan,
  cut: TimelineCut,
  dialect: Dialect,
): Statement {
  const way = cut.down ? ' desc' : '';
  const branches = kinds.flatMap((kind) => {
    const facts = kind.members.map((it) => `'${it}', ${columnName(it)}`).join(', ');
    const select = `select '${kind.kind}' as kind, ${dateOf(kind)} as date, id as id, json_object(${facts}) as facts`;
    return sourcesOf(kind, span, cut, dialect).map(({ sql, params }) => ({
      sql: `${select} ${sql} order by ${dateOf(kind)}${way}, id${way} limit ${cut.limit}`,
      params,
    }));
  });
  // SQLite takes no brackets around the parts of a union; MySQL would copy what is selected from a bracket.
  const part = ({ sql }: Statement) => (dialect === 'mysql' ? `(${sql})` : `select * from (${sql})`);
  return {
    sql: branches.map(part).join(' union all '),
    params: branches.flatMap((it) => it.params),
  };
}

/** One statement for the number of entries, `n`. */
export function timelineCount(
  kinds: readonly TimelineKind[],
  span: TimelineSpan,
  dialect: Dialect,
): Statement {
  const branches = kinds.flatMap((kind) => sourcesOf(kind, span, null, dialect));
  return {
    sql: `select ${branches.map(({ sql }) => `(select count(*) ${sql})`).join(' + ')} as n`,
    params: branches.flatMap((it) => it.params),
  };
}

/** The rows of a kind: the table, and its history twin under the table's name where a past instant is asked for. */
function sourcesOf(
  kind: TimelineKind,
  span: TimelineSpan,
  cut: TimelineCut | null,
  dialect: Dialect,
): Statement[] {
  const { table } = codecFor(kind.entity);
  const wanted = conditionsOf(kind, span, cut, dialect);
  const source = (from: string, conditions: readonly ListCondition[]): Statement => ({
    sql: `from ${from} where ${conditions.map((it) => it.sql).join(' and ')}`,
    params: conditions.flatMap((it) => it.params),
  });
  if (span.knownAt === undefined) return [source(table, wanted)];
  return [
    source(table, [...wanted, knownAmongCurrent(table, span.knownAt)]),
    source(`${table}_history ${table}`, [...wanted, knownAmongPast(table, span.knownAt)]),
  ];
}

function conditionsOf(
  kind: TimelineKind,
  { ownerId, pupilId, from, to }: TimelineSpan,
  cut: TimelineCut | null,
  dialect: Dialect,
): ListCondition[] {
  const date = comparedDate(kind, dialect);
  const conditions: ListCondition[] = [
    { sql: 'owner_id = ? and pupil_id = ?', params: [ownerId, pupilId] },
    { sql: `${columnName(kind.date)} is not null`, params: [] },
  ];
  if (kind.where !== null) conditions.push({ sql: kind.where, params: [] });
  if (from !== undefined) conditions.push({ sql: `${date} >= ?`, params: [from] });
  if (to !== undefined) conditions.push({ sql: `${date} <= ?`, params: [to] });
  if (cut?.after) conditions.push(afterPlace(kind, cut.after, cut.down, date));
  return conditions;
}

/** Entries of a kind that come after a place. Those of a later kind on its day do, those of an earlier one do not. */
function afterPlace(
  kind: TimelineKind,
  { date, kind: placed, id }: EntryPlace,
  down: boolean,
  column: string,
): ListCondition {
  const past = down ? '<' : '>';
  if (kind.kind === placed) {
    return { sql: `(${column} ${past} ? or (${column} = ? and id ${past} ?))`, params: [date, date, id] };
  }
  const sameDay = kind.kind > placed !== down;
  return { sql: `${column} ${past}${sameDay ? '=' : ''} ?`, params: [date] };
}

/**
 * A date as it is compared. SQLite would take an index by date, through a whole school, for the sake of one pupil: the
 * plus keeps it from that.
 */
function comparedDate(kind: TimelineKind, dialect: Dialect): string {
  return dialect === 'sqlite' ? `+${dateOf(kind)}` : dateOf(kind);
}

/** The day of an instant is its first ten characters. */
function dateOf({ date }: TimelineKind): string {
  const column = columnName(date);
  return date.endsWith('At') ? `substr(${column}, 1, 10)` : column;
}
