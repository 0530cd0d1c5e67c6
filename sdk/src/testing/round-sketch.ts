import type { AllocationRound, PlaceRequest, PlaceSupply } from '../allocation.js';
import { isCalendarDate } from '../calendar-date.js';
import { learnerOf, type AskablePolicy } from './ask-policy.js';
import { filled } from './filled.js';
import type { MemberSketch } from './group-cases.js';
import { atPlace, wholeOrNull } from './place.js';
import { weeksBefore } from './school-day.js';

/**
 * What differs from a request for a small group in reading at wave 2, made six weeks before `asOf`, neither urgent nor
 * specified by a plan, at £100. The learner is sketched; where left out, nothing of it is recorded.
 * @since 0.1.0
 */
export type RequestSketch<Inputs extends string = string> = Partial<
  Omit<PlaceRequest<unknown>, 'ref' | 'learner'>
> & { readonly learner?: MemberSketch<Inputs> };

/** What differs from places without limit in small groups, whose gains are not known. @since 0.1.0 */
export type SupplySketch = Partial<PlaceSupply>;

/**
 * A round in a line: the place in the list is the `ref` of a request. Of kinds of provision that `supplies` leaves out
 * there are places without limit.
 * @since 0.1.0
 */
export interface RoundSketch<Inputs extends string = string> {
  readonly requests: readonly RequestSketch<Inputs>[];
  readonly supplies?: readonly SupplySketch[];
  /** No limit unless given. */
  readonly budgetPence?: number | null;
  /** Eight weeks after `asOf` unless given. */
  readonly from?: string;
  /** Fourteen weeks after `from` unless given. */
  readonly to?: string;
}

const provisionType = 'small-group-catch-up';

/** The round that a policy gets for a sketch. @throws TypeError and RangeError for what no host would ask. */
export function roundOf(policy: AskablePolicy, sketch: RoundSketch, asOf: string): AllocationRound {
  const { budgetPence = null, from = weeksBefore(asOf, -8) } = sketch;
  if (!isCalendarDate(from)) throw new RangeError(`from: ${from} is no date`);
  const { to = Temporal.PlainDate.from(from).add({ weeks: 14 }).toString() } = sketch;
  if (!isCalendarDate(to) || to < from) throw new RangeError(`to: ${to} is no date from ${from} on`);
  const requests = sketch.requests.map((it, ref) =>
    atPlace(`requests[${ref}]`, () => requestOf(policy, it, ref, asOf)),
  );
  const supplies = (sketch.supplies ?? []).map((it, index) => supplyOf(it, `supplies[${index}]`));
  const kinds = supplies.map((it) => it.provisionType);
  const twice = kinds.find((kind, index) => kinds.indexOf(kind) !== index);
  if (twice !== undefined) throw new TypeError(`supplies: ${twice} twice`);
  const others = new Set(requests.map((it) => it.provisionType).filter((kind) => !kinds.includes(kind)));
  return {
    ...{ from, to, requests },
    supplies: [...supplies, ...[...others].map((kind) => supplyOf({ provisionType: kind }, 'supplies'))],
    budgetPence: wholeOrNull(budgetPence, 0, 'budgetPence'),
  };
}

function requestOf(policy: AskablePolicy, sketch: RequestSketch, ref: number, asOf: string): PlaceRequest {
  const { learner = {}, ...given } = sketch;
  if ('ref' in given || 'ref' in learner) {
    throw new TypeError('the place in the list is the ref: leave it out');
  }
  const usual: Omit<PlaceRequest, 'ref' | 'learner'> = {
    ...{ provisionType, wave: 2, subject: 'reading', urgent: false, statutory: false, costPence: 10_000 },
    since: weeksBefore(asOf, 6),
  };
  const request = filled(usual, given, 'the request');
  if (request.wave !== 2 && request.wave !== 3) throw new RangeError('wave: places are of waves 2 and 3');
  if (!isCalendarDate(request.since) || request.since > asOf) {
    throw new RangeError(`since: ${request.since} is no date up to ${asOf}`);
  }
  wholeOrNull(request.costPence, 0, 'costPence');
  return { ref, ...request, learner: learnerOf(policy, { ref, ...learner }, asOf) };
}

function supplyOf(sketch: SupplySketch, at: string): PlaceSupply {
  const supply = filled<PlaceSupply>({ provisionType, places: null, meanGain: null }, sketch, at);
  wholeOrNull(supply.places, 0, `${at}.places`);
  return supply;
}
