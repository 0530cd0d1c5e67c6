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
    const order = [codecFor(spec.entity).table, sort, knownAt].filter(Boolean).join(' ');
    const filters = conditions
      .flatMap((it) => (it ? [it, it.alsoOf?.(spec.entity) ?? null] : []))
      .filter((it) => it !== null);
    const after =
      query.cursor === undefined ? null : afterPosition(keys, this.cursors.read(query.cursor, order));
    const all = after ? [...filters, after] : filters;
    const rows = await this.select(spec, all, keys, query);
    const more = rows.length > query.limit;
    if (more) rows.pop();
    const last = rows.at(-1) as Record<string, string | number> | undefined;
    const next =
      more && last ? this.cursors.write({ order, values: keys.map((it) => last[it.property]!) }) : null;
    if (!query.count) return { rows, page: { next } };
    return { rows, page: { next, total: await this.count(spec, filters, knownAt) } };
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
      await this.database.settle(knownAt);
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
