import type { DifferentiateVerdict, GroupAnswer, SuggestedGroup, TeachingGroup } from '../differentiation.js';
import { checkGroupAnswer } from '../sandbox/check-group-answer.js';
import type { SubjectCode } from '../subject-code.js';
import { askTwice, learnerOf, type AskablePolicy, type AskedWith } from './ask-policy.js';
import {
  anyCaseMembers,
  askedWith,
  checkCases,
  forbidUnknown,
  type AnyCase,
  type CaseTest,
} from './case-table.js';
import { failOn, membersDiffer, verdictDiffers } from './differences.js';
import {
  noActionOrInsufficient,
  type ExpectedInsufficient,
  type ExpectedKind,
  type ExpectedNoAction,
} from './policy-cases.js';
import { atPlace, wholeOrNull } from './place.js';
import type { LearnerSketch } from './sketch.js';

/** How a learner is to be taught; members that are left out may be anything. @since 0.1.0 */
export type ExpectedDifferentiation = Partial<Omit<DifferentiateVerdict, 'kind'>>;

/** What a learner of a group is, in a line; the place in the list is the `ref`. @since 0.1.0 */
export type MemberSketch<Inputs extends string = string> = Omit<
  Pick<LearnerSketch, Inputs & keyof LearnerSketch>,
  'ref'
>;

/** A learner of a group, and which of the three the policy answers for it. @since 0.1.0 */
export type GroupLearnerCase<Inputs extends string = string> = {
  readonly learner: MemberSketch<Inputs>;
} & (
  | { readonly differentiates: ExpectedDifferentiation }
  | { readonly noAction: ExpectedNoAction }
  | { readonly insufficient: ExpectedInsufficient }
);

/** A teaching group in a line: no limit to suggested groups unless given. @since 0.1.0 */
export interface GroupSketch<Inputs extends string = string> {
  readonly subject: SubjectCode;
  readonly learners: readonly MemberSketch<Inputs>[];
  readonly groupCapacity?: number | null;
}

/** A group, what each of its learners gets, and which groups are suggested. @since 0.1.0 */
export interface GroupCase<
  Inputs extends string = string,
  Settings = Readonly<Record<string, unknown>>,
> extends AnyCase<Settings> {
  readonly subject: SubjectCode;
  /** Most pupils of a suggested group; no limit unless given. */
  readonly groupCapacity?: number | null;
  /** The place in the list is the learner's `ref`. */
  readonly learners: readonly GroupLearnerCase<Inputs>[];
  /** As many as are suggested, each held against it in turn; not looked at where left out. */
  readonly suggestedGroups?: readonly Partial<SuggestedGroup>[];
}

/**
 * The table of a policy of kind `differentiation`.
 *
 * @example
 * tester.run('tiers-by-result', {
 *   groups: [
 *     {
 *       name: 'on each side of the threshold',
 *       subject: 'reading',
 *       learners: [
 *         { learner: { results: { reading: [89] } }, differentiates: { tier: 'support' } },
 *         { learner: {}, insufficient: { missing: ['results:reading'] } },
 *       ],
 *       suggestedGroups: [{ refs: [0] }],
 *     },
 *   ],
 * });
 * @since 0.1.0
 */
export interface GroupCases<Inputs extends string = string, Settings = Readonly<Record<string, unknown>>> {
  readonly groups: readonly GroupCase<Inputs, Settings>[];
}

const answers: Readonly<Record<string, ExpectedKind>> = {
  differentiates: {
    kind: 'differentiate',
    members: ['rule', 'tier', 'strategies', 'scaffolds', 'reason', 'evidence', 'reviewBy'],
  },
  ...noActionOrInsufficient,
};
const caseMembers = [...anyCaseMembers, 'subject', 'groupCapacity', 'learners', 'suggestedGroups'];
const suggestedMembers = ['title', 'refs', 'reason'];

/** Asks a policy about a group. @throws as `askTwice`, and for a group with faults. */
export function askGroup(policy: AskablePolicy, sketch: GroupSketch, asked: AskedWith): GroupAnswer {
  forbidUnknown(sketch, ['subject', 'learners', 'groupCapacity'], 'the group');
  const group: TeachingGroup = {
    subject: sketch.subject,
    learners: sketch.learners.map((each, ref) =>
      atPlace(`learners[${ref}]`, () => {
        if ('ref' in each) throw new TypeError('the place in the list is the ref: leave it out');
        return learnerOf(policy, { ref, ...each }, asked.asOf);
      }),
    ),
    groupCapacity: wholeOrNull(sketch.groupCapacity ?? null, 1, 'groupCapacity'),
  };
  return askTwice(policy, group, group.learners.length, asked, (answer) =>
    checkGroupAnswer(answer, group, policy.contribution.inputs),
  );
}

/** The tests of a table. @throws TypeError as `checkCases`, for an unknown key, and for a learner without one answer. */
export function groupTests(policy: AskablePolicy, table: GroupCases, day: string): CaseTest[] {
  forbidUnknown(table, ['groups'], 'the table');
  const cases = ((table as Partial<GroupCases>).groups ?? []).map((each) => {
    const at = `groups: "${each.name}"`;
    forbidUnknown(each, caseMembers, at);
    const { name, suggestedGroups, learners, ...question } = each;
    for (const it of suggestedGroups ?? []) forbidUnknown(it, suggestedMembers, `${at}: suggestedGroups`);
    const expected = learners.map((it, ref) => expectedOf(it, `${at}: learners[${ref}]`));
    const sketches = learners.map(({ learner }) => learner);
    return {
      group: 'groups',
      name,
      expected,
      suggestedGroups,
      question: { ...question, learners: sketches },
    };
  });
  checkCases(cases);
  return cases.map(({ name, expected, suggestedGroups, question }) => ({
    name,
    run: () => {
      const { subject, learners, groupCapacity = null } = question;
      const answer = askGroup(
        policy,
        { subject, learners, groupCapacity },
        askedWith({ name, ...question }, day),
      );
      const differences = [
        ...expected.flatMap(({ kind, wanted }, ref) =>
          verdictDiffers(`learner ${ref}: `, kind, wanted, answer.learners[ref]!.verdict),
        ),
        ...(suggestedGroups ? groupsDiffer(suggestedGroups, answer.suggestedGroups) : []),
      ];
      failOn(differences, answer);
    },
  }));
}

function expectedOf(each: GroupLearnerCase, at: string) {
  forbidUnknown(each, ['learner', ...Object.keys(answers)], at);
  const given = Object.keys(answers).filter((name) => name in each);
  const [name] = given;
  if (name === undefined || given.length > 1) {
    throw new TypeError(`${at}: say which one it gets: ${Object.keys(answers).join(', ')}`);
  }
  const wanted = (each as unknown as Readonly<Record<string, Readonly<Record<string, unknown>>>>)[name]!;
  const { kind, members } = answers[name]!;
  forbidUnknown(wanted, members, `${at}: ${name}`);
  return { kind, wanted };
}

function groupsDiffer(
  expected: readonly Partial<SuggestedGroup>[],
  suggested: readonly SuggestedGroup[],
): string[] {
  if (expected.length !== suggested.length) {
    return [
      'suggestedGroups',
      `  expected  ${expected.length} groups`,
      `  answered  ${suggested.length} groups`,
    ];
  }
  return expected.flatMap((it, index) => membersDiffer(`suggestedGroups[${index}]: `, it, suggested[index]!));
}
