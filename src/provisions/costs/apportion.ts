/**
 * Cuts whole pence into parts by weights so that the parts sum to the whole: each gets its share rounded down, and
 * the pence that are left go to the largest remainders, of equal ones to those that come first. Weights are whole
 * and not negative; where all are 0, nobody gets anything. Whole numbers without end, so that nothing is lost.
 */
export function apportion(pence: number, weights: readonly bigint[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum === 0n) return weights.map(() => 0);
  const shares = weights.map((weight, place) => {
    const exact = BigInt(pence) * weight;
    return { place, whole: exact / sum, remainder: exact % sum };
  });
  const left = Number(BigInt(pence) - shares.reduce((a, it) => a + it.whole, 0n));
  const parts = shares.map((it) => Number(it.whole));
  const byRemainder = shares.toSorted((a, b) =>
    a.remainder === b.remainder ? a.place - b.place : a.remainder > b.remainder ? -1 : 1,
  );
  for (const { place } of byRemainder.slice(0, left)) parts[place]! += 1;
  return parts;
}
