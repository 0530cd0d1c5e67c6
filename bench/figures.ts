/** One line of the table of results. */
export interface Figure {
  readonly what: string;
  readonly database: string;
  readonly size: string;
  readonly measured: string;
  /** The limit that was measured in the same run. */
  readonly limit: string;
  readonly ratio: string;
  readonly aim: string;
  /** Null where there is no aim. */
  readonly met: boolean | null;
}

/** The middle one; the mean of the two in the middle of an even number. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The figures in Markdown. */
export function toTable(figures: readonly Figure[]): string {
  const head = ['What', 'Database', 'Size', 'Measured', 'Limit, same run', 'Ratio', 'Aim', 'Met'];
  return markdownTable(
    head,
    figures.map((it) => [
      it.what,
      it.database,
      it.size,
      it.measured,
      it.limit,
      it.ratio,
      it.aim,
      it.met === null ? '–' : it.met ? 'yes' : 'no',
    ]),
  );
}

/** A table in Markdown, with columns as wide as what stands in them. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) => `| ${cells.map((it, i) => it.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(head), line(widths.map((it) => '-'.repeat(it))), ...rows.map(line)].join('\n');
}
