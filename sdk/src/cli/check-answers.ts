import type { Manifest, PolicyContribution, PolicyKind } from '../manifest/manifest.js';
import { settingsDefaults } from '../manifest/settings.js';
import { defaultLimits } from '../sandbox/limits.js';
import { startPluginProcess } from '../sandbox/plugin-process.js';
import { testDay } from '../testing/school-day.js';
import { fail, ok, type Check } from './check-result.js';
import type { Line } from './learner-lines.js';
import { LineRun } from './line-run.js';
import { sampleLines } from './sample-lines.js';

const learners = 100;
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

async function* linesFor(policy: PolicyContribution): AsyncGenerator<Line<PolicyKind>> {
  for (const [index, input] of sampleLines(policy, learners).entries()) yield { line: index + 1, input };
}
