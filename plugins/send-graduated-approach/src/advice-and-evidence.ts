import { recommend, type InterventionFact } from '@espalier/sdk';
import type { Rule } from './send-case.js';
import { inPounds } from './words.js';

/** Support that twice reached no outcome needs the eyes of a specialist. */
export const cyclesNotMet: Rule = ({ learner, settings, asOf }) => {
  const { cyclesNotMet: cycles } = learner.plans;
  if (cycles < settings.cyclesNotMet) return null;
  return recommend({
    rule: 'specialist-advice',
    wave: 3,
    provisionType: settings.adviceProvisionType,
    reason: `The last ${cycles} cycles of SEN support in a row reached no outcome. Ask a specialist, with the parents' consent.`,
    evidence: [
      {
        input: 'plans',
        value: cycles,
        expected: settings.cyclesNotMet,
        label: 'cycles without a met outcome',
      },
    ],
    reviewBy: asOf.add({ weeks: settings.reviewWeeks }),
  });
};

/** What additional provision costs this year, held against what the school meets itself. */
export const evidencePack: Rule = ({ learner, settings, asOf }) => {
  const { month, year } = asOf;
  const yearStart = `${month >= 9 ? year : year - 1}-09-01`;
  const places = learner.interventions.filter((it) => isAdditional(it) && !endedBefore(it, yearStart));
  const pence = places.reduce((sum, { yearPence }) => sum + (yearPence ?? 0), 0);
  const unpriced = places.filter(({ yearPence }) => yearPence === null).length;
  const known = `Additional provision planned for this academic year costs ${unpriced > 0 ? 'at least ' : ''}${inPounds(pence)}`;

  if (pence >= settings.evidencePackPounds * 100) {
    return recommend({
      rule: 'evidence-pack',
      wave: 1,
      provisionType: settings.evidencePackProvisionType,
      reason: `${known}, from ${inPounds(settings.evidencePackPounds * 100)}: gather the evidence of what was done and what came of it. It is not the test for an education, health and care needs assessment, which turns on the pupil's needs.`,
      evidence: [
        {
          input: 'interventions',
          value: Math.floor(pence / 100),
          expected: settings.evidencePackPounds,
          label: 'additional provision this academic year, in pounds',
        },
      ],
      reviewBy: asOf.add({ weeks: settings.reviewWeeks }),
    });
  }
  if (unpriced === 0) return null;
  return {
    kind: 'unknown',
    missing: 'interventions',
    reason: `${known}: what ${unpriced} of ${places.length} places cost is not known.`,
  };
};

/**
 * Additional to or different from what is made for all: waves 2 and 3, once agreed.
 * Source: SEND code of practice (2015), 6.15.
 */
function isAdditional({ wave, status }: InterventionFact): boolean {
  return wave > 1 && status !== 'proposed' && status !== 'declined';
}

/** A place of an earlier year costs nothing in this one, whether its price is known or not. */
function endedBefore({ endDate }: InterventionFact, day: string): boolean {
  return endDate !== null && endDate < day;
}
