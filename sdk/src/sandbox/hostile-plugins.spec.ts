import { bundleBootstrap } from '../../../test/hostile/bundle-bootstrap.js';
import { hostilePlugins } from '../../../test/hostile/corpus.js';
import type { LearnerOutcome } from './contract.js';
import { defaultLimits, startPluginProcess } from './index.js';

const context = { policyId: 'policy', settings: {}, asOf: '2026-07-10', nextAssessmentPoint: null };
const yearGroups = ['7', '8', '13', '9', '10'];

beforeAll(() => {
  bundleBootstrap();
});

describe.each(hostilePlugins())('a plugin that tries $tries', ({ name, gets, bundle }) => {
  it(`costs its own learner alone (${gets}), and the next run works`, async () => {
    // On a busy machine memory takes its time to run out.
    const limits =
      gets === 'memory' ? { ...defaultLimits, batchGraceMillis: 10_000, residentMb: 160 } : defaultLimits;
    const plugin = startPluginProcess({ bundle, limits });
    try {
      const run = await plugin.openRun(context);
      const outcomes = await run.evaluate(yearGroups.map((yearGroup) => ({ yearGroup })));
      expect(outcomes.map(inAWord)).toEqual(['noAction', 'noAction', gets, 'noAction', 'noAction']);
      expect(outcomes.map(({ ref }) => ref)).toEqual([0, 1, 2, 3, 4]);
      expect(run.log.length).toBeLessThanOrEqual(defaultLimits.logLinesPerRun);
      for (const { text } of run.log) expect(text).toMatch(/^[^\p{Cc}\u202a-\u202e]{0,500}$/u);

      const next = await plugin.openRun(context);
      expect((await next.evaluate([{ yearGroup: '7' }])).map(inAWord)).toEqual(['noAction']);
    } finally {
      await plugin.dispose();
    }
    expect(name).toMatch(/^[a-z-]+$/);
  }, 30_000);
});

function inAWord(outcome: LearnerOutcome): string {
  if ('notEvaluated' in outcome) return outcome.notEvaluated;
  return outcome.verdicts.map(({ kind }) => kind).join(' ');
}
