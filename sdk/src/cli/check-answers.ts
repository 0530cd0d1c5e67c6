import type { AllocationRound } from '../allocation.js';
import type { Learner } from '../learner.js';
import type { Manifest, PolicyContribution, PolicyKind } from '../manifest/manifest.js';
import { settingsDefaults } from '../manifest/settings.js';
import { defaultLimits } from '../sandbox/limits.js';
import { startPluginProcess } from '../sandbox/plugin-process.js';
import { sampleLearners } from '../testing/sample-learners.js';
import { testDay } from '../testing/school-day.js';
import { fail, ok, type Check } from './check-result.js';
import type { Line, LineOf } from './learner-lines.js';
import { LineRun } from './line-run.js';

const learners = 100;
const ofAGroup = 25;
const failuresShown = 5;

/**
 * Evaluates made-up learners of every kind twice, in the sandbox, in two orders: each gets an answer that hosts take,
 * and the same one again.
 */
export async function checkAnswers(manifest: Manifest, bundle: string): Promise<readonly [Check, Check]> {
  const failures: string[] = [];
  const impure: string[] = [];
  const process = startPluginProcess({ bundle, limits: defaultLimits });
  try {
    for (const policy of manifest.policies) {
      const context = {
        policyId: policy.id,
        settings: settingsDefaults(manifest),
        asOf: testDay,
        nextAssessmentPoint: null,
        inputs: policy.inputs,
      };
      const answer = (json: string): void => {
        const { line, notEvaluated, detail } = JSON.parse(json) as Record<string, string>;
        if (notEvaluated)
          failures.push(`${policy.id}: made-up ${ofKind[policy.kind]} ${line}: ${notEvaluated}: ${detail}`);
      };
      const run = new LineRun(process, context, policy.kind, { answer, note: () => undefined }, learners);
      const { lines, impureLines } = await run.run(linesFor(policy));
      if (impureLines.length > 0) {
        impure.push(`${policy.id} answered ${impureLines.length} of ${lines} otherwise the second time`);
      }
    }
  } finally {
    await process.dispose();
  }
  const mend = 'keep nothing between calls: no counter, no cache, no order';
  return [
    failures.length > 0
      ? fail('answers', ...failures.slice(0, failuresShown))
      : ok('answers', 'made-up learners get answers that a server takes'),
    impure.length > 0
      ? fail('purity', ...impure, mend)
      : ok('purity', 'the same learners get the same answers'),
  ];
}

const ofKind: Readonly<Record<PolicyKind, string>> = {
  intervention: 'learner',
  target: 'learner',
  differentiation: 'group',
  allocation: 'round',
};

async function* linesFor({ kind, inputs }: PolicyContribution): AsyncGenerator<Line<PolicyKind>> {
  const sample = sampleLearners(inputs, testDay, learners);
  const lines = inputsOf[kind](sample);
  for (const [index, input] of lines.entries()) yield { line: index + 1, input };
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
