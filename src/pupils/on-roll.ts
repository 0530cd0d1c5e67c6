/** A spell of a pupil at a school, as far as it tells whether the pupil is on roll. */
export interface RollSpell {
  readonly status: string;
  readonly entryDate: string;
  readonly leavingDate: string | null;
}

/** A pupil who is registered as previous is not on roll, whatever the dates say (Common Basic Data Set). */
const PREVIOUS = 'P';

/** Whether a spell has a pupil on roll on a day; the last one counts. */
export function isOnRoll({ status, entryDate, leavingDate }: RollSpell, day: string): boolean {
  return status !== PREVIOUS && entryDate <= day && (leavingDate === null || leavingDate >= day);
}

/** The same as a condition on the columns of `enrolment`; its two places take the day. */
export const ON_ROLL = `enrolment.status <> '${PREVIOUS}' and enrolment.entry_date <= ?
  and (enrolment.leaving_date is null or enrolment.leaving_date >= ?)`;

/** When a pupil left, and when the pupil is to come back, as a day sees it; null where that is not known. */
export interface Leaving {
  readonly leftOn: string | null;
  readonly returnsOn: string | null;
}

/** How a pupil left who had been at the school by a day and is not on roll then; null for any other. */
export function leavingOn(spells: readonly RollSpell[], day: string): Leaving | null {
  const begun = spells.filter((it) => it.entryDate <= day);
  if (begun.length === 0 || begun.some((it) => isOnRoll(it, day))) return null;
  const left = begun.map((it) => it.leavingDate).filter((it) => it !== null && it < day);
  const coming = spells.filter((it) => it.entryDate > day && it.status !== PREVIOUS);
  return {
    leftOn: left.sort().at(-1) ?? null,
    returnsOn: coming.map((it) => it.entryDate).sort()[0] ?? null,
  };
}
