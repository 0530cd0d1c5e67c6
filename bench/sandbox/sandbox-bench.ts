import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultLimits, type RunContext, startPluginProcess } from '@espalier/sdk/sandbox';
import { type Figure, median } from '../figures.ts';
import { AS_OF, NEXT_POINT, resultsLearner, trajectoryLearner } from './learners.ts';

const BATCH = 500;
const ROOT = join(import.meta.dirname, '../..');

type Input = ReturnType<typeof resultsLearner>;
type DirectPolicy = (learner: Input, context: unknown) => unknown;

interface Subject {
  readonly what: string;
  readonly bundle: string;
  readonly context: RunContext;
  readonly learners: readonly Input[];
}

/** (b): microseconds of a learner in the sandbox, output checks included, against a direct call. */
export async function benchSandbox(quick: boolean): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const subject of subjects()) figures.push(await measure(subject, quick ? 5 : 20));
  return figures;
}

function subjects(): Subject[] {
  const many = <T>(make: (n: number) => T): T[] => Array.from({ length: BATCH }, (_, n) => make(n));
  const dates = { asOf: AS_OF, nextAssessmentPoint: NEXT_POINT };
  return [
    {
      what: 'least squares over 18 results, 3 targets',
      bundle: readFileSync(join(import.meta.dirname, 'least-squares.cjs'), 'utf8'),
      context: {
        policyId: 'least-squares',
        settings: { tolerance: 2 },
        inputs: ['yearGroup', 'results', 'targets'],
        ...dates,
      },
      learners: many(resultsLearner),
    },
    {
      what: 'trajectory-catch-up, 3 trajectories of 5 points',
      bundle: readFileSync(join(ROOT, 'plugins/trajectory-catch-up/dist/plugin.js'), 'utf8'),
      context: {
        policyId: 'trajectory-catch-up',
        settings: defaultSettings(),
        inputs: ['trajectory', 'interventions', 'attendance'],
        ...dates,
      },
      learners: many(trajectoryLearner),
    },
  ];
}

async function measure({ what, bundle, context, learners }: Subject, rounds: number): Promise<Figure> {
  const plugin = startPluginProcess({ bundle, limits: defaultLimits });
  const run = await plugin.openRun(context);
  const policy = directly(bundle, context.policyId);
  const directContext = {
    settings: context.settings,
    asOf: Temporal.PlainDate.from(context.asOf),
    nextAssessmentPoint: Temporal.PlainDate.from(context.nextAssessmentPoint!),
  };
  const callDirectly = () => {
    for (const learner of learners) policy(learner, directContext);
  };
  for (let i = 0; i < 10; i++) {
    callDirectly();
    const outcomes = await run.evaluate(learners);
    const bad = outcomes.find((it) => 'notEvaluated' in it);
    if (bad) throw new Error(`not evaluated: ${JSON.stringify(bad)}`);
  }
  const pairs: { direct: number; sandboxed: number }[] = [];
  for (let i = 0; i < rounds; i++) {
    const start = performance.now();
    for (let again = 0; again < 8; again++) callDirectly();
    const between = performance.now();
    for (let again = 0; again < 4; again++) await run.evaluate(learners);
    const end = performance.now();
    pairs.push({
      direct: ((between - start) * 1000) / (8 * BATCH),
      sandboxed: ((end - between) * 1000) / (4 * BATCH),
    });
  }
  await run.close();
  await plugin.dispose();
  const ratio = median(pairs.map((it) => it.sandboxed / it.direct));
  const kilobytes = JSON.stringify(learners).length / BATCH / 1000;
  return {
    what: `(b) Sandboxed call: ${what}`,
    database: '–',
    size: `batches of ${BATCH}, ${kilobytes.toFixed(1)} KB a learner`,
    measured: `${median(pairs.map((it) => it.sandboxed)).toFixed(1)} µs a learner`,
    limit: `${median(pairs.map((it) => it.direct)).toFixed(1)} µs, direct call`,
    ratio: ratio.toFixed(1),
    aim: '≤ 8',
    met: ratio <= 8,
  };
}

/** The same policy without a sandbox: the bundle as an ordinary module of this process. */
function directly(bundle: string, policyId: string): DirectPolicy {
  const module = { exports: {} as { default?: { policies: Record<string, DirectPolicy> } } };
  // Code that the benchmark brings itself, run as it would be without a host.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function('module', 'exports', bundle)(module, module.exports);
  return module.exports.default!.policies[policyId]!;
}

function defaultSettings(): Record<string, unknown> {
  const manifest = JSON.parse(
    readFileSync(join(ROOT, 'plugins/trajectory-catch-up/package.json'), 'utf8'),
  ) as { espalier: { contributes: { configuration: { properties: Record<string, { default: unknown }> } } } };
  const { properties } = manifest.espalier.contributes.configuration;
  return Object.fromEntries(Object.entries(properties).map(([name, it]) => [name, it.default]));
}
