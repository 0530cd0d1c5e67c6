import { apportion } from './apportion.js';

/** A hundred per cent in basis points. */
export const WHOLE = 10_000;

/** The share of a provision's cost that a funding source bears. */
export interface FundingLine {
  readonly fundingSourceId: string;
  /** Hundredths of a per cent. */
  readonly shareBasisPoints: number;
}

/** What a funding source bears; null for the cost of a provision of which no funding is said. */
export interface FundedPence {
  readonly fundingSourceId: string | null;
  readonly pence: number;
}

/** What is wrong with funding lines; null for those that sum to exactly 100 %, or for none at all. */
export function fundingFault(lines: readonly FundingLine[]): { code: string; detail: string } | null {
  if (lines.length === 0) return null;
  if (new Set(lines.map((it) => it.fundingSourceId)).size < lines.length) {
    return { code: 'funding-source-twice', detail: 'A funding source is named twice; give it one share.' };
  }
  const sum = lines.reduce((a, it) => a + it.shareBasisPoints, 0);
  return sum === WHOLE
    ? null
    : { code: 'shares-not-whole', detail: `The shares sum to ${sum / 100} %, not to 100 %.` };
}

/** Whole pence by funding source, in the order of the lines; they sum to the whole. */
export function fundedBy(pence: number, lines: readonly FundingLine[] | null): FundedPence[] {
  if (lines === null || lines.length === 0) return [{ fundingSourceId: null, pence }];
  const parts = apportion(
    pence,
    lines.map((it) => BigInt(it.shareBasisPoints)),
  );
  return lines.map(({ fundingSourceId }, i) => ({ fundingSourceId, pence: parts[i]! }));
}
