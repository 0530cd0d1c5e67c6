import type {
  AllocationAnswer,
  AllocationRound,
  FundedRequest,
  PlaceRequest,
  UnfundedRequest,
} from '../allocation.js';
import { Supply } from '../supply.js';
import {
  checked,
  evidence,
  forbidUnknown,
  isObject,
  list,
  type Members,
  Problem,
  requiredText,
} from './answer-members.js';

type Round = AllocationRound<unknown>;
type Request = PlaceRequest<unknown>;

const answerMembers = new Set(['funded', 'unfunded']);
const fundedMembers = new Set(['ref', 'reason', 'evidence']);
const unfundedMembers = new Set(['ref', 'why', 'reason']);

const beyond = {
  places: 'no place is left',
  budget: 'beyond the budget',
  noCost: 'its cost is not known, and the budget is limited',
} as const;

/**
 * Checks what a policy of kind `allocation` answered for a round, parsed from JSON: each request once; what a plan
 * specifies funded, and first; the others within the places, and within what it leaves of the budget.
 *
 * @param inputs the policy's declared inputs; where given, evidence must be among them
 */
export function checkAllocation(
  answer: unknown,
  round: Round,
  inputs?: readonly string[],
): { readonly value: AllocationAnswer } | { readonly problem: string } {
  return checked(() => {
    if (!isObject(answer)) throw new Problem('answer: not an object with funded and unfunded');
    forbidUnknown(answer, answerMembers, 'answer');
    const open = new Map(round.requests.map((it) => [it.ref, it]));
    const supply = new Supply(round);
    let competing = false;
    const funded = items(answer.funded, 'answer.funded', fundedMembers, round).map((item, index) => {
      const at = `answer.funded[${index}]`;
      const request = takeRequest(item.ref, `${at}.ref`, open);
      competing ||= !request.statutory;
      if (request.statutory && competing) throw new Problem(`${at}: a plan specifies it, so it comes first`);
      const why = supply.lacks(request);
      if (why !== null) throw new Problem(`${at}: ${beyond[why]}`);
      supply.take(request);
      return fundedRequest(item, at, inputs);
    });
    const unfunded = items(answer.unfunded, 'answer.unfunded', unfundedMembers, round).map((item, index) => {
      const at = `answer.unfunded[${index}]`;
      const { statutory } = takeRequest(item.ref, `${at}.ref`, open);
      if (statutory) throw new Problem(`${at}: a plan specifies it, so it must be funded`);
      return unfundedRequest(item, at);
    });
    if (open.size > 0) throw new Problem(`answer: ${open.size} requests are neither funded nor unfunded`);
    return { funded, unfunded };
  });
}

function items(value: unknown, at: string, known: ReadonlySet<string>, { requests }: Round): Members[] {
  return list(value, at, requests.length).map((item, index) => {
    if (!isObject(item)) throw new Problem(`${at}[${index}]: not an object`);
    forbidUnknown(item, known, `${at}[${index}]`);
    return item;
  });
}

function takeRequest(ref: unknown, at: string, open: Map<number, Request>): Request {
  const request = typeof ref === 'number' ? open.get(ref) : undefined;
  if (!request) throw new Problem(`${at}: nothing that was asked about, or named twice`);
  open.delete(request.ref);
  return request;
}

function fundedRequest(item: Members, at: string, inputs: readonly string[] | undefined): FundedRequest {
  return {
    ref: item.ref as number,
    reason: requiredText(item.reason, `${at}.reason`),
    evidence: evidence(item.evidence, `${at}.evidence`, inputs),
  };
}

function unfundedRequest(item: Members, at: string): UnfundedRequest {
  const { why } = item;
  if (why !== 'places' && why !== 'budget' && why !== 'noCost' && why !== 'policy') {
    throw new Problem(`${at}.why: neither places, budget, noCost nor policy`);
  }
  return { ref: item.ref as number, why, reason: requiredText(item.reason, `${at}.reason`) };
}
