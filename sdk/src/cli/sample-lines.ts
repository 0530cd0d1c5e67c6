import type { AllocationRound } from '../allocation.js';
import type { Learner } from '../learner.js';
import type { PolicyContribution, PolicyKind } from '../manifest/manifest.js';
import { sampleLearners } from '../testing/sample-learners.js';
import { testDay } from '../testing/school-day.js';
import type { LineOf } from './learner-lines.js';

const ofAGroup = 25;

/** What a policy of any kind is evaluated with where nothing is given: so many made-up learners, the same every time. */
export function sampleLines({ kind, inputs }: PolicyContribution, learners: number): LineOf[PolicyKind][] {
  return inputsOf[kind](sampleLearners(inputs, testDay, learners));
}

const each = (sample: readonly Learner[]): Omit<Learner, 'ref'>[] =>
  sample.map(({ ref: _, ...input }) => input);

const inputsOf: { readonly [Kind in PolicyKind]: (sample: readonly Learner[]) => LineOf[Kind][] } = {
  intervention: each,
  target: each,
  differentiation: (sample) =>
    groupsOf(sample).map((group) => ({ subject: 'reading', learners: group, groupCapacity: 6 })),
  allocation: (sample) => groupsOf(sample).map(roundOf),
};

/** Groups of learners with their place as `ref`. */
function groupsOf(sample: readonly Learner[]): Learner[][] {
  return Array.from({ length: sample.length / ofAGroup }, (_, group) =>
    sample.slice(group * ofAGroup, (group + 1) * ofAGroup).map((learner, ref) => ({ ...learner, ref })),
  );
}

/** A round in which places and money are short, some requests are statutory or urgent, and some costs not known. */
function roundOf(group: readonly Learner[]): AllocationRound {
  return {
    from: '2026-09-01',
    to: '2026-12-18',
    requests: group.map((learner, ref) => ({
      ref,
      provisionType: ref % 3 === 0 ? 'one-to-one-catch-up' : 'small-group-catch-up',
      wave: ref % 3 === 0 ? 3 : 2,
      subject: ref % 2 === 0 ? 'reading' : 'mathematics',
      urgent: ref % 5 === 0,
      since: `2026-06-${String(1 + ref).padStart(2, '0')}`,
      statutory: ref % 11 === 0,
      costPence: ref % 7 === 0 ? null : 10_000 + 500 * ref,
      learner,
    })),
    supplies: [
      { provisionType: 'small-group-catch-up', places: 6, meanGain: 1.2 },
      { provisionType: 'one-to-one-catch-up', places: null, meanGain: null },
    ],
    budgetPence: 150_000,
  };
}
