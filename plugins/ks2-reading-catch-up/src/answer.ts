import {
  insufficientData,
  noAction,
  recommend,
  type Evidence,
  type PolicyContext,
  type SettingsOf,
  type Verdict,
  type Wave,
} from '@espalier/sdk';
import type { Score } from './actuals.js';
import type { KeyStage2 } from './key-stage-2.js';
import { inWords, inWordsDay } from './words.js';

/** What the rule looks at: a pupil of Year 7. */
export interface ReadingCase extends PolicyContext<SettingsOf> {
  readonly ks2: KeyStage2;
  /** Standardised test scores since key stage 2, oldest first. */
  readonly fresh: readonly Score[];
  /** 1 September of the year. */
  readonly yearStart: Temporal.PlainDate;
}

const subject = 'reading';

/** The answer: support ends first, then the key stage 2 score decides, and fresh tests confirm it. */
export function answer(it: ReadingCase): Verdict {
  const { ks2, settings } = it;
  const score = ks2.kind === 'score' ? ks2.value : null;
  if (score !== null && score >= settings.expectedScore) {
    return noAction('noneNeeded', { subject, reason: `${known(it)} Nothing is needed.` });
  }
  if (secureTwice(it)) {
    return noAction('noneNeeded', {
      subject,
      reason: `Two fresh tests in a row are ${settings.secureScore} or more: ${lastTwo(it)}. Nothing more is needed.`,
      evidence: evidence(it),
    });
  }
  if (score !== null && score >= settings.watchFrom) return watchOneTerm(it);
  if (score !== null && score >= settings.smallGroupFrom) return smallGroup(it);
  return ks2.kind === 'none' ? assessFirst(it, 'baseline') : assessFirst(it, 'screening');
}

/** Watched for the autumn term; then a fresh test says what came of it. */
function watchOneTerm(it: ReadingCase): Verdict {
  const { asOf, yearStart, settings, fresh } = it;
  const end = yearStart.add({ weeks: settings.watchWeeks });
  if (Temporal.PlainDate.compare(asOf, end) < 0) {
    return noAction('watch', {
      subject,
      reason: `${known(it)} Just below the expected standard: watched for one term.`,
      reviewBy: end,
      evidence: evidence(it),
    });
  }
  const latest = fresh.at(-1);
  if (!latest) {
    return insufficientData(['results:reading'], {
      subject,
      reason: `${known(it)} The term of watching is over, and no fresh reading test is recorded.`,
    });
  }
  if (latest.value >= settings.secureScore) {
    return noAction('noneNeeded', {
      subject,
      reason: `${known(it)} After the term of watching the fresh test is secure: ${inWordsScore(latest)}.`,
      evidence: evidence(it),
    });
  }
  return support(it, 2, `After the term of watching the fresh test is still low: ${inWordsScore(latest)}.`);
}

/** A small group, which a fresh test confirms or puts in doubt. */
function smallGroup(it: ReadingCase): Verdict {
  const latest = it.fresh.at(-1);
  if (!latest) return support(it, 2, 'Confirm it with a fresh reading test before the group begins.');
  if (latest.value >= it.settings.secureScore) return watchForSecond(it, latest);
  return support(it, 2, `A fresh test confirms it: ${inWordsScore(latest)}.`);
}

/** A screening or a baseline task where nothing fresh is known; after it, the wave that it shows. */
function assessFirst(it: ReadingCase, how: 'baseline' | 'screening'): Verdict {
  const { settings, fresh } = it;
  const latest = fresh.at(-1);
  if (!latest) {
    return recommend({
      rule: 'ks2-reading',
      // An assessment is no support: it stands at the lowest wave, and what it shows revises it.
      wave: 1,
      provisionType: how === 'baseline' ? settings.baselineProvisionType : settings.screeningProvisionType,
      subject,
      reason: `${known(it)} ${how === 'baseline' ? 'A baseline task comes first.' : 'A diagnostic screening comes first; the support follows what it shows.'}`,
      evidence: evidence(it),
      reviewBy: reviewDay(it),
    });
  }
  if (latest.value >= settings.secureScore) return watchForSecond(it, latest);
  const tailored = latest.value < settings.oneToOneBelow;
  return support(
    it,
    tailored ? 3 : 2,
    `The fresh test is ${tailored ? 'well below' : 'below'} average: ${inWordsScore(latest)}.`,
  );
}

function watchForSecond(it: ReadingCase, latest: Score): Verdict {
  return noAction('watch', {
    subject,
    reason: `${known(it)} A fresh test is secure: ${inWordsScore(latest)}. A second in a row would settle it.`,
    reviewBy: reviewDay(it),
    evidence: evidence(it),
  });
}

function support(it: ReadingCase, wave: Wave, sentence: string): Verdict {
  const { settings } = it;
  return recommend({
    // One rule for every step, so that each revises the recommendation that is open.
    rule: 'ks2-reading',
    wave,
    provisionType: wave === 3 ? settings.oneToOneProvisionType : settings.smallGroupProvisionType,
    subject,
    reason: `${known(it)} ${sentence}`,
    evidence: evidence(it),
    reviewBy: reviewDay(it),
  });
}

/** Two tests that lie close together are one look. */
function secureTwice({ fresh, settings }: ReadingCase): boolean {
  const [previous, latest] = [fresh.at(-2), fresh.at(-1)];
  if (!previous || !latest) return false;
  const { days } = Temporal.PlainDate.from(previous.date).until(latest.date, { largestUnit: 'days' });
  return (
    days >= settings.consecutiveGapDays &&
    previous.value >= settings.secureScore &&
    latest.value >= settings.secureScore
  );
}

function reviewDay({ nextAssessmentPoint, asOf, settings }: ReadingCase): Temporal.PlainDate {
  return nextAssessmentPoint ?? asOf.add({ weeks: settings.reviewWeeks });
}

function known({ ks2, settings }: ReadingCase): string {
  if (ks2.kind === 'none') return ks2.sentence;
  if (ks2.kind === 'belowTheTest') {
    return `At key stage 2, reading was judged below the test${ks2.grade === null ? '' : ` (${ks2.grade})`}.`;
  }
  return `The key stage 2 reading score is ${inWords(ks2.value)}, where ${settings.expectedScore} is the expected standard.`;
}

function lastTwo({ fresh }: ReadingCase): string {
  return fresh.slice(-2).map(inWordsScore).join(', then ');
}

function inWordsScore({ value, date }: Score): string {
  return `${inWords(value)} on ${inWordsDay(date)}`;
}

function evidence({ ks2, fresh, settings }: ReadingCase): Evidence[] {
  const input = 'results:reading';
  const atKeyStage2: Evidence[] =
    ks2.kind === 'none'
      ? []
      : [
          {
            input,
            ...(ks2.kind === 'score'
              ? { value: ks2.value, expected: settings.expectedScore }
              : { value: ks2.grade ?? 'below the test' }),
            date: ks2.date,
            label: 'key stage 2 reading',
          },
        ];
  return [
    ...atKeyStage2,
    ...fresh.slice(-2).map(({ value, date }) => ({
      input,
      value: Math.round(value * 10) / 10,
      expected: settings.secureScore,
      date,
      label: 'standardised reading test',
    })),
  ];
}
