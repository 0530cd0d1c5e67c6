import { setTimeout as pause } from 'node:timers/promises';
import { bundleBootstrap } from '../../../test/hostile/bundle-bootstrap.js';
import type { LearnerOutcome, PluginProcess, ProcessExit, RunContext, SandboxLimits } from './contract.js';
import {
  defaultLimits,
  PluginActivationError,
  PluginProcessEndedError,
  startPluginProcess,
} from './index.js';

const context: RunContext = {
  policyId: 'policy',
  settings: JSON.parse('{"threshold":97,"__proto__":{"wave":3}}') as Record<string, unknown>,
  asOf: '2026-07-10',
  nextAssessmentPoint: null,
};
const started: PluginProcess[] = [];
let exits: ProcessExit[] = [];

beforeAll(() => {
  bundleBootstrap();
});

beforeEach(() => {
  exits = [];
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((plugin) => plugin.dispose()));
});

function plugin(
  policy: string,
  limits: Partial<SandboxLimits> = {},
  top = '',
  backOff: (lossesInARow: number) => number = () => 0,
): PluginProcess {
  const process = startPluginProcess({
    backOff,
    bundle: `${top};module.exports.default = { policies: { policy: ${policy} } };`,
    limits: { ...defaultLimits, ...limits },
    onExit: (exit) => exits.push(exit),
  });
  started.push(process);
  return process;
}

function yearGroups(...groups: string[]): { yearGroup: string }[] {
  return groups.map((yearGroup) => ({ yearGroup }));
}

function said(outcomes: readonly LearnerOutcome[]): (string | null)[] {
  return outcomes.map((outcome) =>
    'notEvaluated' in outcome
      ? outcome.notEvaluated
      : outcome.verdicts.map((verdict) => ('reason' in verdict ? verdict.reason : null)).join('|'),
  );
}

const saying = (expression: string): string =>
  `(learner, context) => ({ kind: 'noAction', reason: String(${expression}) })`;

describe('a well-behaved policy', () => {
  it('gives one outcome for each learner, in order, with the members it left out', async () => {
    const run = await plugin(saying('learner.ref')).openRun(context);
    const outcomes = await run.evaluate(Array.from({ length: 500 }, () => ({ yearGroup: '7' })));
    expect(said(outcomes)).toEqual(Array.from({ length: 500 }, (_, index) => String(index)));
    expect(outcomes[499]).toEqual({
      ref: 499,
      verdicts: [
        { kind: 'noAction', why: 'noneNeeded', subject: null, reason: '499', reviewBy: null, evidence: [] },
      ],
    });
    expect(await run.evaluate([])).toEqual([]);
  });

  it.each([
    ['its settings', 'context.settings.threshold', '97'],
    ['the day as a Temporal.PlainDate', 'context.asOf.add({ weeks: 1 })', '2026-07-17'],
    ['no next assessment point', 'context.nextAssessmentPoint', 'null'],
    ['no Temporal.Now', 'Temporal.Now', 'undefined'],
    [
      'no process, require, timers or Intl',
      '[typeof process, typeof require, typeof setTimeout, typeof Intl]',
      'undefined,undefined,undefined,undefined',
    ],
    ['no other Compartment', 'typeof Compartment + typeof lockdown', 'undefinedundefined'],
    ['frozen globals', 'Object.isFrozen(globalThis)', 'true'],
    ['a frozen context', '[context, context.settings, context.asOf].every(Object.isFrozen)', 'true'],
    [
      'a learner that is frozen all the way down',
      '[learner, learner.results, learner.results.reading, learner.results.reading[0]].every(Object.isFrozen)',
      'true',
    ],
    ['no member named __proto__', 'Object.hasOwn(learner, "__proto__")', 'false'],
    ['no setting named __proto__', 'Object.hasOwn(context.settings, "__proto__")', 'false'],
  ])('sees %s', async (_what, expression, expected) => {
    const run = await plugin(saying(expression)).openRun(context);
    const learner = JSON.parse(
      '{"yearGroup":"7","results":{"reading":[{"value":1}]},"__proto__":{"wave":3}}',
    ) as { yearGroup: string };
    expect(said(await run.evaluate([learner]))).toEqual([expected]);
  });

  it('may answer a Temporal.PlainDate and several verdicts', async () => {
    const policy = `(learner, { asOf }) => [
      { kind: 'noAction', why: 'watch', reason: 'a', reviewBy: asOf.add({ weeks: 6 }), subject: undefined },
      { kind: 'insufficientData', missing: ['results:reading'], subject: 'reading' },
    ]`;
    const [outcome] = await (await plugin(policy).openRun(context)).evaluate(yearGroups('7'));
    expect(outcome).toMatchObject({
      verdicts: [{ reviewBy: '2026-08-21' }, { missing: ['results:reading'] }],
    });
  });

  it('may be exported without a default', async () => {
    const process = startPluginProcess({
      bundle: `"use strict"; exports.policies = { policy: ${saying('1')} }; // the end`,
      limits: defaultLimits,
    });
    started.push(process);
    expect(said(await (await process.openRun(context)).evaluate(yearGroups('7')))).toEqual(['1']);
  });

  it('writes to a log of clean lines', async () => {
    const policy = `(learner) => { console.warn('\\u001b[1mhello\\u001b[0m', learner.yearGroup, { a: [1] }, new TypeError('x')); return { kind: 'noAction' }; }`;
    const run = await plugin(policy, { logLinesPerRun: 2 }).openRun(context);
    await run.evaluate(yearGroups('7', '8'));
    await run.evaluate(yearGroups('9'));
    expect(run.log).toEqual([
      { level: 'warn', text: 'hello 7 {"a":[1]} TypeError: x' },
      { level: 'warn', text: 'hello 8 {"a":[1]} TypeError: x' },
    ]);
  });
});

describe('runs of one process', () => {
  it('each has a Compartment of its own, and calls wait for one another', async () => {
    const process = plugin(saying('++count'), {}, 'let count = 0');
    const [first, second] = await Promise.all([process.openRun(context), process.openRun(context)]);
    const outcomes = await Promise.all([
      first.evaluate(yearGroups('7', '7')),
      second.evaluate(yearGroups('7')),
      first.evaluate(yearGroups('7')),
    ]);
    expect(outcomes.map(said)).toEqual([['1', '2'], ['1'], ['3']]);
    await first.close();
    await expect(first.evaluate(yearGroups('7'))).rejects.toThrow('the run is closed');
    expect(said(await second.evaluate(yearGroups('7')))).toEqual(['2']);
    expect(exits).toEqual([]);
  });

  it('go on in a new process after theirs was lost', async () => {
    const process = plugin(saying('learner.yearGroup'));
    const run = await process.openRun(context);
    const { pid } = process.stats();
    globalThis.process.kill(pid ?? 0, 'SIGKILL');
    expect(said(await run.evaluate(yearGroups('7', '8')))).toEqual(['7', '8']);
    expect(process.stats()).toMatchObject({ state: 'idle', crashes: 1, evaluations: 2 });
    expect(exits).toMatchObject([{ cause: 'crash', signal: 'SIGKILL' }]);
  });
});

describe('learners that a policy fails', () => {
  const uninterruptible = `Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)`;
  const fatal = `{ const kept = []; for (;;) kept.push(new Array(2 ** 17).fill(0.5)); }`;
  const loopsFor = (groups: string): string =>
    `(learner) => { if (${groups}.includes(learner.yearGroup)) for (;;); return { kind: 'noAction', reason: learner.yearGroup }; }`;

  it('leave the rest of the batch alone while there are no more than the limit', async () => {
    const run = await plugin(loopsFor('["12", "13"]'), { batchGraceMillis: 800 }).openRun(context);
    expect(said(await run.evaluate(yearGroups('7', '12', '8', '13', '9')))).toEqual([
      '7',
      'timeout',
      '8',
      'timeout',
      '9',
    ]);
    expect(exits).toEqual([]);
  });

  it('quarantine the rest of the run at the limit, in this batch and the next', async () => {
    const limits = { batchGraceMillis: 800, badLearnersPerRun: 2 };
    const process = plugin(loopsFor('["12", "13"]'), limits);
    const run = await process.openRun(context);
    expect(said(await run.evaluate(yearGroups('7', '12', '8')))).toEqual(['7', 'timeout', '8']);
    expect(said(await run.evaluate(yearGroups('9', '13', '10')))).toEqual(['9', 'timeout', 'quarantined']);
    expect(said(await run.evaluate(yearGroups('11')))).toEqual(['quarantined']);
    const other = await process.openRun(context);
    expect(said(await other.evaluate(yearGroups('11')))).toEqual(['11']);
  });

  it('cost a process each where the guard cannot stop them, and the others are evaluated alone', async () => {
    const policy = `(learner) => {
      if (learner.yearGroup === '12') ${uninterruptible};
      if (learner.yearGroup === '13') ${fatal};
      return { kind: 'noAction', reason: learner.yearGroup };
    }`;
    const process = plugin(policy, { batchGraceMillis: 4000 });
    const run = await process.openRun(context);
    expect(said(await run.evaluate(yearGroups('7', '13', '8', '12', '9')))).toEqual([
      '7',
      'memory',
      '8',
      'timeout',
      '9',
    ]);
    expect(said(await run.evaluate(yearGroups('7', '8')))).toEqual(['7', '8']);
    expect(exits.map(({ cause }) => cause)).toEqual(['memory', 'memory', 'timeout']);
  }, 40_000);

  it('quarantine the rest after three lost processes', async () => {
    // On a busy machine memory takes its time to run out.
    const run = await plugin(`() => { ${fatal}; }`, { batchGraceMillis: 10_000 }).openRun(context);
    expect(said(await run.evaluate(yearGroups('7', '8', '9', '10', '11')))).toEqual([
      'memory',
      'memory',
      'memory',
      'quarantined',
      'quarantined',
    ]);
  }, 60_000);
});

describe('a plugin that cannot be activated', () => {
  const good = '() => ({ kind: "noAction" })';
  it.each([
    ['throws at load', good, 'throw new Error("no\\u001b[31mpe")', 'doesNotEvaluate', 'Error: nope'],
    [
      'throws a trap at load',
      good,
      'throw new Proxy({}, { getPrototypeOf() { for (;;); } })',
      'doesNotEvaluate',
      'a Proxy',
    ],
    ['is not JavaScript', good, 'const', 'doesNotEvaluate', 'SyntaxError'],
    ['needs a module', good, 'require("node:fs")', 'doesNotEvaluate', 'TypeError'],
    ['imports a module', good, 'import("node:fs")', 'doesNotEvaluate', 'import'],
    ['sets a global', good, 'globalThis.x = 1', 'doesNotEvaluate', 'TypeError'],
    ['has a policy that is no function', '7', '', 'noPolicy', 'policy "policy" is not a function'],
    ['loops at load', good, 'for (;;)', 'timeout', 'does not finish loading'],
    [
      'fills the memory at load',
      good,
      'for (const kept = []; ; ) kept.push(new Array(2 ** 17).fill(0.5))',
      'memory',
      '',
    ],
  ])(
    '%s: says so, and why',
    async (_what, policy, top, reason, detail) => {
      // On a busy machine memory takes its time to run out.
      const process = plugin(policy, { batchGraceMillis: reason === 'memory' ? 10_000 : 1000 }, top);
      const error: unknown = await process.openRun(context).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(PluginActivationError);
      expect(error).toMatchObject({ reason, detail: expect.stringContaining(detail) as unknown });
    },
    40_000,
  );

  it('is not started for a day that does not exist', async () => {
    const process = plugin(good);
    await expect(process.openRun({ ...context, asOf: '2026-02-30' })).rejects.toThrow(RangeError);
    expect(process.stats().startedAt).toBeNull();
  });

  it('lacks the policy: another policy of it still runs', async () => {
    const process = plugin(good);
    await expect(process.openRun({ ...context, policyId: 'toString' })).rejects.toMatchObject({
      reason: 'noPolicy',
      detail: 'the bundle has no policy "toString"',
    });
    const run = await process.openRun(context);
    expect((await run.evaluate(yearGroups('7')))[0]).toHaveProperty('verdicts');
  });
});

describe('the life of a process', () => {
  it('starts with the first run and ends when it is disposed of', async () => {
    const process = plugin(saying('1'));
    expect(process.stats()).toMatchObject({ pid: null, state: 'ended', startedAt: null, evaluations: 0 });
    const opening = process.openRun(context);
    const run = await opening;
    const evaluating = run.evaluate(yearGroups('7'));
    await evaluating;
    expect(process.stats()).toMatchObject({
      pid: expect.any(Number) as unknown,
      state: 'idle',
      startedAt: expect.any(Date) as unknown,
      activationMillis: expect.any(Number) as unknown,
      residentMb: expect.any(Number) as unknown,
      evaluations: 1,
      microsPerLearner: expect.any(Number) as unknown,
      crashes: 0,
      lastError: null,
    });
    await process.dispose();
    expect(process.stats()).toMatchObject({ pid: null, state: 'ended' });
    expect(exits).toMatchObject([{ cause: 'disposed' }]);
    await expect(run.evaluate(yearGroups('7'))).rejects.toBeInstanceOf(PluginProcessEndedError);
    await expect(process.openRun(context)).rejects.toBeInstanceOf(PluginProcessEndedError);
  });

  it('drains: what was asked for is answered, nothing more is taken', async () => {
    const process = plugin(saying('learner.yearGroup'));
    const run = await process.openRun(context);
    const asked = [run.evaluate(yearGroups('7')), run.evaluate(yearGroups('8'))];
    const drained = process.drain();
    await expect(run.evaluate(yearGroups('9'))).rejects.toBeInstanceOf(PluginProcessEndedError);
    await drained;
    expect((await Promise.all(asked)).map(said)).toEqual([['7'], ['8']]);
    expect(process.stats().state).toBe('ended');
  });

  const fatalFor8 = `(learner) => {
    if (learner.yearGroup === '8') 'x'.repeat(2 ** 28).split('');
    return { kind: 'noAction' };
  }`;

  it('a lost process waits the longer the more were lost in a row, and an answer ends the row', async () => {
    const waits: number[] = [];
    const process = plugin(fatalFor8, { badLearnersPerRun: 9 }, '', (lossesInARow) => {
      waits.push(lossesInARow);
      return 0;
    });
    const run = await process.openRun(context);
    expect(said(await run.evaluate(yearGroups('8')))).toEqual(['memory']);
    expect(said(await run.evaluate(yearGroups('8')))).toEqual(['memory']);
    // The batch first, then the learner alone; the second batch begins with the row that the first one left.
    expect(waits).toEqual([1, 2, 3]);
    await run.evaluate(yearGroups('7'));
    await run.evaluate(yearGroups('8'));
    expect(waits).toEqual([1, 2, 3, 4, 1]);
  });

  it('disposed of while it waits to be started again, ends at once', async () => {
    const process = plugin(fatalFor8, {}, '', () => 2 ** 30);
    const run = await process.openRun(context);
    const lost = run.evaluate(yearGroups('8'));
    while (process.stats().state !== 'backingOff') await pause(5);
    const settled = Promise.allSettled([lost]);
    await process.dispose();
    expect((await settled)[0]).toMatchObject({ reason: { name: 'PluginProcessEndedError' } });
    expect(process.stats().state).toBe('ended');
  });

  it('disposed of in the middle of a batch, rejects it: a stop is no outcome of a learner', async () => {
    const process = plugin('() => { for (;;); }');
    const run = await process.openRun(context);
    const running = run.evaluate(yearGroups('7'));
    const queued = run.evaluate(yearGroups('8'));
    const settled = Promise.allSettled([running, queued]);
    await process.dispose();
    for (const result of await settled) {
      expect(result).toMatchObject({ status: 'rejected', reason: { name: 'PluginProcessEndedError' } });
    }
  });
});
