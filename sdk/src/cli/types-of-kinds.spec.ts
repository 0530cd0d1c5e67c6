import { espalier, packageJson, policy } from '../manifest/manifest.factory.js';
import { errorsIn } from './errors-in.factory.js';
import { TemporaryPlugin } from './temporary-plugin.factory.js';

const manifest = packageJson({
  espalier: espalier({
    contributes: {
      policies: [
        policy({ id: 'targets', kind: 'target', inputs: ['results'] }),
        policy({ id: 'tiers', kind: 'differentiation', inputs: ['yearGroup'] }),
        policy({ id: 'places', kind: 'allocation', inputs: ['attendance'] }),
      ],
    },
  }),
});

let plugin: TemporaryPlugin;
beforeAll(async () => {
  plugin = await TemporaryPlugin.create({ 'package.json': JSON.stringify(manifest) });
  await plugin.run('types');
});
afterAll(() => plugin.remove());

/** One policy of each kind, with lines of its own. */
function policies({ target = '', tiers = '', places = '' }): string {
  return `import { allocate, definePlugin, differentiate, forEachLearner, noAction, proposeTarget, recommend } from '@espalier/sdk';
export default definePlugin({ policies: {
  targets(learner) { void [learner, proposeTarget, recommend]; ${target} return noAction(); },
  tiers(group) { void [differentiate, noAction]; ${tiers} return forEachLearner(group, () => noAction()); },
  places(round) { ${places} return allocate(round, round.requests.map(({ ref }) => ({ ref, reason: 'In turn.' }))); },
} });`;
}

test('each kind of policy is called with its own input and gives its own answer', async () => {
  const target = `
    const last = learner.results['reading']?.at(-1);
    if (last?.value) return proposeTarget({ rule: 'r', subject: 'reading', framework: last.framework,
      frameworkVersion: 1, baseline: last.value, baselineDate: last.date, target: 5, due: '2026-07-10',
      reason: 'x', evidence: [] });`;
  const tiers = `
    const years: (string | null)[] = group.learners.map((it) => it.yearGroup);
    if (years.length > 30) return forEachLearner(group, () =>
      differentiate({ rule: 'r', tier: 'core', reason: 'x', evidence: [] }),
      [{ title: 'All', refs: group.learners.map((it) => it.ref), reason: 'x' }]);`;
  const places = `
    const pence: number | null = round.requests[0]?.costPence ?? round.budgetPence;
    void [pence, round.requests[0]?.learner.attendance?.absence];`;
  expect(await errorsIn(plugin, policies({ target, tiers, places }))).toEqual([]);
});

test('what is not declared does not compile', async () => {
  const tiers = `
    // @ts-expect-error a group is no learner
    void group.yearGroup;
    // @ts-expect-error its learners have the declared inputs alone
    void group.learners[0]?.attendance;
    // @ts-expect-error there are three tiers
    differentiate({ rule: 'r', tier: 'bottom', reason: 'x', evidence: [] });`;
  const places = `
    // @ts-expect-error the learner of a request has the declared inputs alone
    void round.requests[0]?.learner.yearGroup;
    // @ts-expect-error a round is read-only
    round.budgetPence = 0;`;
  expect(await errorsIn(plugin, policies({ tiers, places }))).toEqual([]);
});

test.each([
  [
    'a recommendation of a policy of kind target',
    {
      target: `if (learner.results['a']) return recommend({ rule: 'r', wave: 2, provisionType: 'p', reason: 'x', evidence: [] });`,
    },
    /RecommendVerdict' is not assignable to type 'TargetVerdict/,
  ],
  [
    'a group answer that answers for nobody',
    { tiers: `if (group.subject) return { suggestedGroups: [] };` },
    /Property 'learners' is missing/,
  ],
  [
    'one verdict for a whole group',
    { tiers: `if (group.subject) return noAction();` },
    /NoActionVerdict' is missing the following properties from type 'GroupAnswer'/,
  ],
])('%s does not compile', async (_name, lines, message) => {
  expect((await errorsIn(plugin, policies(lines))).join('\n')).toMatch(message);
});
