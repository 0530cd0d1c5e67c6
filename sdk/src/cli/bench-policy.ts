import type { PolicyKind } from '../manifest/manifest.js';
import type { RunContext, SandboxRun } from '../sandbox/contract.js';
import { defaultLimits } from '../sandbox/limits.js';
import { startPluginProcess } from '../sandbox/plugin-process.js';
import { DirectCalls } from './direct-calls.js';
import { askRun, linesPerBatch } from './ask-run.js';

/** What was measured of one policy. */
export interface BenchFigures {
  readonly policy: string;
  readonly kind: PolicyKind;
  /** What one line of the input is: a call is about a learner, a group or a round. */
  readonly unit: 'learner' | 'group' | 'round';
  readonly lines: number;
  readonly rounds: number;
  /** Microseconds in the sandbox, checks of the answers included; the median of the rounds. */
  readonly microsPerLine: number;
  /** Microseconds of the bare function; the median of the rounds. */
  readonly directMicrosPerLine: number;
  /** The median of the rounds' own ratios. */
  readonly ratio: number;
  /** Of the plugin's process at the end; null where the platform does not tell. */
  readonly residentMb: number | null;
  readonly activationMillis: number | null;
  /** Why the first line that has no answer has none; null where all have. */
  readonly notEvaluated: string | null;
}

export interface Benched {
  readonly bundle: string;
  readonly kind: PolicyKind;
  readonly context: RunContext;
  readonly lines: readonly unknown[];
  readonly rounds: number;
}

/** The compiler of V8 has done its work by then. */
const warmUpRounds = 5;

/** Measures in turns, so that what else the machine does falls on both. */
export async function benchPolicy({ bundle, kind, context, lines, rounds }: Benched): Promise<BenchFigures> {
  const process = startPluginProcess({ bundle, limits: defaultLimits });
  const direct = new DirectCalls({ bundle, context, lines });
  try {
    const run = await process.openRun(context);
    const batches = batchesOf(lines, linesPerBatch(kind));
    let notEvaluated: string | null = null;
    for (let round = 0; round < warmUpRounds && notEvaluated === null; round++) {
      notEvaluated = await firstFailure(run, kind, batches);
      if (notEvaluated === null) await direct.micros();
    }
    const measured: { sandboxed: number; bare: number }[] = [];
    for (let round = 0; round < rounds && notEvaluated === null; round++) {
      const bare = await direct.micros();
      const began = performance.now();
      for (const batch of batches) await askRun(run, kind, batch);
      measured.push({ bare, sandboxed: ((performance.now() - began) * 1000) / lines.length });
    }
    const { residentMb, activationMillis } = process.stats();
    await run.close();
    return {
      ...{ policy: context.policyId, kind, unit: units[kind], lines: lines.length, rounds },
      microsPerLine: median(measured.map(({ sandboxed }) => sandboxed)),
      directMicrosPerLine: median(measured.map(({ bare }) => bare)),
      ratio: median(measured.map(({ sandboxed, bare }) => sandboxed / bare)),
      ...{ residentMb, activationMillis, notEvaluated },
    };
  } finally {
    direct.end();
    await process.dispose();
  }
}

const units = {
  intervention: 'learner',
  target: 'learner',
  differentiation: 'group',
  allocation: 'round',
} as const;

function batchesOf(lines: readonly unknown[], size: number): unknown[][] {
  return Array.from({ length: Math.ceil(lines.length / size) }, (_, index) =>
    lines.slice(index * size, (index + 1) * size),
  );
}

async function firstFailure(
  run: SandboxRun,
  kind: PolicyKind,
  batches: readonly unknown[][],
): Promise<string | null> {
  for (const batch of batches) {
    const failed = (await askRun(run, kind, batch)).find((outcome) => 'notEvaluated' in outcome);
    if (failed) return `${failed.notEvaluated}: ${failed.detail}`;
  }
  return null;
}

/** 0 of nothing. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
