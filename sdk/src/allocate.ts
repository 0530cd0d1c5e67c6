import type { AllocationAnswer, AllocationRound, FundedRequest, UnfundedRequest } from './allocation.js';
import { sentence } from './builder-members.js';
import { Supply } from './supply.js';
import type { Evidence } from './verdict.js';

/** A request and its place in the order. @since 0.1.0 */
export interface RankedRequest {
  /** The request's `ref`. */
  readonly ref: number;
  /** Why it stands where it stands. */
  readonly reason: string;
  readonly evidence?: readonly Evidence[];
}

/**
 * Gives places and money to requests in the given order, while both last. What a plan specifies comes first,
 * whatever the order and the budget, since it must be made; it takes places and money from the rest.
 * A request of unknown cost is not funded out of a limited budget.
 *
 * @example
 * const order = round.requests.toSorted(byNeed).map(({ ref }) => ({ ref, reason: 'Wave 3, urgent.' }));
 * return allocate(round, order);
 * @param ranked each request of the round once, the most pressing first
 * @throws TypeError where a request is missing, unknown or named twice, or a reason is empty.
 * @since 0.1.0
 */
export function allocate(
  round: AllocationRound<unknown>,
  ranked: readonly RankedRequest[],
): AllocationAnswer {
  const requests = new Map(round.requests.map((it) => [it.ref, it]));
  const order = ranked.map((rank) => {
    const request = requests.get(rank.ref);
    if (!request || !requests.delete(rank.ref))
      throw new TypeError(`allocate: no request ${rank.ref} is left`);
    return { ...rank, reason: sentence('allocate', rank.reason), request };
  });
  if (requests.size > 0) throw new TypeError(`allocate: rank every request; ${requests.size} are missing`);
  const left = new Supply(round);
  const funded: FundedRequest[] = [];
  const unfunded: UnfundedRequest[] = [];
  for (const statutory of [true, false]) {
    for (const { ref, reason, evidence, request } of order) {
      if (request.statutory !== statutory) continue;
      const why = left.lacks(request);
      if (why === null) {
        left.take(request);
        funded.push({ ref, reason, evidence: [...(evidence ?? [])] });
      } else {
        unfunded.push({ ref, why, reason: `${inWords[why]} ${reason}` });
      }
    }
  }
  return { funded, unfunded };
}

const inWords = {
  places: 'No place is left.',
  budget: 'The budget does not reach to it.',
  noCost: 'Its cost is not known.',
} as const;
