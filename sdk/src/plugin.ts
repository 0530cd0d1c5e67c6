/// <reference lib="esnext.temporal" preserve="true" />
import type { AllocationAnswer, AllocationRound } from './allocation.js';
import type { GroupAnswer, TeachingGroup } from './differentiation.js';
import type { LearnerOf } from './learner-of.js';
import type { Learner } from './learner.js';
import type { TargetVerdict } from './target-proposal.js';
import type { Verdict } from './verdict.js';

/**
 * What the plugin's own manifest declares. Empty here; `espalier types` reads the manifest and writes
 * `espalier-env.d.ts`, which adds the policies with their inputs, and the settings.
 *
 * @example
 * declare module '@espalier/sdk' {
 *   interface PluginManifest {
 *     policies: { 'reading-catch-up': { kind: 'intervention'; inputs: 'yearGroup' | 'results:reading' } };
 *     settings: { readonly threshold: number };
 *   }
 * }
 * @since 0.1.0
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging
export interface PluginManifest {}

/** What every learner of a run shares. There is no clock: `asOf` is the only today. @since 0.1.0 */
export interface PolicyContext<Settings = Readonly<Record<string, unknown>>> {
  /** The school's settings, over the defaults in the manifest. */
  readonly settings: Settings;
  /** The day that the policy is evaluated for. Facts after it are not in the learner. */
  readonly asOf: Temporal.PlainDate;
  /** The school's first assessment point after `asOf`; null where none is known. */
  readonly nextAssessmentPoint: Temporal.PlainDate | null;
}

/**
 * A policy of kind `intervention`: a pure function from one learner to one verdict, or to one for each subject
 * or rule.
 * Inputs are frozen. It must answer at once: a promise is bad output. An error that it throws costs this
 * learner alone, who is `notEvaluated`.
 * @since 0.1.0
 */
export type Policy<L = Learner, Settings = Readonly<Record<string, unknown>>> = (
  learner: L,
  context: PolicyContext<Settings>,
) => Verdict | readonly Verdict[];

/** A policy of kind `target`: from one learner to one proposal for each subject. Else as `Policy`. @since 0.1.0 */
export type TargetPolicy<L = Learner, Settings = Readonly<Record<string, unknown>>> = (
  learner: L,
  context: PolicyContext<Settings>,
) => TargetVerdict | readonly TargetVerdict[];

/** A policy of kind `differentiation`: from a teaching group to an answer for each learner. @since 0.1.0 */
export type DifferentiationPolicy<L = Learner, Settings = Readonly<Record<string, unknown>>> = (
  group: TeachingGroup<L>,
  context: PolicyContext<Settings>,
) => GroupAnswer;

/** A policy of kind `allocation`: from a school's open requests to the order of those funded. @since 0.1.0 */
export type AllocationPolicy<L = Learner, Settings = Readonly<Record<string, unknown>>> = (
  round: AllocationRound<L>,
  context: PolicyContext<Settings>,
) => AllocationAnswer;

/** One function for each policy of the manifest, typed from its kind, its inputs and the settings. @since 0.1.0 */
export interface PluginDefinition<M = PluginManifest> {
  readonly policies: M extends { policies: infer Declared }
    ? {
        readonly [Id in keyof Declared]: PolicyOf<
          KindOf<Declared[Id]>,
          LearnerOf<InputsOf<Declared[Id]>>,
          SettingsOf<M>
        >;
      }
    : Readonly<Record<string, Policy>>;
}

/** The settings that a manifest's configuration gives. @since 0.1.0 */
export type SettingsOf<M = PluginManifest> = M extends { settings: infer Settings }
  ? Settings
  : Readonly<Record<string, unknown>>;

/** A policy without a kind is one of `intervention`, as before there were others. */
type KindOf<P> = P extends { kind: infer Kind extends string } ? Kind : 'intervention';

type PolicyOf<Kind extends string, L, Settings> = Kind extends 'target'
  ? TargetPolicy<L, Settings>
  : Kind extends 'differentiation'
    ? DifferentiationPolicy<L, Settings>
    : Kind extends 'allocation'
      ? AllocationPolicy<L, Settings>
      : Policy<L, Settings>;

type InputsOf<P> = P extends { inputs: infer Inputs extends string } ? Inputs : never;

/**
 * Defines a plugin; make it the default export of the source entry. Every policy of the manifest needs a
 * function of its name here, and only those.
 *
 * @example
 * export default definePlugin({
 *   policies: {
 *     'reading-catch-up'(learner, { settings }) {
 *       const latest = learner.results.reading?.at(-1);
 *       if (latest?.value == null) return insufficientData(['results:reading']);
 *       return latest.value >= settings.threshold ? noAction() : recommend({ … });
 *     },
 *   },
 * });
 * @throws TypeError where a policy is not a function.
 * @since 0.1.0
 */
export function definePlugin<M = PluginManifest>(
  definition: PluginDefinition<NoInfer<M>>,
): PluginDefinition<M> {
  for (const [id, policy] of Object.entries(definition.policies)) {
    if (typeof policy !== 'function') throw new TypeError(`definePlugin: policy "${id}" must be a function`);
  }
  return definition;
}
