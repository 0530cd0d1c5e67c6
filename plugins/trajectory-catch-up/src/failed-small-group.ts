import type { Evidence, InterventionFact, SubjectCode } from '@espalier/sdk';
import { inWords, rounded, roundedShare } from './words.js';

/**
 * The wave 2 that speaks for wave 3: the latest one in the subject that has ended, if the pupil had enough
 * of it and gained nothing. Null otherwise, also where dosage or gain is not known: wave 2 is no stepping
 * stone to wave 3, and missing records are no failure.
 */
export function failedSmallGroup(
  interventions: readonly InterventionFact[],
  subject: SubjectCode,
  dosageShare: number,
): { readonly sentence: string; readonly evidence: readonly Evidence[] } | null {
  const latest = interventions.findLast(
    ({ wave, subject: about, status }) =>
      wave === 2 && about === subject && (status === 'reviewed' || status === 'closed'),
  );
  if (!latest || latest.dosageReceived === null || latest.gain === null) return null;
  if (latest.dosageReceived < dosageShare || latest.gain > 0) return null;
  const { provisionType, dosageReceived, gain } = latest;
  return {
    sentence: `A wave 2 in ${subject} has brought no gain (${inWords(gain)}) with ${inWords(dosageReceived * 100)} % of its planned time received.`,
    evidence: [
      {
        input: 'interventions',
        value: roundedShare(dosageReceived),
        expected: dosageShare,
        label: `${provisionType}: dosage`,
      },
      { input: 'interventions', value: rounded(gain), label: `${provisionType}: gain` },
    ],
  };
}
