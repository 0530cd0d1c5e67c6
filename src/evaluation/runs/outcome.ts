import type { Verdict } from '@espalier/sdk';
import type { HostedOutcome } from '../../plugin-host/hosted-run.js';

/** What came of a pupil; `removed` was no pupil of the school any more when the answer was to be written. */
export type PupilOutcome =
  HostedOutcome | { readonly ref: number; readonly notEvaluated: 'removed'; readonly detail: string };

/** A pupil's one outcome in the counts of a run. */
export const OUTCOMES = [
  'recommend',
  'insufficientData',
  'watch',
  'noneNeeded',
  'notApplicable',
  'notEvaluated',
] as const;

export type OutcomeKind = (typeof OUTCOMES)[number];

/** How many pupils got what; they add up to the pupils of the run. */
export type OutcomeCounts = Readonly<Record<OutcomeKind, number>>;

/**
 * The outcome of a pupil: recommend before insufficient data before no action, and of the reasons for no action
 * watch before none needed before not applicable.
 */
export function outcomeOf(pupil: PupilOutcome): OutcomeKind {
  if ('notEvaluated' in pupil) return 'notEvaluated';
  const kinds = new Set(pupil.verdicts.map(kindOf));
  return OUTCOMES.find((it) => kinds.has(it)) ?? 'notApplicable';
}

function kindOf(verdict: Verdict): OutcomeKind {
  return verdict.kind === 'noAction' ? verdict.why : verdict.kind;
}

/** The counts of some outcomes. */
export function countOutcomes(outcomes: Iterable<OutcomeKind>): OutcomeCounts {
  const counts = noCounts();
  for (const outcome of outcomes) counts[outcome]++;
  return counts;
}

/** The counts of several batches together. */
export function addCounts(all: Iterable<OutcomeCounts>): OutcomeCounts {
  const sum = noCounts();
  for (const counts of all) for (const outcome of OUTCOMES) sum[outcome] += counts[outcome];
  return sum;
}

/** The counts of nobody. */
export function noCounts(): Record<OutcomeKind, number> {
  return { recommend: 0, insufficientData: 0, watch: 0, noneNeeded: 0, notApplicable: 0, notEvaluated: 0 };
}
