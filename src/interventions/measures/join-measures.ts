import type { Fault } from '../../common/errors/domain-error.js';

/** A measure that was read: what it is in, and where the pupil stood. */
export interface TakenMeasure {
  /** A framework version's id, or the name of what is measured. */
  readonly scale: string;
  readonly date: string | null;
}

/**
 * The faults of entry and exit together. Levels of one framework are never held against another's, so both are in
 * one framework version or of one name; and the exit is measured after the entry.
 */
export function jointFaults(entry: TakenMeasure | null, exit: TakenMeasure | null): Fault[] {
  if (!entry || !exit) return [];
  if (entry.scale !== exit.scale) {
    return [
      {
        pointer: '/exit',
        code: 'other-measure',
        detail: 'Entry and exit are not in the same framework version, or not of the same name.',
      },
    ];
  }
  if (entry.date !== null && exit.date !== null && exit.date <= entry.date) {
    return [
      { pointer: '/exit/date', code: 'not-after-entry', detail: `The entry was measured on ${entry.date}.` },
    ];
  }
  return [];
}
