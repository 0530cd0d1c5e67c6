import { holds, overlap } from './spells.js';

/** The members of a spell on the roll that decide which of several is meant. */
export interface RollSpell {
  readonly entryDate: string;
  readonly leavingDate: string | null;
}

/** What a roll that is synced from another system does to the spells that are known. */
export type RollChange<S> =
  { readonly kind: 'add' } | { readonly kind: 'correct'; readonly spell: S } | { readonly kind: 'clash' };

/**
 * The spell that a synced roll speaks of is the one that holds today, else the newest. It is corrected; where it
 * had ended before the entry that is told, that entry begins a new one. An entry within an earlier spell clashes.
 */
export function rollChange<S extends RollSpell>(
  spells: readonly S[],
  entryDate: string,
  today: string,
): RollChange<S> {
  const byEntry = [...spells].sort((a, b) => (a.entryDate < b.entryDate ? -1 : 1));
  const span = (it: RollSpell) => ({ start: it.entryDate, end: it.leavingDate });
  const current = byEntry.find((it) => holds(span(it), today)) ?? byEntry.at(-1);
  const ended = current?.leavingDate != null && current.leavingDate < entryDate;
  const told = { start: entryDate, end: ended ? null : (current?.leavingDate ?? null) };
  const others = byEntry.filter((it) => ended || it !== current);
  if (others.some((it) => overlap(span(it), told))) return { kind: 'clash' };
  return !current || ended ? { kind: 'add' } : { kind: 'correct', spell: current };
}
