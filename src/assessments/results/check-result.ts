import type { Fault } from '../../common/errors/domain-error.js';
import type { Framework } from '../frameworks/framework.js';
import { readValue, type ReadValue, type SentValue } from '../frameworks/read-value.js';

/** A value as its framework reads it, or what is wrong with it. */
export type CheckedValue =
  | { readonly read: ReadValue; readonly faults: readonly [] }
  | { readonly read: null; readonly faults: readonly [Fault] };

type Scale = Pick<Framework, 'kind' | 'min' | 'max' | 'step' | 'grades'>;

/** Reads a value; a fault names its member below `root`. */
export function checkValue(scale: Scale, sent: SentValue, root = ''): CheckedValue {
  const reading = readValue(scale, sent);
  if (reading.ok) {
    const { value, grade, outcome, points } = reading;
    return { read: { value, grade, outcome, points }, faults: [] };
  }
  const { code, member, detail } = reading;
  return { read: null, faults: [{ pointer: `${root}/${member}`, code, detail: `${detail}.` }] };
}

/** The faults of the date of something that was observed: it lies between the pupil's birth and today. */
export function observedFaults(
  date: string,
  dateOfBirth: string,
  today: string,
  pointer = '/date',
): readonly Fault[] {
  if (date > today) return [{ pointer, code: 'in-future', detail: 'The date lies in the future.' }];
  if (date < dateOfBirth) {
    return [{ pointer, code: 'before-birth', detail: 'The date lies before the pupil’s birth.' }];
  }
  return [];
}
