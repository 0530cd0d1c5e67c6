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
