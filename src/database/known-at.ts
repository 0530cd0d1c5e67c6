import type { Cell } from './row-codec.js';

/** A condition with its values. */
interface KnownCondition {
  readonly sql: string;
  readonly params: readonly Cell[];
}

/**
 * The version that the owner of a row had reached at an instant; null before its first change. A column of another
 * query's row is named with `table`, so that each owner's rows are held against that owner's own clock.
 */
function versionThen(table: string): string {
  return `(select e.version from change_event e where e.owner_id = ${table}.owner_id and e.at <= ?
    order by e.at desc, e.version desc limit 1)`;
}

/** Holds for a row of a fact's table that was there, as it is, at an instant. */
export function knownAmongCurrent(table: string, at: string): KnownCondition {
  return { sql: `${table}.since_version <= ${versionThen(table)}`, params: [at] };
}

/** Holds for a row of a fact's history twin, under the name `table`, that was in force at an instant. */
export function knownAmongPast(table: string, at: string): KnownCondition {
  return {
    sql: `${versionThen(table)} between ${table}.since_version and ${table}.until_version - 1`,
    params: [at],
  };
}
