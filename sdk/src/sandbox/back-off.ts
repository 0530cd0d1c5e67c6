const firstMillis = 100;
const mostMillis = 30_000;

/**
 * How long to wait before a process that ended by itself is started again: 100 ms after the first loss in a row,
 * twice as long after each further one, 30 s at most.
 */
export function backOffMillis(lossesInARow: number): number {
  return Math.min(mostMillis, firstMillis * 2 ** (lossesInARow - 1));
}
