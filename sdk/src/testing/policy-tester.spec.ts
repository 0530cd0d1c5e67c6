import { definePlugin } from '../plugin.js';
import { insufficientData, noAction, recommend } from '../verdict-builders.js';
import { packageJson } from '../manifest/manifest.factory.js';
import type { LearnerOf } from '../learner-of.js';
import type { PolicyContext } from '../plugin.js';
import type { Verdict } from '../verdict.js';
import { PolicyTester } from './policy-tester.js';

interface Guide {
  readonly policies: {
    readonly 'reading-catch-up': {
      readonly kind: 'intervention';
      readonly inputs: 'yearGroup' | 'results:reading';
    };
  };
  readonly settings: { readonly threshold: number };
}
type GuideLearner = LearnerOf<'yearGroup' | 'results:reading'>;
type GuideContext = PolicyContext<Guide['settings']>;

function judge(learner: GuideLearner, { settings, asOf }: GuideContext): Verdict {
  const latest = learner.results.reading?.at(-1);
  if (latest?.value == null) return insufficientData(['results:reading']);
  if (latest.value >= settings.threshold) return noAction();
  return recommend({
    ...{ rule: 'below-threshold', provisionType: 'reading-group', subject: 'reading' },
    wave: latest.value < 80 ? 3 : 2,
    reason: `Reading ${latest.value}.`,
    evidence: [{ input: 'results:reading', value: latest.value, expected: settings.threshold }],
    reviewBy: asOf.add({ weeks: 12 }),
  });
}

/** A tester of the guide's plugin, or of one whose policy is another. */
function testerOf(policy = judge, runner?: ConstructorParameters<typeof PolicyTester>[1]['runner']) {
  const plugin = definePlugin<Guide>({ policies: { 'reading-catch-up': policy } });
  return new PolicyTester(plugin, { packageJson: packageJson(), ...(runner && { runner }) });
}

type Table = Parameters<ReturnType<typeof testerOf>['run']>[1];

/** What each case of a table fails with; null where it passes. */
function failuresOf(table: Table, policy = judge): (string | null)[] {
  const failures: (string | null)[] = [];
  const runner = {
    describe: (_name: string, body: () => void) => {
      body();
    },
    it: (_name: string, body: () => void | Promise<void>) => {
      try {
        void body();
        failures.push(null);
      } catch (error) {
        failures.push((error as Error).message);
      }
    },
  };
  testerOf(policy, runner).run('reading-catch-up', table);
  return failures;
}

const reading = (...values: number[]) => ({ results: { reading: values } });

// The tester in Jest, as an author writes it.
testerOf().run('reading-catch-up', {
  recommends: [
    {
      name: 'one under the threshold',
      learner: { yearGroup: '7', ...reading(99, 96) },
      expect: {
        wave: 2,
        reviewBy: '2026-10-02',
        evidence: [{ expected: 97, value: 96, input: 'results:reading' }],
      },
    },
    { name: 'a school that asks for more', learner: reading(97), settings: { threshold: 98 } },
  ],
  noAction: [{ name: 'on the threshold', learner: reading(97), expect: { why: 'noneNeeded' } }],
  insufficient: [{ name: 'no result', learner: {}, expect: { missing: ['results:reading'] } }],
});
void testerOf().monotone('reading-catch-up', {
  ...{ input: 'results:reading', direction: 'up', never: 'higher wave' },
});

test('a difference tells the member, what was expected, what was answered, and the whole answer', () => {
  const [failure] = failuresOf({
    recommends: [{ name: 'far below', learner: reading(79), expect: { wave: 2, subject: 'reading' } }],
  });
  expect(failure).toMatch(
    /^wave\n {2}expected {2}2\n {2}answered {2}3\nthe whole answer\n {2}\[\n[^]*"rule": "below-threshold"/,
  );
});

test('an answer of another kind fails, and one that is of its kind alone passes', () => {
  const cases = [{ name: 'on the threshold', learner: reading(97) }];
  expect(failuresOf({ recommends: cases })).toEqual([
    expect.stringMatching(/kind\n {2}expected {2}recommend\n {2}answered {2}noAction/),
  ]);
  expect(failuresOf({ noAction: cases })).toEqual([null]);
});

test.each<[string, (learner: GuideLearner, context: GuideContext) => unknown, RegExp]>([
  [
    'changes its learner',
    (learner) => Object.assign(learner, { yearGroup: '8' }),
    /read only|not extensible/,
  ],
  ['changes its settings', (_, { settings }) => Object.assign(settings, { threshold: 1 }), /read only/],
  ['answers with a promise', () => Promise.resolve(noAction()), /bad output: answer: a thenable/],
  ['answers with what is no verdict', () => ({ kind: 'noAction', why: 'never' }), /bad output: answer\.why/],
  [
    'rests on an input that it does not declare',
    () => insufficientData(['attendance']),
    /bad output: .*attendance/,
  ],
])('a policy that %s fails its case', (_name, policy, message) => {
  const failures = failuresOf({ noAction: [{ name: 'any', learner: {} }] }, policy as typeof judge);
  expect(failures).toEqual([expect.stringMatching(message)]);
});

test('a policy that answers otherwise the second time fails, with both answers', () => {
  let calls = 0;
  const counting = () => noAction('noneNeeded', { reason: `call ${++calls}` });
  expect(failuresOf({ noAction: [{ name: 'any', learner: {} }] }, counting)).toEqual([
    expect.stringMatching(/not pure:\n {2}first {3}.*call 1.*\n {2}second {2}.*call 2/),
  ]);
});

test.each<[string, object, RegExp]>([
  [
    'a group that is not known',
    { recommend: [] },
    /the table: unknown key recommend; there are recommends, /,
  ],
  ['a table without cases', {}, /has no cases/],
  [
    'a key that is not known',
    { noAction: [{ name: 'a', learner: {}, expected: {} }] },
    /noAction: "a": unknown key expected/,
  ],
  [
    'an expectation that is not known',
    { noAction: [{ name: 'a', learner: {}, expect: { wave: 2 } }] },
    /expect: unknown key wave/,
  ],
  ['a case without a name', { noAction: [{ name: ' ', learner: {} }] }, /a case has no name/],
  [
    'two of one name',
    {
      noAction: [
        { name: 'a', learner: reading(97) },
        { name: 'a', learner: reading(98) },
      ],
    },
    /another case has this name/,
  ],
  [
    'two that ask the same',
    { noAction: [{ name: 'a', learner: reading(97) }], recommends: [{ name: 'b', learner: reading(97) }] },
    /"a": the same question, settings and days as "b"/,
  ],
])('%s is refused before anything runs', (_name, table, message) => {
  expect(() => failuresOf(table as Table)).toThrow(message);
});

test('an input that the policy does not read, and a setting that it has not, fail the case', () => {
  const table = {
    noAction: [
      { name: 'a', learner: { attendance: 0.1 } },
      { name: 'b', learner: {}, settings: { treshold: 1 } },
    ],
  } as object as Table;
  expect(failuresOf(table)).toEqual([
    'undeclared input attendance',
    expect.stringMatching(/settings\/treshold is not/),
  ]);
});

test('what a policy does not read does not compile', () => {
  const table: Table = {
    noAction: [
      // @ts-expect-error -- attendance is not declared
      { name: 'a', learner: { attendance: 0.1 } },
      // @ts-expect-error -- there is no such setting
      { name: 'b', learner: {}, settings: { treshold: 1 } },
    ],
  };
  expect(table.noAction).toHaveLength(2);
});

describe('monotone', () => {
  /** Registered nowhere, so that its failure can be looked at. */
  async function lawOf(law: Parameters<ReturnType<typeof testerOf>['monotone']>[1], policy = judge) {
    let body: (() => void | Promise<void>) | undefined;
    const runner = { describe: () => undefined, it: (_name: string, test: typeof body) => (body = test) };
    await testerOf(policy, runner).monotone('reading-catch-up', law);
    await body!();
  }

  const higherIsWorse = (learner: GuideLearner, context: GuideContext) => {
    const value = learner.results.reading?.at(-1)?.value;
    return value != null && value >= 123
      ? judge(learner, { ...context, settings: { threshold: 200 } })
      : noAction();
  };

  test('holds where it holds', async () => {
    await lawOf({ input: 'results:reading', direction: 'up', never: 'higher wave' });
    await lawOf({ input: 'results:reading', direction: 'down', never: 'lower wave' });
  });

  test('is broken with both answers, shrunk', async () => {
    const error = await lawOf(
      { input: 'results:reading', direction: 'up', never: 'higher wave', seed: 7 },
      higherIsWorse,
    ).catch((thrown: unknown) => thrown as Error);
    expect(String(error)).toMatch(/Shrunk \d+ time/);
    const text = `${String(error)}${String((error as Error).cause)}`;
    expect(text).toMatch(
      /results:reading up: higher wave in reading, from no recommendation to wave 2\n {2}before/,
    );
  });

  test('of what the policy does not read is refused', async () => {
    await expect(
      lawOf({ input: 'attendance.present', direction: 'up', never: 'higher wave' }),
    ).rejects.toThrow('the policy does not read attendance.present; it reads yearGroup, results:reading');
  });
});
