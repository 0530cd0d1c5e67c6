import type { Fault } from '../common/errors/domain-error.js';
import { enrolmentFaults } from './check-pupil.js';
import { type CharacteristicKind, isCharacteristicValue } from './code-sets.js';
import { contradictedNeed, type Need } from './sen-needs/check-needs.js';
import { overlap } from './spells.js';

/** A spell on the roll as the rules see it. */
export interface RollDates {
  readonly entryDate: string;
  readonly leavingDate: string | null;
}

/** A spell of a characteristic as the rules see it. */
export interface CharacteristicSpell {
  readonly kind: CharacteristicKind;
  readonly value: string;
  readonly startDate: string;
  readonly endDate: string | null;
}

/** The faults of a spell on the roll, beside the pupil's other spells. */
export function rollFaults(spell: RollDates, others: readonly RollDates[]): Fault[] {
  const faults = enrolmentFaults(spell);
  if (faults.length > 0) return faults;
  const span = (it: RollDates) => ({ start: it.entryDate, end: it.leavingDate });
  const clash = others.find((it) => overlap(span(it), span(spell)));
  if (!clash) return [];
  const detail = `The pupil is on roll from ${clash.entryDate} to ${clash.leavingDate ?? 'today'} already.`;
  return [{ pointer: '/entryDate', code: 'spells-overlap', detail }];
}

/** The first fault of a spell of a characteristic, beside the pupil's other spells and the needs that are recorded. */
export function characteristicFaults(
  spell: CharacteristicSpell,
  others: readonly CharacteristicSpell[],
  needs: readonly Need[],
): Fault[] {
  const { kind, value, startDate, endDate } = spell;
  if (!isCharacteristicValue(kind, value)) {
    const detail = `"${value}" is not in the code set of ${kind}.`;
    return [{ pointer: '/value', code: 'not-in-set', detail }];
  }
  if (endDate !== null && endDate < startDate) {
    return [{ pointer: '/endDate', code: 'ends-before-start', detail: 'The end lies before the start.' }];
  }
  const span = (it: CharacteristicSpell) => ({ start: it.startDate, end: it.endDate });
  const clash = others.find((it) => it.kind === kind && overlap(span(it), span(spell)));
  if (clash) {
    const detail = `There is a spell of ${kind} from ${clash.startDate} to ${clash.endDate ?? 'today'} already.`;
    return [{ pointer: '/startDate', code: 'spells-overlap', detail }];
  }
  const need = kind === 'sen' ? contradictedNeed(needs, spell) : null;
  if (!need) return [];
  const until = need.endDate ?? 'today';
  const detail = `The need ${need.needType} is recorded from ${need.startDate} to ${until}: end it first.`;
  return [{ pointer: '/value', code: 'need-recorded', detail }];
}
