import { addDays } from '../common/dates.js';

/** A span of dates; both ends belong to it, an open end is null. */
export interface Spell {
  readonly start: string;
  readonly end: string | null;
}

/** Whether two spells share a day. */
export function overlap(a: Spell, b: Spell): boolean {
  return (b.end === null || a.start <= b.end) && (a.end === null || b.start <= a.end);
}

/** Whether a spell holds a date. */
export function holds(spell: Spell, date: string): boolean {
  return spell.start <= date && (spell.end === null || date <= spell.end);
}

/** Since when the value of a spell has held: spells of the same value that end on the day before are one with it. */
export function heldSince(
  spell: Spell & { readonly value: string },
  spells: readonly (Spell & { readonly value: string })[],
): string {
  const before = spells.find(
    (it) => it.value === spell.value && it.end !== null && addDays(it.end, 1) === spell.start,
  );
  return before ? heldSince(before, spells) : spell.start;
}
