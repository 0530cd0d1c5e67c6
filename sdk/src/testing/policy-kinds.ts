import type { AllocationAnswer, AllocationRound } from '../allocation.js';
import type { GroupAnswer, TeachingGroup } from '../differentiation.js';
import type { ProposeTargetVerdict, TargetVerdict } from '../target-proposal.js';
import type { Verdict } from '../verdict.js';
import type { GroupCases, GroupSketch } from './group-cases.js';
import type { CaseGroups, TargetCases } from './policy-cases.js';
import type { RoundCases } from './round-cases.js';
import type { RoundSketch } from './round-sketch.js';
import type { LearnerSketch } from './sketch.js';

/** The function of a policy of any kind. @since 0.1.0 */
export type AnyPolicyFunction = (input: never, context: never) => unknown;

/** The settings that a policy is called with. @since 0.1.0 */
export type SettingsIn<Policy extends AnyPolicyFunction> = Parameters<Policy>[1] extends {
  readonly settings: infer Settings;
}
  ? Settings
  : never;

/** The table of a policy, by its kind, its inputs and its settings. @since 0.1.0 */
export type TableFor<Policy extends AnyPolicyFunction> = ByKind<
  Policy,
  CaseGroups<InputsOf<Policy>, SettingsIn<Policy>>,
  TargetCases<InputsOf<Policy>, SettingsIn<Policy>>,
  GroupCases<InputsOf<Policy>, SettingsIn<Policy>>,
  RoundCases<InputsOf<Policy>, SettingsIn<Policy>>
>;

/** What a policy can be asked about: a learner, a group or a round. @since 0.1.0 */
export type AskedAbout<Policy extends AnyPolicyFunction> = ByKind<
  Policy,
  Pick<LearnerSketch, InputsOf<Policy> & keyof LearnerSketch>,
  Pick<LearnerSketch, InputsOf<Policy> & keyof LearnerSketch>,
  GroupSketch<InputsOf<Policy>>,
  RoundSketch<InputsOf<Policy>>
>;

/** What a policy answers once it is checked. @since 0.1.0 */
export type AnswerAbout<Policy extends AnyPolicyFunction> = ByKind<
  Policy,
  readonly Verdict[],
  readonly TargetVerdict[],
  GroupAnswer,
  AllocationAnswer
>;

type ByKind<Policy extends AnyPolicyFunction, Intervention, Target, Differentiation, Allocation> =
  Parameters<Policy>[0] extends TeachingGroup<unknown>
    ? Differentiation
    : Parameters<Policy>[0] extends AllocationRound<unknown>
      ? Allocation
      : ProposeTargetVerdict extends ReturnType<Policy>
        ? Target
        : Intervention;

/** Names of what a policy reads of a learner. */
type InputsOf<Policy extends AnyPolicyFunction> =
  Parameters<Policy>[0] extends TeachingGroup<infer InGroup>
    ? keyof InGroup & string
    : Parameters<Policy>[0] extends AllocationRound<infer InRound>
      ? keyof InRound & string
      : keyof Parameters<Policy>[0] & string;
