import type { ProposeTargetVerdict } from '../target-proposal.js';
import type { InsufficientDataVerdict, NoActionVerdict, RecommendVerdict } from '../verdict.js';
import { askPolicy, askTarget, type AskablePolicy } from './ask-policy.js';
import {
  anyCaseMembers,
  askedWith,
  checkCases,
  forbidUnknown,
  type AnyCase,
  type CaseTest,
} from './case-table.js';
import { failOn, verdictsDiffer } from './differences.js';
import type { LearnerSketch } from './sketch.js';

/** What a recommendation is to be; members that are left out may be anything. @since 0.1.0 */
export type ExpectedRecommendation = Partial<Omit<RecommendVerdict, 'kind'>>;
/** What a proposed target is to be; members that are left out may be anything. @since 0.1.0 */
export type ExpectedProposal = Partial<Omit<ProposeTargetVerdict, 'kind'>>;
/** @since 0.1.0 */
export type ExpectedNoAction = Partial<Omit<NoActionVerdict, 'kind'>>;
/** @since 0.1.0 */
export type ExpectedInsufficient = Partial<Omit<InsufficientDataVerdict, 'kind'>>;

/**
 * A row of a table: a learner, and what the policy answers. `Inputs` are the names of what the policy reads.
 * @since 0.1.0
 */
export interface PolicyCase<
  Expected,
  Inputs extends string = string,
  Settings = Readonly<Record<string, unknown>>,
> extends AnyCase<Settings> {
  readonly learner: Pick<LearnerSketch, Inputs & keyof LearnerSketch>;
  /** Each verdict in turn is held against it: one, or a list with as many as there are answers. */
  readonly expect?: Expected | readonly Expected[];
}

/** The table of a policy of kind `intervention`. Every answer of a case is of the group that it stands in. @since 0.1.0 */
export interface CaseGroups<Inputs extends string = string, Settings = Readonly<Record<string, unknown>>> {
  readonly recommends?: readonly PolicyCase<ExpectedRecommendation, Inputs, Settings>[];
  readonly noAction?: readonly PolicyCase<ExpectedNoAction, Inputs, Settings>[];
  readonly insufficient?: readonly PolicyCase<ExpectedInsufficient, Inputs, Settings>[];
}

/**
 * The table of a policy of kind `target`. Every answer of a case is of the group that it stands in.
 *
 * @example
 * tester.run('estimate-and-challenge', {
 *   proposes: [
 *     { name: 'three points above', learner: { results: { mathematics: [100] } }, expect: { target: 103 } },
 *   ],
 *   insufficient: [{ name: 'no result', learner: {} }],
 * });
 * @since 0.1.0
 */
export interface TargetCases<Inputs extends string = string, Settings = Readonly<Record<string, unknown>>> {
  readonly proposes?: readonly PolicyCase<ExpectedProposal, Inputs, Settings>[];
  readonly noAction?: readonly PolicyCase<ExpectedNoAction, Inputs, Settings>[];
  readonly insufficient?: readonly PolicyCase<ExpectedInsufficient, Inputs, Settings>[];
}

/** What a group of a table stands for: a kind of verdict, and which of its members can be expected. */
export interface ExpectedKind {
  readonly kind: string;
  readonly members: readonly string[];
}

export const noActionOrInsufficient = {
  noAction: { kind: 'noAction', members: ['why', 'subject', 'reason', 'reviewBy', 'evidence'] },
  insufficient: { kind: 'insufficientData', members: ['subject', 'missing', 'reason'] },
} as const;

const interventionGroups: Readonly<Record<string, ExpectedKind>> = {
  recommends: {
    kind: 'recommend',
    members: ['rule', 'wave', 'provisionType', 'subject', 'urgent', 'reason', 'evidence', 'reviewBy'],
  },
  ...noActionOrInsufficient,
};
const targetGroups: Readonly<Record<string, ExpectedKind>> = {
  proposes: {
    kind: 'proposeTarget',
    members: [
      ...['rule', 'subject', 'framework', 'frameworkVersion', 'baseline', 'baselineDate', 'target', 'due'],
      ...['challenge', 'reason', 'evidence'],
    ],
  },
  ...noActionOrInsufficient,
};
const caseMembers = [...anyCaseMembers, 'learner', 'expect'];

type AnyPolicyCase = PolicyCase<Readonly<Record<string, unknown>>>;

/** The tests of a table of kind `intervention`. @throws TypeError as `checkCases`, and for an unknown key. */
export function interventionTests(policy: AskablePolicy, table: CaseGroups, asOf: string): CaseTest[] {
  return testsOf(policy, table as VerdictTable, asOf, interventionGroups, askPolicy);
}

/** The tests of a table of kind `target`. @throws as `interventionTests`. */
export function targetTests(policy: AskablePolicy, table: TargetCases, asOf: string): CaseTest[] {
  return testsOf(policy, table as VerdictTable, asOf, targetGroups, askTarget);
}

type VerdictTable = Readonly<Record<string, readonly AnyPolicyCase[] | undefined>>;

function testsOf(
  policy: AskablePolicy,
  table: VerdictTable,
  day: string,
  groups: Readonly<Record<string, ExpectedKind>>,
  ask: typeof askPolicy | typeof askTarget,
): CaseTest[] {
  forbidUnknown(table, Object.keys(groups), 'the table');
  const cases = Object.entries(groups).flatMap(([group, { kind, members }]) =>
    (table[group] ?? []).map((each) => {
      const at = `${group}: "${each.name}"`;
      forbidUnknown(each, caseMembers, at);
      for (const expected of [each.expect ?? []].flat()) forbidUnknown(expected, members, `${at}: expect`);
      const { name, expect, ...question } = each;
      return { group, kind, name, expect, question };
    }),
  );
  checkCases(cases);
  return cases.map(({ group, kind, name, expect, question }) => ({
    name: `${group}: ${name}`,
    run: () => {
      const { learner } = question;
      const verdicts = ask(policy, { learner, ...askedWith({ name, ...question }, day) });
      failOn(verdictsDiffer(kind, expect, verdicts), verdicts);
    },
  }));
}
