import { bundleBootstrap } from '../../../test/hostile/bundle-bootstrap.js';
import { defaultLimits, findImpure, startPluginProcess } from './index.js';

const context = { policyId: 'policy', settings: {}, asOf: '2026-07-10', nextAssessmentPoint: null };

beforeAll(() => {
  bundleBootstrap();
});

describe('learners evaluated again, reordered and afresh', () => {
  it.each([
    ['a pure policy answers the same', 'learner.yearGroup', 0],
    ['a policy that counts does not', '++count', 10],
    ['a policy that looks at the place of a learner does not', 'learner.ref', 10],
    ['a policy that throws the same is pure', '(() => { throw new Error(learner.yearGroup); })()', 0],
    ['a policy that throws by turns is not', '(() => { throw new Error(++count); })()', 10],
  ])('%s', async (_name, reason, impure) => {
    const bundle = `let count = 0; module.exports.default = { policies: {
      policy: (learner) => ({ kind: 'noAction', reason: String(${reason}) }),
    } };`;
    const plugin = startPluginProcess({ bundle, limits: defaultLimits });
    try {
      const learners = Array.from({ length: 100 }, (_, index) => ({ yearGroup: `Y${index}` }));
      const run = await plugin.openRun(context);
      const outcomes = await run.evaluate(learners);
      const found = await findImpure(plugin, context, learners, outcomes, 10);
      expect(found).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90].slice(0, impure));
    } finally {
      await plugin.dispose();
    }
  });
});
