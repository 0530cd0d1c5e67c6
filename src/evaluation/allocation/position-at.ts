/** A row where it stands. */
interface Standing {
  readonly position: number;
}

/** The position at which a row has a rank, from 1, among others in their order: nobody else has to move. */
export function positionAt(rank: number, others: readonly Standing[]): number {
  const before = others[Math.min(rank, others.length + 1) - 2];
  const after = others[rank - 1];
  if (before === undefined) return after === undefined ? 1 : after.position - 1;
  return after === undefined ? before.position + 1 : (before.position + after.position) / 2;
}
