import type { Fault } from '../../common/errors/domain-error.js';

/** A register of a group's session as it is sent. */
export interface SentRegister {
  readonly attended: readonly { readonly pupilId: string }[];
  readonly notAttended?: readonly { readonly pupilId: string }[] | undefined;
}

/**
 * The faults of a register against the pupils who had a place that day: each is named once, and nobody else. A pupil
 * who is left out would look like one of whom nothing is known.
 */
export function registerFaults(sent: SentRegister, pupilIds: ReadonlySet<string>): Fault[] {
  const named = [
    ...sent.attended.map((it, i) => ({ ...it, pointer: `/attended/${i}/pupilId` })),
    ...(sent.notAttended ?? []).map((it, i) => ({ ...it, pointer: `/notAttended/${i}/pupilId` })),
  ];
  const faults: Fault[] = [];
  const seen = new Set<string>();
  for (const { pupilId, pointer } of named) {
    if (!pupilIds.has(pupilId)) {
      faults.push({ pointer, code: 'no-place', detail: 'The pupil had no place in the group that day.' });
    } else if (seen.has(pupilId)) {
      faults.push({ pointer, code: 'named-twice', detail: 'The pupil is named twice.' });
    }
    seen.add(pupilId);
  }
  const missing = [...pupilIds].filter((it) => !seen.has(it)).length;
  if (missing > 0) {
    const who =
      missing === 1 ? 'One pupil who had a place that day is' : `${missing} pupils with a place that day are`;
    faults.push({ pointer: '/notAttended', code: 'register-incomplete', detail: `${who} not named.` });
  }
  return faults;
}
