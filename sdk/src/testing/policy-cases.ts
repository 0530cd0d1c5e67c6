import type { InsufficientDataVerdict, NoActionVerdict, RecommendVerdict } from '../verdict.js';
import type { LearnerSketch } from './sketch.js';

/** What a recommendation is to be; members that are left out may be anything. @since 0.1.0 */
export type ExpectedRecommendation = Partial<Omit<RecommendVerdict, 'kind'>>;
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
> {
  /** What is told of the case, unique in the policy: `a pupil one mark under the threshold`. */
  readonly name: string;
  readonly learner: Pick<LearnerSketch, Inputs & keyof LearnerSketch>;
  /** Settings over the defaults of the manifest. */
  readonly settings?: Partial<Settings>;
  /** `YYYY-MM-DD`, in the place of the tester's. */
  readonly asOf?: string;
  readonly nextAssessmentPoint?: string | null;
  /** Each verdict in turn is held against it: one, or a list with as many as there are answers. */
  readonly expect?: Expected | readonly Expected[];
}

/** The table of a policy of kind `intervention`. Every answer of a case is of the group that it stands in. @since 0.1.0 */
export interface CaseGroups<Inputs extends string = string, Settings = Readonly<Record<string, unknown>>> {
  readonly recommends?: readonly PolicyCase<ExpectedRecommendation, Inputs, Settings>[];
  readonly noAction?: readonly PolicyCase<ExpectedNoAction, Inputs, Settings>[];
  readonly insufficient?: readonly PolicyCase<ExpectedInsufficient, Inputs, Settings>[];
}

/** A case, with the kind of verdict that its group stands for. */
export interface TableCase {
  readonly group: keyof CaseGroups;
  readonly kind: 'recommend' | 'noAction' | 'insufficientData';
  readonly case: PolicyCase<Readonly<Record<string, unknown>>>;
}

const groups = { recommends: 'recommend', noAction: 'noAction', insufficient: 'insufficientData' } as const;
const caseMembers = ['name', 'learner', 'settings', 'asOf', 'nextAssessmentPoint', 'expect'];
const expectedMembers = {
  recommends: ['rule', 'wave', 'provisionType', 'subject', 'urgent', 'reason', 'evidence', 'reviewBy'],
  noAction: ['why', 'subject', 'reason', 'reviewBy', 'evidence'],
  insufficient: ['subject', 'missing', 'reason'],
} as const;

/**
 * The cases of a table.
 * @throws TypeError for a key that means nothing, two cases of one name, and two that ask the same.
 */
export function readTable(table: CaseGroups): TableCase[] {
  forbidUnknown(table, Object.keys(groups), 'the table');
  const cases = (Object.keys(groups) as (keyof typeof groups)[]).flatMap((group) =>
    (table[group] ?? []).map((each): TableCase => ({
      group,
      kind: groups[group],
      case: each,
    })),
  );
  if (cases.length === 0) throw new TypeError('the table has no cases');
  const names = new Set<string>();
  const questions = new Map<string, string>();
  for (const { group, case: each } of cases) {
    const at = `${group}: "${each.name}"`;
    forbidUnknown(each, caseMembers, at);
    if (typeof each.name !== 'string' || each.name.trim() === '')
      throw new TypeError(`${group}: a case has no name`);
    for (const expected of [each.expect ?? []].flat()) {
      forbidUnknown(expected, expectedMembers[group], `${at}: expect`);
    }
    if (names.has(each.name)) throw new TypeError(`${at}: another case has this name`);
    names.add(each.name);
    const { name: _, expect: __, ...question } = each;
    const text = inOrder(question);
    const twin = questions.get(text);
    if (twin !== undefined) throw new TypeError(`${at}: the same learner, settings and days as "${twin}"`);
    questions.set(text, each.name);
  }
  return cases;
}

function forbidUnknown(value: object, known: readonly string[], at: string): void {
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw new TypeError(`${at}: unknown key ${unknown}; there are ${known.join(', ')}`);
}

/** JSON with members in the order of their names. */
export function inOrder(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
