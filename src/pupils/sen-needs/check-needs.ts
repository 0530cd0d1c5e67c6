import { addDays } from '../../common/dates.js';
import type { Fault } from '../../common/errors/domain-error.js';
import { overlap, type Spell } from '../spells.js';
import type { SenType } from './sen-types.js';

/** A need as the rules see it. */
export interface Need {
  readonly id: string | null;
  readonly needType: SenType;
  readonly needRank: number;
  readonly startDate: string;
  readonly endDate: string | null;
}

/** A spell of SEN provision. */
export interface SenSpell {
  readonly value: string;
  readonly startDate: string;
  readonly endDate: string | null;
}

/**
 * The faults of a need beside the pupil's SEN provision and other needs: recorded only while provision is SEN support
 * or an education, health and care plan, and `NSA`, support without a specialist assessment of the type of need, only
 * while it is support (DfE, school census guide, SEN type).
 */
export function needFaults(need: Need, provision: readonly SenSpell[], others: readonly Need[]): Fault[] {
  const { startDate, endDate } = need;
  if (endDate !== null && endDate < startDate) {
    return [{ pointer: '/endDate', code: 'ends-before-start', detail: 'The end lies before the start.' }];
  }
  const faults: Fault[] = [];
  const wanted = need.needType === 'NSA' ? ['K'] : ['K', 'E'];
  const gap = firstDayOutside(
    spellOf(need),
    provision.filter((it) => wanted.includes(it.value)),
  );
  if (gap !== null) {
    const [code, words] = need.needType === 'NSA' ? ['nsa-without-support', 'K'] : ['no-sen', 'K or E'];
    faults.push({
      pointer: gap === startDate ? '/startDate' : '/endDate',
      code,
      detail: `On ${gap} the pupil’s SEN provision is not ${words}.`,
    });
  }
  for (const other of others) {
    if (other.id === need.id || !overlap(spellOf(other), spellOf(need))) continue;
    if (other.needType === need.needType) {
      const detail = `The need ${need.needType} is recorded from ${other.startDate} already.`;
      faults.push({ pointer: '/needType', code: 'spells-overlap', detail });
    } else if (other.needRank === need.needRank) {
      const detail = `${other.needType} has rank ${need.needRank} at the same time.`;
      faults.push({ pointer: '/needRank', code: 'rank-taken', detail });
    }
  }
  return faults;
}

/** The first need that a spell of SEN provision says there is none of; null where it speaks against none. */
export function contradictedNeed(needs: readonly Need[], provision: SenSpell): Need | null {
  const { value, startDate: start, endDate: end } = provision;
  const against = (it: Need) => value === 'N' || (value === 'E' && it.needType === 'NSA');
  return needs.find((it) => against(it) && overlap(spellOf(it), { start, end })) ?? null;
}

/** The first day of a spell that no other spell holds; null where each day is held by one. */
function firstDayOutside({ start, end }: Spell, provision: readonly SenSpell[]): string | null {
  let day = start;
  for (const spell of provision.toSorted((a, b) => (a.startDate < b.startDate ? -1 : 1))) {
    if (spell.startDate > day) return day;
    if (spell.endDate === null) return null;
    if (spell.endDate >= day) day = addDays(spell.endDate, 1);
    if (end !== null && day > end) return null;
  }
  return day;
}

function spellOf({ startDate: start, endDate: end }: Need): Spell {
  return { start, end };
}
