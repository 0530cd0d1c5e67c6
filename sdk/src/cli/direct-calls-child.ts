/*
 * Runs in a process of its own: evaluates a bundle as an ordinary module and calls its policy with every line, once for
 * each line of standard input after the first, which says what to call. It imports nothing of the SDK.
 */
import { createInterface } from 'node:readline';
import type { DirectSetup } from './direct-calls.js';

type Policy = (input: unknown, context: object) => unknown;

const input = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const first = await input.next();
if (first.done) process.exit();
const { bundle, context, lines } = JSON.parse(first.value) as DirectSetup;
const policy = policyOf(bundle, context.policyId);
const learners = lines.map((line, ref) => frozen({ ref, ...(line as object) }));
const shared = {
  settings: context.settings,
  asOf: Temporal.PlainDate.from(context.asOf),
  nextAssessmentPoint:
    context.nextAssessmentPoint === null ? null : Temporal.PlainDate.from(context.nextAssessmentPoint),
};

while (!(await input.next()).done) {
  const began = performance.now();
  for (const learner of learners) {
    try {
      policy(learner, shared);
    } catch {
      // What a policy throws costs its learner alone; the sandbox tells of it.
    }
  }
  const micros = ((performance.now() - began) * 1000) / learners.length;
  process.stdout.write(`${micros}\n`);
}

function policyOf(code: string, id: string): Policy {
  const module = { exports: {} as { default?: { policies: Record<string, Policy> } } };
  // The bundle is what is measured, and this process can reach nothing.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function('module', 'exports', 'console', code)(module, module.exports, silent());
  return module.exports.default!.policies[id]!;
}

/** Standard output is for the figures. */
function silent(): object {
  const nothing = (): void => undefined;
  return { debug: nothing, log: nothing, info: nothing, warn: nothing, error: nothing };
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}
