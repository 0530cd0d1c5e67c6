import { bundleBootstrap } from '../../../test/hostile/bundle-bootstrap.js';
import type { AllocationRound } from '../allocation.js';
import type { TeachingGroup } from '../differentiation.js';
import type { PluginProcess, SandboxRun } from './contract.js';
import { defaultLimits, startPluginProcess } from './index.js';

const started: PluginProcess[] = [];

beforeAll(() => {
  bundleBootstrap();
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((plugin) => plugin.dispose()));
});

/** A run of a policy whose text is given. */
async function runOf(policy: string, limits = {}): Promise<SandboxRun> {
  const process = startPluginProcess({
    bundle: `module.exports.default = { policies: { policy: ${policy} } };`,
    limits: { ...defaultLimits, ...limits },
  });
  started.push(process);
  return process.openRun({
    policyId: 'policy',
    settings: {},
    asOf: '2026-07-10',
    nextAssessmentPoint: null,
    inputs: ['yearGroup'],
  });
}

const group = (years: readonly string[], groupCapacity: number | null = null): TeachingGroup => ({
  subject: 'reading',
  learners: years.map((yearGroup, ref) => ({ ref, yearGroup })),
  groupCapacity,
});

const byYear = `(group) => ({
  learners: group.learners.map(({ ref, yearGroup }) => ({
    ref,
    verdict: yearGroup === '7'
      ? { kind: 'differentiate', rule: 'year', tier: 'support', reason: group.subject + ' ' + yearGroup }
      : { kind: 'noAction' },
  })),
  suggestedGroups: [{ title: 'Year 7', refs: group.learners.filter((it) => it.yearGroup === '7').map((it) => it.ref), reason: 'Same year.' }],
})`;

describe('a policy of kind differentiation', () => {
  it('is called once with the whole group, and answers for each of its learners', async () => {
    const run = await runOf(byYear);
    expect(await run.differentiate(group(['7', '8', '7'], 2))).toEqual({
      answer: {
        learners: [
          {
            ref: 0,
            verdict: expect.objectContaining({ tier: 'support', reason: 'reading 7', scaffolds: [] }),
          },
          { ref: 1, verdict: expect.objectContaining({ kind: 'noAction', why: 'noneNeeded' }) },
          { ref: 2, verdict: expect.objectContaining({ tier: 'support' }) },
        ],
        suggestedGroups: [{ title: 'Year 7', refs: [0, 2], reason: 'Same year.' }],
      },
    });
  });

  it('may suggest no group beyond the capacity', async () => {
    const run = await runOf(byYear);
    expect(await run.differentiate(group(['7', '8', '7'], 1))).toEqual({
      notEvaluated: 'badOutput',
      detail: 'answer.suggestedGroups[0].refs: 2 learners where 1 have a place',
    });
  });

  it('cannot change the group that it is given', async () => {
    const run = await runOf(`(group) => { 'use strict'; group.learners[0].yearGroup = '9'; }`);
    expect(await run.differentiate(group(['7']))).toEqual(expect.objectContaining({ notEvaluated: 'threw' }));
  });

  it('has the output of each learner to answer for the group', async () => {
    const long = `(group) => ({ learners: group.learners.map(({ ref }) =>
      ({ ref, verdict: { kind: 'noAction', reason: 'x'.repeat(900) } })), suggestedGroups: [] })`;
    const run = await runOf(long, { outputCharsPerLearner: 1200 });
    expect(await run.differentiate(group(['7', '8', '9']))).toHaveProperty('answer');
    const less = await runOf(long, { outputCharsPerLearner: 900 });
    expect(await less.differentiate(group(['7', '8', '9']))).toEqual(
      expect.objectContaining({ notEvaluated: 'outputTooLarge' }),
    );
  });

  it('that never ends costs its own group, and the next is answered', async () => {
    const run = await runOf(`(group) => { while (group.subject === 'loop'); return (${byYear})(group); }`, {
      batchGraceMillis: 400,
    });
    expect(await run.differentiate({ ...group(['7']), subject: 'loop' })).toEqual(
      expect.objectContaining({ notEvaluated: 'timeout' }),
    );
    expect(await run.differentiate(group(['7']))).toHaveProperty('answer');
  });
});

describe('a policy of kind target', () => {
  it('is called once for each learner, and proposes', async () => {
    const run = await runOf(`({ ref, yearGroup }) => ({
      kind: 'proposeTarget', rule: 'one-more', subject: 'reading', framework: 'twenty', frameworkVersion: 1,
      baseline: 10, baselineDate: '2026-01-09', target: 10 + Number(yearGroup), due: '2026-07-10',
      reason: 'One a year.',
    })`);
    expect(await run.proposeTargets([{ yearGroup: '1' }, { yearGroup: '2' }])).toEqual([
      { ref: 0, verdicts: [expect.objectContaining({ target: 11, challenge: null, evidence: [] })] },
      { ref: 1, verdicts: [expect.objectContaining({ target: 12 })] },
    ]);
  });

  it('may not recommend', async () => {
    const run = await runOf(`() => ({ kind: 'recommend' })`);
    expect(await run.proposeTargets([{}])).toEqual([
      {
        ref: 0,
        notEvaluated: 'badOutput',
        detail: 'answer.kind: neither proposeTarget, noAction nor insufficientData',
      },
    ]);
  });
});

describe('a policy of kind allocation', () => {
  const request = { provisionType: 'reading-group', wave: 2, subject: 'reading', urgent: false } as const;
  const round: AllocationRound = {
    from: '2026-09-01',
    to: '2026-12-18',
    requests: ['7', '8'].map((yearGroup, ref) => ({
      ...request,
      ref,
      since: '2026-07-10',
      statutory: false,
      costPence: 10_000,
      learner: { ref, yearGroup },
    })),
    supplies: [{ provisionType: 'reading-group', places: 1, meanGain: null }],
    budgetPence: null,
  };

  it('is called once with the whole round, and puts requests in order', async () => {
    const run = await runOf(`({ requests }) => ({
      funded: [{ ref: 1, reason: 'Year ' + requests[1].learner.yearGroup }],
      unfunded: [{ ref: 0, why: 'places', reason: 'One place.' }],
    })`);
    expect(await run.allocate(round)).toEqual({
      answer: {
        funded: [{ ref: 1, reason: 'Year 8', evidence: [] }],
        unfunded: [{ ref: 0, why: 'places', reason: 'One place.' }],
      },
    });
  });

  it('may not give a place that is not there', async () => {
    const run = await runOf(
      `() => ({ funded: [{ ref: 0, reason: 'a' }, { ref: 1, reason: 'b' }], unfunded: [] })`,
    );
    expect(await run.allocate(round)).toEqual({
      notEvaluated: 'badOutput',
      detail: 'answer.funded[1]: no place is left',
    });
  });
});
