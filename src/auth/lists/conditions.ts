import { type EntityClass, factOptions } from '../../database/fact.entity.js';
import { knownAmongCurrent, knownAmongPast } from '../../database/known-at.js';
import type { Cell } from '../../database/row-codec.js';

/** A condition of a list. */
export interface ListCondition {
  readonly sql: string;
  readonly params: readonly Cell[];
  /** What else it asks of rows of the list's entity. */
  readonly alsoOf?: (entity: EntityClass<unknown>) => ListCondition | null;
}

/** A filter that is there only where its parameter is. */
export function filter(sql: string, value: Cell | undefined): ListCondition | null {
  return value === undefined ? null : { sql, params: [value] };
}

/** Rows of a catalogue that new facts may use, or those that they may not any more; all where it is left out. */
export function offered(wanted: boolean | undefined): ListCondition | null {
  if (wanted === undefined) return null;
  return { sql: `retired_at is ${wanted ? '' : 'not '}null`, params: [] };
}

/**
 * Rows about one pupil. They lie under the pupil's school, so that one is looked up too, also of a pupil who has
 * been removed since.
 */
export function ofPupil(pupilId: string | undefined): ListCondition | null {
  if (pupilId === undefined) return null;
  return {
    sql: `owner_id = coalesce((select p.owner_id from pupil p where p.id = ?),
      (select max(p.owner_id) from pupil_history p where p.id = ?)) and pupil_id = ?`,
    params: [pupilId, pupilId, pupilId],
  };
}

/** Rows whose span of days, the last of which may be open, holds a date. */
export function within(first: string, last: string, date: string | undefined): ListCondition | null {
  if (date === undefined) return null;
  return { sql: `${first} <= ? and (${last} is null or ${last} >= ?)`, params: [date, date] };
}

/**
 * A condition on another fact: that there is a row of it, as known at an instant or, where that is left out, now.
 * `condition` names the other fact's columns with its table, and the list's own with theirs.
 */
export function existsFact(
  entity: EntityClass<unknown>,
  knownAt: string | undefined,
  condition: ListCondition,
): ListCondition {
  const { table } = factOptions(entity);
  const exists = (from: string, sql: string) => `exists (select 1 from ${from} where ${sql})`;
  if (knownAt === undefined) return { sql: exists(table, condition.sql), params: condition.params };
  const current = knownAmongCurrent(table, knownAt);
  const past = knownAmongPast(table, knownAt);
  return {
    sql: `(${exists(table, `${condition.sql} and ${current.sql}`)}
      or ${exists(`${table}_history ${table}`, `${condition.sql} and ${past.sql}`)})`,
    params: [...condition.params, ...current.params, ...condition.params, ...past.params],
  };
}

/** The conditions as a clause; nothing where there are none. */
export function whereOf(conditions: readonly ListCondition[]): string {
  return conditions.length > 0 ? `where ${conditions.map((it) => it.sql).join(' and ')}` : '';
}
