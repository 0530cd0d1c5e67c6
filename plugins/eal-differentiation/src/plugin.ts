import {
  definePlugin,
  differentiate,
  forEachLearner,
  insufficientData,
  noAction,
  type DifferentiationVerdict,
  type LanguageFact,
  type SettingsOf,
} from '@espalier/sdk';
import { proficiencyInWords, teaching } from './teaching.js';
import { inWordsDay } from './words.js';

export default definePlugin({
  policies: {
    'eal-differentiation'(group, { settings, asOf }) {
      return forEachLearner(group, ({ language }) => strategiesFor(language, settings, asOf));
    },
  },
});

function strategiesFor(
  language: LanguageFact,
  settings: SettingsOf,
  asOf: Temporal.PlainDate,
): DifferentiationVerdict {
  const { eal, proficiency } = language;
  if (eal === 'no') return noAction('notApplicable');
  if (eal === 'unknown')
    return insufficientData(['language'], { reason: 'The first language is not known.' });
  if (proficiency === null) {
    return insufficientData(['language'], {
      reason: 'English is an additional language, and proficiency in it is not recorded: assess it.',
    });
  }
  if (proficiency === 'N') return assessment(language, settings, asOf);

  const reason = `${proficiencyInWords[proficiency]} (${proficiency})${since(language)}.`;
  const evidence = [evidenceOf(language)];
  if (proficiency === 'D' || proficiency === 'E') {
    const reviewBy = asOf.add({ months: settings.fluentReviewMonths });
    return noAction('watch', { reason: `${reason} Look again once a year.`, evidence, reviewBy });
  }
  const weeks = proficiency === 'C' ? settings.developingReviewWeeks : settings.earlyReviewWeeks;
  return differentiate({
    rule: `proficiency-${proficiency.toLowerCase()}`,
    // Proficiency alone sets no tier: who is new to English may be far beyond the rest in the subject.
    tier: null,
    ...teaching[proficiency],
    reason,
    evidence,
    reviewBy: asOf.add({ weeks }),
  });
}

/** Not yet assessed: that takes a while after a pupil comes, and then it is asked for. */
function assessment(
  language: LanguageFact,
  { assessAfterDays, earlyReviewWeeks }: SettingsOf,
  asOf: Temporal.PlainDate,
): DifferentiationVerdict {
  const evidence = [evidenceOf(language)];
  const first =
    language.proficiencySince === null ? asOf : Temporal.PlainDate.from(language.proficiencySince);
  const days = first.until(asOf, { largestUnit: 'days' }).days;
  if (days <= assessAfterDays) {
    return noAction('watch', {
      reason: `Proficiency in English is not yet assessed${since(language)}.`,
      evidence,
      reviewBy: first.add({ days: assessAfterDays + 1 }),
    });
  }
  return differentiate({
    rule: 'assess-proficiency',
    tier: null,
    ...teaching.N,
    reason: `Proficiency in English is not yet assessed${since(language)}: ${days} days, more than ${assessAfterDays}.`,
    evidence,
    reviewBy: asOf.add({ weeks: earlyReviewWeeks }),
  });
}

function evidenceOf({ proficiency, proficiencySince }: LanguageFact) {
  return {
    input: 'language',
    value: proficiency,
    label: 'proficiency in English',
    ...(proficiencySince !== null && { date: proficiencySince }),
  };
}

function since({ proficiencySince }: LanguageFact): string {
  return proficiencySince === null ? '' : ` since ${inWordsDay(proficiencySince)}`;
}
