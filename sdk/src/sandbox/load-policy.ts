import type { PolicyContext } from '../plugin.js';
import type { RunContext } from './contract.js';
import { deepFreeze } from './deep-freeze.js';
import type { RunConsole } from './run-console.js';

/** A policy of any kind: what it is called with and what it answers is checked outside. */
export type LoadedPolicy = (input: object, context: PolicyContext) => unknown;

/** The bundle evaluates, but has no such policy. */
export class NoPolicy {
  constructor(readonly detail: string) {}
}

/**
 * Evaluates a bundle (esbuild CommonJS) in a fresh Compartment and finds one of its policies. The only
 * endowment is `console`. The Compartment's globals are frozen: nothing is carried through them, and the
 * evaluator may treat them as constants, which is quicker.
 * @throws NoPolicy, or whatever the bundle throws. Runs plugin code: call it under a guard.
 */
export function loadPolicy(bundle: string, policyId: string, console: RunConsole): LoadedPolicy {
  const compartment = new Compartment({
    __options__: true,
    globals: { console: harden(console.endowment) },
  } as never);
  for (const name of ['Compartment', 'lockdown']) Reflect.deleteProperty(compartment.globalThis, name);
  Object.freeze(compartment.globalThis);
  const evaluate = compartment.evaluate(`(module, exports) => {${bundle}\n}`) as (
    module: { exports: unknown },
    exports: unknown,
  ) => void;
  const module: { exports: unknown } = { exports: {} };
  evaluate(module, module.exports);
  return findPolicy(module.exports, policyId);
}

function findPolicy(exported: unknown, policyId: string): LoadedPolicy {
  const plugin = member(exported, 'default') ?? exported;
  const policies = member(plugin, 'policies');
  if (typeof policies !== 'object' || policies === null) {
    throw new NoPolicy('the bundle exports no `policies`; export `definePlugin({ policies: … })` as default');
  }
  if (!Object.hasOwn(policies, policyId)) throw new NoPolicy(`the bundle has no policy "${policyId}"`);
  const policy = member(policies, policyId);
  if (typeof policy !== 'function') throw new NoPolicy(`policy "${policyId}" is not a function`);
  return policy as LoadedPolicy;
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

/** What the policy gets beside the learner, frozen. */
export function policyContext(context: RunContext): PolicyContext {
  const { settings, asOf, nextAssessmentPoint } = context;
  return Object.freeze({
    settings: deepFreeze(settings),
    asOf: Object.freeze(Temporal.PlainDate.from(asOf)),
    nextAssessmentPoint:
      nextAssessmentPoint === null ? null : Object.freeze(Temporal.PlainDate.from(nextAssessmentPoint)),
  });
}
