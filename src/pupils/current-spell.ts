import { academicYearOf, addDays } from '../common/dates.js';
import { holds, overlap } from './spells.js';

/** The members of a spell on the roll that decide which of several is meant. */
export interface RollSpell {
  readonly ncYear: string;
  readonly entryDate: string;
  readonly leavingDate: string | null;
}

/** What a roll that is synced from another system does to the spells that are known. */
export type RollChange<S> =
  | { readonly kind: 'add' }
  | { readonly kind: 'correct'; readonly spell: S; readonly entryDate: string }
  | { readonly kind: 'promote'; readonly spell: S; readonly from: string }
  | { readonly kind: 'clash' };

/**
 * The spell that a synced roll speaks of is the one that holds today, else the newest. It is corrected; where it
 * had ended before the entry that is told, that entry begins a new one. An entry within an earlier spell clashes.
 *
 * Another NC year splits a spell that goes on, so that what was attained in last year's NC year stays judged by it:
 * on the entry that is told where that lies later, else on the first day of the academic year. A spell that began
 * in this academic year is corrected. A roll that tells the entry of the first of spells that follow each other
 * day on day, as those of a split do, means the last of them.
 */
export function rollChange<S extends RollSpell>(
  spells: readonly S[],
  told: Pick<RollSpell, 'ncYear' | 'entryDate'>,
  today: string,
): RollChange<S> {
  const byEntry = [...spells].sort((a, b) => (a.entryDate < b.entryDate ? -1 : 1));
  const current = byEntry.find((it) => holds(span(it), today)) ?? byEntry.at(-1);
  if (!current) return { kind: 'add' };
  const toCome = byEntry.find((it) => it.entryDate === told.entryDate && it.entryDate > current.entryDate);
  if (toCome) return { kind: 'correct', spell: toCome, entryDate: toCome.entryDate };
  const { leavingDate } = current;
  const ended = leavingDate !== null && leavingDate < told.entryDate;
  const known = !ended && runTo(current, byEntry).some((it) => it.entryDate === told.entryDate);
  const entryDate = known ? current.entryDate : told.entryDate;
  const others = byEntry.filter((it) => ended || it !== current);
  const meant = { start: entryDate, end: ended ? null : leavingDate };
  if (others.some((it) => overlap(span(it), meant))) return { kind: 'clash' };
  if (ended) return { kind: 'add' };
  if (told.ncYear === current.ncYear || (leavingDate !== null && leavingDate < today)) {
    return { kind: 'correct', spell: current, entryDate };
  }
  const from = told.entryDate > current.entryDate ? told.entryDate : risingDay(today);
  const risen = byEntry.find((it) => it.entryDate === from);
  if (risen && risen !== current) return { kind: 'correct', spell: risen, entryDate: from };
  const splits = current.entryDate < from && (leavingDate === null || from <= leavingDate);
  return splits ? { kind: 'promote', spell: current, from } : { kind: 'correct', spell: current, entryDate };
}

function span(spell: RollSpell) {
  return { start: spell.entryDate, end: spell.leavingDate };
}

/** A spell, and those before it that follow each other without a day between. `byEntry` is in order of entry. */
function runTo<S extends RollSpell>(last: S, byEntry: readonly S[]): S[] {
  const run = [last];
  for (const it of byEntry.slice(0, byEntry.indexOf(last)).reverse()) {
    if (it.leavingDate === null || addDays(it.leavingDate, 1) !== run[0]!.entryDate) break;
    run.unshift(it);
  }
  return run;
}

/** The 1 September on which pupils rose into the NC year that is told; a roll told in August is next year's. */
function risingDay(today: string): string {
  const inAugust = today.slice(5, 7) === '08';
  return `${academicYearOf(today) + (inAugust ? 1 : 0)}-09-01`;
}
