import { FrameworkEntity } from '../../assessments/framework.entity.js';
import { NC_YEARS } from '../../assessments/frameworks/framework.js';
import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { InsightCellEntity, type ReleasedInsight } from './insight-cell.entity.js';

/** Which cells of a release are wanted; all where a member is left out. */
export interface CellFilter {
  readonly cut: string;
  readonly subject?: string | undefined;
  readonly ncYear?: string | undefined;
}

/** The cells of one release. */
export function readCells(
  reader: Reader,
  release: { readonly ownerId: string; readonly number: number },
  insight: ReleasedInsight,
  { cut, subject, ncYear }: CellFilter,
): Promise<InsightCellEntity[]> {
  const conditions = ['owner_id = ?', 'release_number = ?', 'insight = ?', 'cut = ?'];
  const params = [release.ownerId, release.number, insight, cut];
  if (ncYear !== undefined) {
    conditions.push('nc_year = ?');
    params.push(ncYear);
  }
  if (subject !== undefined) {
    conditions.push('subject = ?');
    params.push(subject);
  }
  return reader.select(InsightCellEntity, `where ${conditions.join(' and ')}`, params);
}

/** Frameworks by id. */
export async function readFrameworks(
  reader: Reader,
  ids: Iterable<string>,
): Promise<Map<string, FrameworkEntity>> {
  const found = new Map<string, FrameworkEntity>();
  for (const part of inParts(ids)) {
    const rows = await reader.select(FrameworkEntity, `where id in (${places(part.length)})`, part);
    for (const it of rows) found.set(it.id, it);
  }
  return found;
}

/** A row by what tables are told apart. */
interface TableRow {
  readonly ncYear: string | null;
  readonly subject: string;
  readonly framework?: string;
  readonly frameworkVersion?: number;
}

/** Rows by year as pupils go through them, then by subject and framework; groups stay in the order that they have. */
export function inTableOrder<R extends TableRow>(rows: readonly R[]): R[] {
  const year = (it: R) => NC_YEARS.findIndex((one) => one === it.ncYear);
  const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...rows].sort(
    (a, b) =>
      year(a) - year(b) ||
      text(a.subject, b.subject) ||
      text(a.framework ?? '', b.framework ?? '') ||
      (a.frameworkVersion ?? 0) - (b.frameworkVersion ?? 0),
  );
}
