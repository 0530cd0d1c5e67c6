import type { AllocationAnswer, FundedRequest, UnfundedRequest } from '../allocation.js';
import { checkAllocation } from '../sandbox/check-allocation.js';
import { askTwice, type AskablePolicy, type AskedWith } from './ask-policy.js';
import {
  anyCaseMembers,
  askedWith,
  checkCases,
  forbidUnknown,
  type AnyCase,
  type CaseTest,
} from './case-table.js';
import { failOn, membersDiffer, valuesDiffer } from './differences.js';
import { roundOf, type RoundSketch } from './round-sketch.js';

/** A request that gets a place: its `ref`, or what is said of it too. @since 0.1.0 */
export type ExpectedFunded = number | (Pick<FundedRequest, 'ref'> & Partial<FundedRequest>);
/** A request that gets none, and why. @since 0.1.0 */
export type ExpectedUnfunded = Pick<UnfundedRequest, 'ref' | 'why'> & Partial<UnfundedRequest>;

/** A round, and what is made of each of its requests. @since 0.1.0 */
export interface RoundCase<Inputs extends string = string, Settings = Readonly<Record<string, unknown>>>
  extends AnyCase<Settings>, RoundSketch<Inputs> {
  /** All that get a place, in the order of precedence. */
  readonly funded: readonly ExpectedFunded[];
  /** All that get none, in any order; nobody where left out. */
  readonly unfunded?: readonly ExpectedUnfunded[];
}

/**
 * The table of a policy of kind `allocation`.
 *
 * @example
 * tester.run('fair-shares', {
 *   rounds: [
 *     {
 *       name: 'wave 3 before wave 2, and one place',
 *       requests: [{ wave: 2 }, { wave: 3 }],
 *       supplies: [{ places: 1 }],
 *       funded: [1],
 *       unfunded: [{ ref: 0, why: 'places' }],
 *     },
 *   ],
 * });
 * @since 0.1.0
 */
export interface RoundCases<Inputs extends string = string, Settings = Readonly<Record<string, unknown>>> {
  readonly rounds: readonly RoundCase<Inputs, Settings>[];
}

const roundMembers = ['requests', 'supplies', 'budgetPence', 'from', 'to'];
const caseMembers = [...anyCaseMembers, ...roundMembers, 'funded', 'unfunded'];

/** Asks a policy about a round. @throws as `askTwice`, and for a round with faults. */
export function askRound(policy: AskablePolicy, sketch: RoundSketch, asked: AskedWith): AllocationAnswer {
  forbidUnknown(sketch, roundMembers, 'the round');
  const round = roundOf(policy, sketch, asked.asOf);
  return askTwice(policy, round, round.requests.length, asked, (answer) =>
    checkAllocation(answer, round, policy.contribution.inputs),
  );
}

/** The tests of a table. @throws TypeError as `checkCases`, for an unknown key, and for requests not told once each. */
export function roundTests(policy: AskablePolicy, table: RoundCases, day: string): CaseTest[] {
  forbidUnknown(table, ['rounds'], 'the table');
  const cases = ((table as Partial<RoundCases>).rounds ?? []).map((each) => {
    const at = `rounds: "${each.name}"`;
    forbidUnknown(each, caseMembers, at);
    const { name, funded, unfunded = [], ...question } = each;
    const wanted = {
      funded: funded.map((it) => (typeof it === 'number' ? { ref: it } : it)),
      unfunded,
    };
    for (const it of wanted.funded) forbidUnknown(it, ['ref', 'reason', 'evidence'], `${at}: funded`);
    for (const it of unfunded) forbidUnknown(it, ['ref', 'why', 'reason'], `${at}: unfunded`);
    const told = [...wanted.funded, ...unfunded].map(({ ref }) => ref).sort((a, b) => a - b);
    if (told.length !== question.requests.length || told.some((ref, index) => ref !== index)) {
      throw new TypeError(`${at}: funded and unfunded together must name each request once`);
    }
    return { group: 'rounds', name, wanted, question };
  });
  checkCases(cases);
  return cases.map(({ name, wanted, question }) => ({
    name,
    run: () => {
      const { settings: _, asOf: __, nextAssessmentPoint: ___, ...round } = question;
      const answer = askRound(policy, round, askedWith({ name, ...question }, day));
      failOn(answerDiffers(wanted, answer), answer);
    },
  }));
}

type Wanted = {
  readonly funded: readonly (Pick<FundedRequest, 'ref'> & Partial<FundedRequest>)[];
  readonly unfunded: readonly ExpectedUnfunded[];
};

function answerDiffers(wanted: Wanted, answer: AllocationAnswer): string[] {
  const refs = (list: readonly { readonly ref: number }[]) => list.map(({ ref }) => ref);
  const inOrder = valuesDiffer('funded, in order', refs(wanted.funded), refs(answer.funded));
  return [
    ...inOrder,
    ...wanted.funded.flatMap((it) => itemDiffers('funded', it, answer.funded)),
    ...wanted.unfunded.flatMap((it) => itemDiffers('unfunded', it, answer.unfunded)),
  ];
}

/** What differs of a request on its list; one that is on the other list is told by the order. */
function itemDiffers(
  list: string,
  { ref, ...wanted }: { readonly ref: number },
  items: readonly { readonly ref: number }[],
): string[] {
  const item = items.find((it) => it.ref === ref);
  return item ? membersDiffer(`${list}, request ${ref}: `, wanted, item) : [];
}
