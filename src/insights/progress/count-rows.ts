import { FEATURES } from '../../provisions/provision-words.js';
import type { CutTable } from '../releases/cut-table.js';
import type { InsightCellEntity } from '../releases/insight-cell.entity.js';
import type { CountFigures } from './count-tables.js';
import { COVERAGE } from './coverage.js';
import { FRESHNESS, STANDINGS } from './standing.js';

/** The values of each measure in their order; a release keeps its cells in that of their keys. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  judgement: STANDINGS,
  freshness: FRESHNESS,
  support: COVERAGE,
  feature: FEATURES,
};

/** One cell of a table of counts, as answers show it. */
export interface CountRow {
  readonly ncYear: string;
  readonly subject: string;
  readonly frameworkId: string;
  readonly measure: string;
  readonly value: string;
  readonly status: 'shown' | 'held' | 'small' | 'differencing' | 'complement' | null;
  readonly figuresOf: string;
  readonly n: number | null;
  readonly of: number | null;
}

/** Tables that are calculated now, for those who may read the pupils. */
export function liveRows(tables: readonly CutTable<CountFigures>[], asOf: string): CountRow[] {
  return tables.flatMap(({ ncYear, subject, frameworkId, cut: measure, cells }) =>
    [...cells].map(([value, { figures }]): CountRow => ({
      ...{ ncYear, subject, frameworkId, measure, value, status: null, figuresOf: asOf },
      ...figures,
    })),
  );
}

/** Cells of a release, with what is hidden only where `exact`. `dates` are those of the releases, by number. */
export function releasedRows(
  cells: readonly InsightCellEntity[],
  release: { readonly number: number; readonly date: string },
  dates: ReadonlyMap<number, string>,
  exact: boolean,
): CountRow[] {
  const place = (it: InsightCellEntity) => VALUES[it.cut]?.indexOf(it.groupKey) ?? 0;
  return cells
    .toSorted((a, b) => place(a) - place(b))
    .map((it): CountRow => {
      const held = it.origin !== release.number;
      const figures = (exact ? it.exact : it.published) as CountFigures | null;
      const { ncYear, subject, frameworkId, cut: measure, groupKey: value } = it;
      return {
        ...{ ncYear, subject, frameworkId, measure, value },
        status: held && it.status === 'shown' ? 'held' : it.status,
        figuresOf: exact ? release.date : dates.get(it.origin)!,
        n: figures?.n ?? null,
        of: figures?.of ?? null,
      };
    });
}
