import { Injectable } from '@nestjs/common';
import { Cursors } from '../../common/paging/cursor.js';
import type { PageQuery } from '../../common/paging/list.dto.js';
import type { PageView } from '../../common/paging/page.view.js';
import { afterPosition, readSort, type Sortable, type SortKey } from '../../common/paging/sort.js';
import { Database } from '../../database/database.js';
import type { EntityClass } from '../../database/fact.entity.js';
import { codecFor } from '../../database/row-codec.js';
import { type ListCondition, whereOf } from './conditions.js';
import { knownCount, knownPage } from './known-page.js';

export { filter, type ListCondition } from './conditions.js';

/** What a list is of. */
export interface ListSpec<E> {
  readonly entity: EntityClass<E>;
  readonly sortable: Sortable;
  /** As in `sort`. */
  readonly defaultSort: string;
  /** What makes the order total; the id where it is left out. */
  readonly tieBreak?: Sortable[string];
}

/** One page of rows. */
export interface RowPage<E> {
  readonly rows: E[];
  readonly page: PageView;
}

/** Rows that are read at once where each is looked at, and so many for one page. */
const ROWS_AT_ONCE = 500;
const MOST_LOOKED_AT = 10_000;

/**
 * Reads pages by keyset: stable while rows are written, and as fast on the last page as on the first. Facts are read
 * as they were known at the query's `knownAt`, where it has one.
 */
@Injectable()
export class Lists {
  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
  ) {}

  /** One page of the rows that fulfil every condition. */
  async page<E extends object>(
    spec: ListSpec<E>,
    query: PageQuery & { readonly knownAt?: string },
    conditions: readonly (ListCondition | null)[],
  ): Promise<RowPage<E>> {
    const sort = query.sort ?? spec.defaultSort;
    const keys = readSort(sort, spec.sortable, spec.tieBreak);
    const { knownAt } = query;
    const order = orderOf(spec, sort, knownAt);
    const filters = conditions
      .flatMap((it) => (it ? [it, it.alsoOf?.(spec.entity) ?? null] : []))
      .filter((it) => it !== null);
    const after =
      query.cursor === undefined ? null : afterPosition(keys, this.cursors.read(query.cursor, order));
    const all = after ? [...filters, after] : filters;
    const rows = await this.select(spec, all, keys, query);
    const more = rows.length > query.limit;
    if (more) rows.pop();
    const last = rows.at(-1);
    const next = more && last ? this.cursorAfter(spec, query, last) : null;
    if (!query.count) return { rows, page: { next } };
    return { rows, page: { next, total: await this.count(spec, filters, knownAt) } };
  }

  /**
   * One page of the rows that fulfil every condition and of which `keeps` says yes: for what is calculated of a row and
   * stored nowhere. Rows are looked through in their order, as many of them for one page as `MOST_LOOKED_AT`; a page may
   * so hold fewer than it could, and `next` goes on where it ended.
   */
  async pageOfKept<E extends object>(
    spec: ListSpec<E>,
    query: PageQuery & { readonly knownAt?: string },
    conditions: readonly (ListCondition | null)[],
    keeps: (rows: readonly E[]) => Promise<readonly boolean[]>,
  ): Promise<RowPage<E>> {
    const look = async (cursor: string | undefined) => {
      const { count: _count, cursor: _cursor, ...rest } = query;
      const asked = { ...rest, limit: ROWS_AT_ONCE, ...(cursor !== undefined && { cursor }) };
      const { rows, page } = await this.page(spec, asked, conditions);
      const kept = await keeps(rows);
      return { rows: rows.filter((_, i) => kept[i]), next: page.next };
    };
    const found: E[] = [];
    let cursor = query.cursor;
    let next: string | null = null;
    for (let looked = 0; looked < MOST_LOOKED_AT; looked += ROWS_AT_ONCE) {
      const part = await look(cursor);
      found.push(...part.rows);
      next = part.next;
      if (next === null || found.length > query.limit) break;
      cursor = next;
    }
    const rows = found.slice(0, query.limit);
    if (found.length > query.limit) next = this.cursorAfter(spec, query, rows.at(-1)!);
    if (!query.count) return { rows, page: { next } };
    let total = 0;
    for (let at: string | null | undefined; at !== null;) {
      const part = await look(at);
      total += part.rows.length;
      at = part.next;
    }
    return { rows, page: { next, total } };
  }

  private cursorAfter<E extends object>(
    spec: ListSpec<E>,
    { sort = spec.defaultSort, knownAt }: PageQuery & { readonly knownAt?: string },
    row: E,
  ): string {
    const order = orderOf(spec, sort, knownAt);
    const last = row as Record<string, string | number>;
    const keys = readSort(sort, spec.sortable, spec.tieBreak);
    return this.cursors.write({ order, values: keys.map((it) => last[it.property]!) });
  }

  /** One row more than the page takes, where there is one. */
  private async select<E extends object>(
    { entity }: ListSpec<E>,
    conditions: readonly ListCondition[],
    keys: readonly SortKey[],
    { limit, knownAt }: PageQuery & { readonly knownAt?: string },
  ): Promise<E[]> {
    if (knownAt !== undefined) {
      const { sql, params } = knownPage(entity, knownAt, conditions, keys, limit + 1);
      return codecFor(entity).decode(await this.database.query(sql, params));
    }
    const orderBy = keys.map((it) => `${it.column}${it.down ? ' desc' : ''}`).join(', ');
    return this.database.select(
      entity,
      `${whereOf(conditions)} order by ${orderBy} limit ${limit + 1}`,
      conditions.flatMap((it) => it.params),
    );
  }

  private async count<E extends object>(
    { entity }: ListSpec<E>,
    filters: readonly ListCondition[],
    knownAt: string | undefined,
  ): Promise<number> {
    const { sql, params } =
      knownAt === undefined
        ? {
            sql: `select count(*) as n from ${codecFor(entity).table} ${whereOf(filters)}`,
            params: filters.flatMap((it) => it.params),
          }
        : knownCount(entity, knownAt, filters);
    const [row] = await this.database.query<{ n: number }>(sql, params);
    return row!.n;
  }
}

/** What a cursor belongs to: a list, its sort, and the instant as known at which it is read. */
function orderOf<E>({ entity }: ListSpec<E>, sort: string, knownAt: string | undefined): string {
  return [codecFor(entity).table, sort, knownAt].filter(Boolean).join(' ');
}
