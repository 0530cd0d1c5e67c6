import type { RowError } from './row-error.js';

/** So many are kept; the others are counted. */
export const MOST_ERRORS_KEPT = 10_000;

/** The errors of a file: all of them counted, the first of them kept, however many there are. */
export class RowErrors {
  private readonly first: RowError[] = [];
  private all = 0;
  private bad = 0;

  /** Adds what is wrong with one row. Rows come in their order, and none twice. */
  add(errors: readonly RowError[]): void {
    if (errors.length === 0) return;
    this.all += errors.length;
    if (errors[0]!.row > 1) this.bad += 1;
    if (this.first.length < MOST_ERRORS_KEPT) this.first.push(...errors);
  }

  /** The first of them, by row. */
  get kept(): readonly RowError[] {
    return this.first.slice(0, MOST_ERRORS_KEPT);
  }

  get total(): number {
    return this.all;
  }

  /** Rows of data that have an error. */
  get rows(): number {
    return this.bad;
  }

  /** These and others, which are about other rows. */
  with(others: RowErrors): RowErrors {
    const both = new RowErrors();
    both.first.push(...[...this.first, ...others.first].sort((a, b) => a.row - b.row));
    both.all = this.all + others.all;
    both.bad = this.bad + others.bad;
    return both;
  }
}
