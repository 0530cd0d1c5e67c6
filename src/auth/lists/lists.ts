import { Injectable } from '@nestjs/common';
import { Cursors } from '../../common/paging/cursor.js';
import type { ListQuery } from '../../common/paging/list.dto.js';
import type { PageView } from '../../common/paging/page.view.js';
import { afterPosition, readSort, type Sortable } from '../../common/paging/sort.js';
import { Database } from '../../database/database.js';
import type { EntityClass } from '../../database/fact.entity.js';
import { type Cell, codecFor } from '../../database/row-codec.js';

/** A condition of a list. */
export interface ListCondition {
  readonly sql: string;
  readonly params: readonly Cell[];
}

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

/** Reads pages by keyset: stable while rows are written, and as fast on the last page as on the first. */
@Injectable()
export class Lists {
  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
  ) {}

  /** One page of the rows that fulfil every condition. */
  async page<E extends object>(
    spec: ListSpec<E>,
    query: ListQuery,
    conditions: readonly (ListCondition | null)[],
  ): Promise<RowPage<E>> {
    const sort = query.sort ?? spec.defaultSort;
    const keys = readSort(sort, spec.sortable, spec.tieBreak);
    const order = `${codecFor(spec.entity).table} ${sort}`;
    const filters = conditions.filter((it) => it !== null);
    const after =
      query.cursor === undefined ? null : afterPosition(keys, this.cursors.read(query.cursor, order));
    const all = after ? [...filters, after] : filters;
    const orderBy = keys.map((it) => `${it.column}${it.down ? ' desc' : ''}`).join(', ');
    const rows = await this.database.select(
      spec.entity,
      `${whereOf(all)} order by ${orderBy} limit ${query.limit + 1}`,
      all.flatMap((it) => it.params),
    );
    const more = rows.length > query.limit;
    if (more) rows.pop();
    const last = rows.at(-1) as Record<string, string | number> | undefined;
    const next =
      more && last ? this.cursors.write({ order, values: keys.map((it) => last[it.property]!) }) : null;
    return { rows, page: query.count ? { next, total: await this.count(spec, filters) } : { next } };
  }

  private async count<E>(spec: ListSpec<E>, filters: readonly ListCondition[]): Promise<number> {
    const [row] = await this.database.query<{ n: number }>(
      `select count(*) as n from ${codecFor(spec.entity).table} ${whereOf(filters)}`,
      filters.flatMap((it) => it.params),
    );
    return row!.n;
  }
}

/** A filter that is there only where its parameter is. */
export function filter(sql: string, value: Cell | undefined): ListCondition | null {
  return value === undefined ? null : { sql, params: [value] };
}

function whereOf(conditions: readonly ListCondition[]): string {
  return conditions.length > 0 ? `where ${conditions.map((it) => it.sql).join(' and ')}` : '';
}
