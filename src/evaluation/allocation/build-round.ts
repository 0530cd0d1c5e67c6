import type { AllocationRound, PlaceRequest, PlaceSupply } from '@espalier/sdk';
import type { Snapshot } from '../snapshots/snapshot-reader.js';
import { expectedPence, type OfferedGroup, placesFor } from './assign-places.js';
import type { Days } from './offered-places.js';
import type { AskedPlace } from './read-requests.js';

/** What a round is made of. */
export interface RoundParts {
  readonly days: Days;
  /** In the order in which they were made: their place here is their `ref`. */
  readonly asked: readonly AskedPlace[];
  /** What the policy sees of each one's pupil. */
  readonly snapshots: readonly Snapshot[];
  readonly groups: readonly OfferedGroup[];
  /** By the key of a kind of provision. */
  readonly gains: ReadonlyMap<string, number | null>;
  /** Null where nothing limits it. */
  readonly moneyPence: number | null;
}

/** What a policy of the kind `allocation` is called with. */
export function buildRound({
  days,
  asked,
  snapshots,
  groups,
  gains,
  moneyPence,
}: RoundParts): AllocationRound {
  const requests = asked.map(({ recommendation: it, since, statutory }, ref): PlaceRequest => ({
    ref,
    provisionType: it.provisionType,
    wave: it.wave,
    subject: it.subject,
    urgent: it.urgent,
    since,
    statutory,
    costPence: expectedPence(groups, it),
    learner: { ref, ...snapshots[ref]! },
  }));
  const supplies = kindsOf(asked).map((provisionType): PlaceSupply => ({
    provisionType,
    places: placesFor(
      groups,
      provisionType,
      asked.map((it) => it.recommendation),
    ),
    meanGain: gains.get(provisionType) ?? null,
  }));
  return { ...days, requests, supplies, budgetPence: moneyPence };
}

/** The kinds of provision that are asked for, by key. */
export function kindsOf(asked: readonly AskedPlace[]): string[] {
  return [...new Set(asked.map((it) => it.recommendation.provisionType))].sort();
}
