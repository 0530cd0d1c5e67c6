import type { AttendanceFact, Evidence } from '@espalier/sdk';
import { inWordsDay } from './words.js';

/**
 * How the talk with the family begins. Absence that is mostly authorised, as absence for illness is, asks for
 * support; all other absence asks what stands in the way. A threat is in neither.
 */
export function whatToAskFirst({ authorised, absent }: AttendanceFact, mostlyAuthorised: number): string {
  return authorised > mostlyAuthorised * absent
    ? `Support first: ${authorised} of the ${absent} are authorised, as absence for illness is. Ask what the pupil and the family need.`
    : 'Ask the pupil and the family what makes it hard to come to school, and help with that.';
}

/**
 * Unauthorised sessions of the last ten school weeks, where there are as many as a reader should know of. They are
 * information: no answer of this policy depends on them.
 */
export function tenWeeks(
  { lastTenWeeks }: AttendanceFact,
  threshold: number,
): { readonly sentence: string; readonly evidence: readonly Evidence[] } | null {
  if (!lastTenWeeks || lastTenWeeks.unauthorised < threshold) return null;
  const { unauthorised, from, weeksReceived } = lastTenWeeks;
  const known = weeksReceived < 10 ? `, of which ${weeksReceived} are known` : '';
  return {
    sentence: `For information: ${unauthorised} unauthorised sessions in the ten school weeks since ${inWordsDay(from)}${known}.`,
    evidence: [
      {
        input: 'attendance',
        value: unauthorised,
        expected: threshold,
        date: from,
        label: 'unauthorised sessions in ten school weeks',
      },
    ],
  };
}
