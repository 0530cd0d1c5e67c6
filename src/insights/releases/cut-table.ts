import type { Members } from '../suppression/hold-cells.js';
import type { ReleasedInsight } from './insight-cell.entity.js';

/** Which table of which insight: one characteristic (empty where there is none), year, subject and framework. */
export interface CutKey {
  readonly insight: ReleasedInsight;
  readonly cut: string;
  readonly ncYear: string;
  readonly subject: string;
  readonly frameworkId: string;
}

/** One cell as it is, before anything is hidden. */
export interface CutCell<F> {
  /** The pupils with what each brings into the figures. */
  readonly members: Members;
  readonly unknown: boolean;
  readonly figures: F;
}

/** One table as it is. */
export interface CutTable<F> extends CutKey {
  /** By group. */
  readonly cells: ReadonlyMap<string, CutCell<F>>;
}

/** A table as one text. */
export function keyOf({ insight, cut, ncYear, subject, frameworkId }: CutKey): string {
  return JSON.stringify([insight, cut, ncYear, subject, frameworkId]);
}

/** A cell of a table as one text. */
export function cellKeyOf(key: CutKey, group: string): string {
  return `${keyOf(key)} ${group}`;
}
