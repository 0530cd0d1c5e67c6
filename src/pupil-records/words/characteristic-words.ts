import type { CharacteristicKind } from '../../pupils/code-sets.js';
import { meaningOf } from './code-words.js';

/** What it says that a characteristic is recorded as no. */
const NOT: Readonly<Partial<Record<CharacteristicKind, string>>> = {
  fsm: 'no free school meals',
  fsmDisadvantage: 'no free school meals as the pupil premium counts them',
  pupilPremium: 'no pupil premium',
  lookedAfter: 'not looked after by a local authority',
  previouslyLookedAfter: 'not previously looked after',
  serviceChild: 'not a service child in education',
};

/** A characteristic as a teacher says it: “SEN support”, “free school meals”, “first language: English”. */
export function characteristicInWords(kind: CharacteristicKind, value: string): string {
  const called = meaningOf('characteristics', 'kind', kind) ?? kind;
  if (value === 'yes') return called;
  if (value === 'no') return NOT[kind] ?? `${called}: no`;
  const meaning = meaningOf('characteristics', 'value', value, kind) ?? value;
  return kind === 'sen' ? meaning : `${called}: ${meaning}`;
}
