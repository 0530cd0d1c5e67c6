/*
 * Runs in a process of its own, since lockdown() is global: evaluates the bundle on standard input as hosts
 * do and writes as JSON which policies it exports, or why it does not load. It imports nothing of the SDK.
 */
import { text } from 'node:stream/consumers';
import 'ses';

const bundle = await text(process.stdin);
const silent = { debug() {}, log() {}, info() {}, warn() {}, error() {} };

lockdown();
let answer: { policies?: string[]; error?: string };
try {
  const compartment = new Compartment({ globals: { console: harden(silent) }, __options__: true });
  const evaluate = compartment.evaluate(`(module, exports) => {${bundle}\n}`) as (
    module: object,
    exports: object,
  ) => void;
  const module = { exports: {} };
  evaluate(module, module.exports);
  answer = describePolicies(module.exports);
} catch (error) {
  answer = { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
}
process.stdout.write(JSON.stringify(answer));

function describePolicies(exported: object): { policies?: string[]; error?: string } {
  const plugin = (exported as { default?: { policies?: unknown } | null }).default;
  const policies = plugin?.policies;
  if (typeof policies !== 'object' || policies === null) {
    return { error: 'the source entry must have definePlugin({ policies }) as its default export' };
  }
  return {
    policies: Object.entries(policies)
      .filter(([, policy]) => typeof policy === 'function')
      .map(([id]) => id),
  };
}
