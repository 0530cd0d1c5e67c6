import {
  insufficientData,
  noAction,
  recommend,
  type Evidence,
  type PolicyContext,
  type SettingsOf,
  type TrajectoryFact,
  type Verdict,
  type Wave,
} from '@espalier/sdk';
import type { ScreeningCheck } from './screening-check.js';
import { inWordsDay, rounded } from './words.js';

/** What the rule looks at: a pupil of reception (0) to Year 3. */
export interface PhonicsCase extends PolicyContext<SettingsOf> {
  readonly year: number;
  readonly check: ScreeningCheck | null;
  /** Trajectories of active targets in phonics: the pace of the programme. */
  readonly trajectories: readonly TrajectoryFact[];
}

interface Step {
  readonly wave: Wave;
  readonly provisionType: string;
  readonly sentence: string;
}

const subject = 'phonics';

/** The screening check decides where it is not met; before it, and after it is met, the in-year checks do. */
export function answer(it: PhonicsCase): Verdict {
  const { check, settings } = it;
  const met = check?.score != null && check.score >= settings.expectedScore;
  if (check && !met) return support(it, afterCheck(it, check));

  const behind = behindPace(it);
  if (behind) return support(it, behind);

  const judged = it.trajectories.some(({ points }) => points.length > 0);
  if (met || (judged && it.year < 2)) return noAction('noneNeeded', { subject, evidence: evidence(it) });
  return missing(it.year, judged);
}

/** What follows a check that is not met. A pupil without a score is included, and never on the score's account. */
function afterCheck({ settings, year }: PhonicsCase, check: ScreeningCheck): Step {
  const { score, outcome, date } = check;
  const seen =
    score === null
      ? `No score in the phonics screening check on ${inWordsDay(date)} (${outcome}): find out first what the pupil knows.`
      : `${score} of 40 in the phonics screening check on ${inWordsDay(date)}, where ${settings.expectedScore} is expected.`;
  if (check.year >= 2) {
    return {
      wave: 3,
      provisionType: settings.wave3ProvisionType,
      sentence: `${seen} It was the second check: bring in the SENCo.`,
    };
  }
  const again =
    year < 3
      ? 'The check is taken again in June of Year 2.'
      : 'No check in Year 2 is recorded: give it again now.';
  return score !== null && score <= settings.oneToOneUpTo
    ? { wave: 3, provisionType: settings.oneToOneProvisionType, sentence: `${seen} ${again}` }
    : { wave: 2, provisionType: settings.groupProvisionType, sentence: `${seen} ${again}` };
}

/** One in-year check below pace is enough: keeping up is lighter than catching up. */
function behindPace({ trajectories, settings }: PhonicsCase): Step | null {
  const behind = trajectories.find((it) => it.judgement === 'below');
  const latest = behind?.points.at(-1);
  if (!behind || !latest) return null;
  const stale = behind.flags.includes('stale') ? ' It is more than 180 days old: check again first.' : '';
  return {
    wave: 2,
    provisionType: settings.groupProvisionType,
    sentence: `Below the pace of phonics at the check on ${inWordsDay(latest.date)}: ${rounded(latest.actual)}, where ${rounded(latest.expected)} was expected. Keep up daily, from today.${stale}`,
  };
}

function support(it: PhonicsCase, { wave, provisionType, sentence }: Step): Verdict {
  return recommend({
    // One rule for every step, so that each revises the recommendation that is open.
    rule: 'phonics-keep-up',
    wave,
    provisionType,
    subject,
    reason: `${sentence} Check hearing and vision first.`,
    evidence: evidence(it),
    reviewBy: it.asOf.add({ weeks: it.settings.reviewWeeks }),
  });
}

/** Reception and Year 1 lack any check; from Year 2 it is the screening check that is missing. */
function missing(year: number, judged: boolean): Verdict {
  if (year >= 2) {
    return insufficientData(['results:phonics'], {
      subject,
      reason: `No phonics screening check is recorded${judged ? '' : ', and no in-year check against a target'}.`,
    });
  }
  return insufficientData(year === 0 ? ['trajectory:phonics'] : ['results:phonics', 'trajectory:phonics'], {
    subject,
    reason: 'No in-year check of phonics against a target is recorded.',
  });
}

function evidence({ check, trajectories, settings }: PhonicsCase): Evidence[] {
  const screening: Evidence[] = check
    ? [
        {
          input: 'results:phonics',
          value: check.score ?? check.outcome,
          expected: settings.expectedScore,
          date: check.date,
          label: 'phonics screening check',
        },
      ]
    : [];
  const pace = (trajectories.find((it) => it.judgement === 'below') ?? trajectories[0])?.points.at(-1);
  return pace
    ? [
        ...screening,
        {
          input: 'trajectory:phonics',
          value: rounded(pace.actual),
          expected: rounded(pace.expected),
          date: pace.date,
          label: 'in-year check',
        },
      ]
    : screening;
}
