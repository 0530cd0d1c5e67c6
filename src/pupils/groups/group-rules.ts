import type { Fault } from '../../common/errors/domain-error.js';
import { holds, overlap } from '../spells.js';

/** What a group says of itself, as far as rules hold between its members. */
export interface GroupFacts {
  readonly kind: 'teaching' | 'registration' | 'intervention';
  readonly subject: string | null;
}

/** A spell in a group. */
export interface GroupSpell {
  readonly groupId: string;
  readonly kind: GroupFacts['kind'];
  readonly startDate: string;
  /** The last day; null while it goes on. */
  readonly endDate: string | null;
}

/** A teaching group teaches a subject; a registration group (tutor group, primary class) has none. */
export function groupFaults({ kind, subject }: GroupFacts): Fault[] {
  if (kind === 'teaching' && subject === null) {
    return [{ pointer: '/subject', code: 'subject-missing', detail: 'A teaching group has a subject.' }];
  }
  if (kind === 'registration' && subject !== null) {
    const detail = 'A registration group has no subject; a group that is taught one is a teaching group.';
    return [{ pointer: '/subject', code: 'subject-given', detail }];
  }
  return [];
}

/** The faults of a spell in itself. */
export function spellFaults({ startDate, endDate }: Pick<GroupSpell, 'startDate' | 'endDate'>): Fault[] {
  if (endDate === null || endDate >= startDate) return [];
  return [{ pointer: '/endDate', code: 'ends-before-start', detail: 'The spell ends before it starts.' }];
}

/**
 * The faults of a pupil's spell in a group beside the pupil's others: two in one group do not overlap, and on any
 * day a pupil is in one registration group at most.
 */
export function membershipFaults(spell: GroupSpell, others: readonly GroupSpell[]): Fault[] {
  const faults = spellFaults(spell);
  if (faults.length > 0) return faults;
  const same = others.find((it) => it.groupId === spell.groupId && overlap(span(it), span(spell)));
  if (same) {
    const detail = `The pupil is in the group from ${same.startDate} to ${same.endDate ?? 'now on'} already.`;
    return [{ pointer: '/startDate', code: 'spells-overlap', detail }];
  }
  if (spell.kind !== 'registration') return [];
  const second = others.find((it) => it.kind === 'registration' && overlap(span(it), span(spell)));
  if (!second) return [];
  const detail =
    `The pupil is in another registration group from ${second.startDate} to ${second.endDate ?? 'now on'}; ` +
    'movedFrom ends that spell.';
  return [{ pointer: '/startDate', code: 'second-registration-group', detail }];
}

/** The spell in a group that a pupil leaves by moving on a date: the one that holds the day before. Null for none. */
export function spellLeft<S extends GroupSpell>(
  spells: readonly S[],
  groupId: string,
  lastDay: string,
): S | null {
  return spells.find((it) => it.groupId === groupId && holds(span(it), lastDay)) ?? null;
}

function span({ startDate, endDate }: Pick<GroupSpell, 'startDate' | 'endDate'>) {
  return { start: startDate, end: endDate };
}
