import { allocate } from '../allocate.js';
import { differentiate, forEachLearner } from '../differentiate.js';
import { espalier, packageJson, policy } from '../manifest/manifest.factory.js';
import { definePlugin, type PluginDefinition } from '../plugin.js';
import { proposeTarget } from '../propose-target.js';
import { insufficientData, noAction } from '../verdict-builders.js';
import { PolicyTester, type TestRunner } from './policy-tester.js';

interface Kinds {
  readonly policies: {
    readonly aims: { readonly kind: 'target'; readonly inputs: 'results:reading' };
    readonly tiers: { readonly kind: 'differentiation'; readonly inputs: 'results:reading' };
    readonly shares: { readonly kind: 'allocation'; readonly inputs: 'yearGroup' };
  };
  readonly settings: { readonly threshold: number };
}
type Policies = PluginDefinition<Kinds>['policies'];

const manifest = packageJson({
  espalier: espalier({
    contributes: {
      ...(espalier()['contributes'] as object),
      policies: [
        policy({ id: 'aims', kind: 'target', inputs: ['results:reading'], triggers: [] }),
        policy({ id: 'tiers', kind: 'differentiation', inputs: ['results:reading'], triggers: [] }),
        policy({ id: 'shares', kind: 'allocation', inputs: ['yearGroup'], triggers: [] }),
      ],
    },
  }),
});

const policies: Policies = {
  aims({ results }) {
    const latest = results.reading?.at(-1);
    if (latest?.value == null) return insufficientData(['results:reading']);
    if (latest.value >= 130) return noAction('notApplicable');
    const { framework, frameworkVersion, value, date } = latest;
    return proposeTarget({
      ...{ rule: 'plus-three', subject: 'reading', framework, frameworkVersion, due: '2027-07-10' },
      ...{ baseline: value, baselineDate: date, target: value + 3, reason: 'Three points.', evidence: [] },
    });
  },
  tiers(group, { settings }) {
    const valueOf = (it: (typeof group.learners)[number]) => it.results.reading?.at(-1)?.value ?? null;
    const low = group.learners.filter((it) => (valueOf(it) ?? 200) < settings.threshold);
    return forEachLearner(
      group,
      (it) => {
        const value = valueOf(it);
        if (value === null) return insufficientData(['results:reading']);
        if (value >= settings.threshold) return noAction();
        return differentiate({ rule: 'low', tier: 'support', reason: `${value}.`, evidence: [] });
      },
      low.length < 2 ? [] : [{ title: 'Low', refs: low.map(({ ref }) => ref), reason: 'Each is low.' }],
    );
  },
  shares(round) {
    const last = ({ learner }: (typeof round.requests)[number]) => Number(learner.yearGroup === '11');
    const order = round.requests.toSorted((a, b) => last(b) - last(a) || b.wave - a.wave || a.ref - b.ref);
    return allocate(
      round,
      order.map(({ ref, wave }) => ({ ref, reason: `Wave ${wave}.` })),
    );
  },
};

function testerOf(changes: Partial<Policies> = {}, runner?: TestRunner) {
  const plugin = definePlugin<Kinds>({ policies: { ...policies, ...changes } });
  return new PolicyTester(plugin, { packageJson: manifest, ...(runner && { runner }) });
}
type Tester = ReturnType<typeof testerOf>;

/** What each case of the tables fails with; null where it passes. */
function failuresOf(tables: (tester: Tester) => void, changes: Partial<Policies> = {}) {
  const failures: (string | null)[] = [];
  const it = (_name: string, body: () => unknown) => {
    try {
      body();
      failures.push(null);
    } catch (error) {
      failures.push((error as Error).message);
    }
  };
  const describe = (_name: string, body: () => void) => {
    body();
  };
  tables(testerOf(changes, { describe, it }));
  return failures;
}

const reading = (...values: number[]) => ({ results: { reading: values } });
const support = { tier: 'support' } as const;

// Tables in Jest, as an author writes them.
testerOf().run('aims', {
  proposes: [
    { name: 'three above', learner: reading(126), expect: { baseline: 126, target: 129, challenge: null } },
  ],
  noAction: [{ name: 'at the top', learner: reading(130), expect: { why: 'notApplicable' } }],
  insufficient: [{ name: 'no result', learner: {}, expect: { missing: ['results:reading'] } }],
});
testerOf().run('tiers', {
  groups: [
    {
      name: 'one of each, and two who are low',
      subject: 'reading',
      learners: [
        { learner: reading(96), differentiates: { ...support, reason: '96.' } },
        { learner: reading(97), noAction: { why: 'noneNeeded' } },
        { learner: {}, insufficient: { missing: ['results:reading'] } },
        { learner: reading(70), differentiates: {} },
      ],
      groupCapacity: 2,
      suggestedGroups: [{ refs: [0, 3] }],
    },
    {
      name: 'a school that supports fewer',
      subject: 'reading',
      settings: { threshold: 96 },
      learners: [{ learner: reading(96), noAction: {} }],
      suggestedGroups: [],
    },
  ],
});
testerOf().run('shares', {
  rounds: [
    {
      name: 'who leaves, then wave 3, then nobody for want of places',
      requests: [{}, { wave: 3 }, { learner: { yearGroup: '11' } }],
      supplies: [{ places: 2 }],
      funded: [2, { ref: 1, reason: 'Wave 3.' }],
      unfunded: [{ ref: 0, why: 'places' }],
    },
    {
      name: 'a plan first, beyond places and money; another kind has places, and no money',
      requests: [{ provisionType: 'mentor', costPence: 1 }, { statutory: true }],
      supplies: [{ places: 0 }],
      budgetPence: 10_000,
      funded: [1],
      unfunded: [{ ref: 0, why: 'budget' }],
    },
  ],
});

test('ask gives the checked answer of each kind', () => {
  const tester = testerOf();
  expect(tester.ask('aims', reading(100))).toMatchObject([{ kind: 'proposeTarget', target: 103 }]);
  const { learners } = tester.ask('tiers', { subject: 'reading', learners: [reading(90)] });
  expect(learners).toMatchObject([{ ref: 0, verdict: { tier: 'support', scaffolds: [] } }]);
  expect(tester.ask('shares', { requests: [{}] }).funded).toMatchObject([{ ref: 0, evidence: [] }]);
});

test('a difference names the learner, the group that is suggested, or the request', () => {
  const failures = failuresOf((tester) => {
    tester.run('aims', { proposes: [{ name: 'a', learner: reading(100), expect: { target: 104 } }] });
    const learners = [
      { learner: reading(90), differentiates: {} },
      { learner: reading(91), noAction: {} },
    ];
    const group = { subject: 'reading', learners };
    tester.run('tiers', {
      groups: [
        { name: 'b', ...group, suggestedGroups: [{ refs: [1] }] },
        { name: 'c', ...group, groupCapacity: 3, suggestedGroups: [] },
      ],
    });
    const requests = [{}, { wave: 3 as const }];
    tester.run('shares', {
      rounds: [
        { name: 'd', requests, funded: [0, 1] },
        {
          name: 'e',
          requests,
          supplies: [{ places: 1 }],
          funded: [1],
          unfunded: [{ ref: 0, why: 'budget' }],
        },
      ],
    });
  });
  expect(failures).toEqual([
    expect.stringMatching(/^target\n {2}expected {2}104\n {2}answered {2}103\nthe whole answer\n/),
    expect.stringMatching(
      /^learner 1: kind\n {2}expected {2}noAction\n {2}answered {2}differentiate\nsuggestedGroups\[0\]: refs\n {2}expected {2}\[1\]\n {2}answered {2}\[0,1\]\nthe whole/,
    ),
    expect.stringMatching(/suggestedGroups\n {2}expected {2}0 groups\n {2}answered {2}1 groups\nthe whole/),
    expect.stringMatching(/^funded, in order\n {2}expected {2}\[0,1\]\n {2}answered {2}\[1,0\]\nthe whole/),
    expect.stringMatching(/^unfunded, request 0: why\n {2}expected {2}"budget"\n {2}answered {2}"places"\n/),
  ]);
});

const oneEach = (tester: Tester) => {
  tester.run('aims', { noAction: [{ name: 'a', learner: {} }] });
  tester.run('tiers', {
    groups: [{ name: 'b', subject: 'reading', learners: [{ learner: {}, noAction: {} }] }],
  });
  tester.run('shares', { rounds: [{ name: 'c', requests: [{}], funded: [0] }] });
};
const all = (policyOfAny: (input: object) => unknown) => ({
  ...{ aims: policyOfAny as Policies['aims'], tiers: policyOfAny as Policies['tiers'] },
  shares: policyOfAny as Policies['shares'],
});

test.each<[string, (input: object) => unknown, RegExp]>([
  ['changes its input', (input) => Object.assign(input, { more: 1 }), /not extensible/],
  ['answers what no server takes', () => ({ kind: 'recommend' }), /^bad output: answer/],
  ['answers with a promise', () => Promise.resolve(noAction()), /^bad output: answer: a thenable/],
])('a policy of any kind that %s fails its case', (_name, anyPolicy, message) => {
  const failures = failuresOf(oneEach, all(anyPolicy));
  expect(failures).toEqual(Array.from({ length: 3 }, () => expect.stringMatching(message) as unknown));
});

test('a policy of any kind that answers otherwise the second time fails', () => {
  let calls = 0;
  const changed: Policies = {
    aims: () => noAction('noneNeeded', { reason: `call ${++calls}` }),
    tiers: (group) => forEachLearner(group, () => noAction('noneNeeded', { reason: `call ${++calls}` })),
    shares: (round) =>
      allocate(
        round,
        round.requests.map(({ ref }) => ({ ref, reason: `call ${++calls}` })),
      ),
  };
  expect(failuresOf(oneEach, changed)).toEqual(
    Array.from({ length: 3 }, () => expect.stringMatching(/^the same question got two answers/) as unknown),
  );
});

test('what no server would ask fails its case, with its place', () => {
  const learners = (learner: object) => [{ learner, noAction: {} }];
  const failures = failuresOf((tester) => {
    tester.run('tiers', {
      groups: [
        { name: 'a', subject: 'reading', learners: learners({ attendance: 0.1 }) },
        { name: 'b', subject: 'reading', learners: learners({ ref: 4 }) },
        { name: 'c', subject: 'reading', learners: [], groupCapacity: 0 },
      ],
    });
    tester.run('shares', {
      rounds: [
        { name: 'd', requests: [{ since: '2026-07-11' }], funded: [0] },
        { name: 'e', requests: [{ wave: 1 }], funded: [0] },
        { name: 'f', requests: [{}], budgetPence: -1, funded: [0] },
        { name: 'g', requests: [{}], supplies: [{}, { places: 1 }], funded: [0] },
        { name: 'h', requests: [{}], to: '2026-01-01', funded: [0] },
      ],
    });
  });
  expect(failures).toEqual([
    'learners[0]: undeclared input attendance',
    'learners[0]: the place in the list is the ref: leave it out',
    'groupCapacity: neither null nor a whole number from 1',
    'requests[0]: since: 2026-07-11 is no date up to 2026-07-10',
    'requests[0]: wave: places are of waves 2 and 3',
    'budgetPence: neither null nor a whole number from 0',
    'supplies: small-group-catch-up twice',
    'to: 2026-01-01 is no date from 2026-09-04 on',
  ]);
});

test.each<[string, 'aims' | 'tiers' | 'shares', object, RegExp]>([
  ['the table of another kind', 'aims', { recommends: [] }, /unknown key recommends; there are proposes, /],
  ['no cases', 'tiers', { groups: [] }, /has no cases/],
  ['no cases of rounds', 'shares', {}, /has no cases/],
  [
    'a learner without an answer',
    'tiers',
    { groups: [{ name: 'a', subject: 'reading', learners: [{ learner: {} }] }] },
    /learners\[0\]: say which one it gets: differentiates, noAction, insufficient/,
  ],
  [
    'a member that is not known',
    'tiers',
    { groups: [{ name: 'a', subject: 'reading', learners: [{ learner: {}, noAction: { tier: 'core' } }] }] },
    /noAction: unknown key tier/,
  ],
  [
    'two groups that ask the same',
    'tiers',
    { groups: ['a', 'b'].map((name) => ({ name, subject: 'reading', learners: [] })) },
    /"b": the same question, settings and days as "a"/,
  ],
  [
    'a request that is not told of',
    'shares',
    { rounds: [{ name: 'a', requests: [{}, {}], funded: [1] }] },
    /"a": funded and unfunded together must name each request once/,
  ],
  [
    'two rounds of one name',
    'shares',
    { rounds: [1, 2].map((n) => ({ name: 'a', requests: [], budgetPence: n, funded: [] })) },
    /another case has this name/,
  ],
])('%s is refused before anything runs', (_name, id, table, message) => {
  expect(() => failuresOf((tester) => tester.run(id, table))).toThrow(message);
});

test('a law is for policies of kind intervention', () => {
  const law = { input: 'results:reading', direction: 'up', never: 'higher wave' } as const;
  expect(() => testerOf().monotone('aims', law)).toThrow(
    'aims is of kind target; monotone is for intervention',
  );
});

test('a table of another kind, and what a policy does not read, do not compile', () => {
  const tables = (tester: Tester) => {
    // @ts-expect-error -- a policy of kind target proposes
    tester.run('aims', { recommends: [] });
    // @ts-expect-error -- attendance is not declared
    tester.ask('tiers', { subject: 'reading', learners: [{ attendance: 0.1 }] });
    // @ts-expect-error -- results are not declared
    tester.ask('shares', { requests: [{ learner: reading(90) }] });
  };
  expect(() => failuresOf(tables)).toThrow(TypeError);
});
