import type { SortKey } from '../../common/paging/sort.js';
import type { EntityClass } from '../../database/fact.entity.js';
import { knownAmongCurrent, knownAmongPast } from '../../database/known-at.js';
import { type Cell, codecFor } from '../../database/row-codec.js';
import { type ListCondition, whereOf } from './conditions.js';

/** A statement with its values. */
export interface Statement {
  readonly sql: string;
  readonly params: readonly Cell[];
}

/**
 * One page of a fact's rows as they were known at an instant: as many of the current rows and of the past ones as
 * the page could take, each in order, and the page out of both. Conditions name columns, or the fact's table.
 */
export function knownPage(
  entity: EntityClass<object>,
  at: string,
  conditions: readonly ListCondition[],
  keys: readonly SortKey[],
  limit: number,
): Statement {
  const { selectList } = codecFor(entity);
  const branches = branchesOf(entity, at, conditions).map((it, i) => ({
    sql: `select * from (select ${selectList} ${it.sql}
      order by ${orderOf(keys, 'column')} limit ${limit}) part${i}`,
    params: it.params,
  }));
  return {
    sql: `select * from (${branches.map((it) => it.sql).join(' union all ')}) page
      order by ${orderOf(keys, 'property')} limit ${limit}`,
    params: branches.flatMap((it) => it.params),
  };
}

/** How many rows of a fact fulfilled the conditions, as was known at an instant. */
export function knownCount(
  entity: EntityClass<object>,
  at: string,
  conditions: readonly ListCondition[],
): Statement {
  const branches = branchesOf(entity, at, conditions);
  return {
    sql: `select ${branches.map((it) => `(select count(*) ${it.sql})`).join(' + ')} as n`,
    params: branches.flatMap((it) => it.params),
  };
}

/** The current rows and the past ones, each under the name of the table. */
function branchesOf(
  entity: EntityClass<object>,
  at: string,
  conditions: readonly ListCondition[],
): Statement[] {
  const { table } = codecFor(entity);
  const branch = (from: string, known: ListCondition): Statement => {
    const all = [...conditions, known];
    return { sql: `from ${from} ${whereOf(all)}`, params: all.flatMap((it) => it.params) };
  };
  return [
    branch(table, knownAmongCurrent(table, at)),
    branch(`${table}_history ${table}`, knownAmongPast(table, at)),
  ];
}

function orderOf(keys: readonly SortKey[], name: 'column' | 'property'): string {
  return keys.map((it) => `${it[name]}${it.down ? ' desc' : ''}`).join(', ');
}
