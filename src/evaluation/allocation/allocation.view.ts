import type { AllocationEntity } from './allocation.entity.js';

/** Places of one kind of provision as the policy was told of them. */
export class AllocationSupplyView {
  /** Key of the kind. @example 'small-group-catch-up' */
  provisionType!: string;
  /** Free on every day of the period, of groups that suit what was asked. @example 4 */
  places!: number | null;
  /** Of those who had it before, in tolerances of their frameworks; null where fewer than ten are known. @example null */
  meanGain!: number | null;
}

/** Who gets the places of a period, as a policy proposes it, until a person has confirmed it. Its rows are `/allocation-rows?allocationId=`. */
export class AllocationView {
  id!: string;
  schoolId!: string;
  /** `open`, `confirmed`, `superseded` (the policy was asked again) or `withdrawn` (its plugin was disabled). @example 'open' */
  status!: string;
  /** The package. @example '@example/fair-shares' */
  plugin!: string;
  /** @example '1.0.0' */
  pluginVersion!: string;
  /** @example 'by-need' */
  policyId!: string;
  /** @example '2027-01-04' */
  from!: string;
  /** The last day. @example '2027-04-02' */
  to!: string;
  /** The kinds of provision that are given out; null for all. @example null */
  provisionTypes!: string[] | null;
  /** The budget that pays; null where an amount was given, or nothing limits it. */
  budgetId!: string | null;
  /** What could be spent on new places when the policy was asked; null where nothing limits it. @example 250000 */
  amountPence!: number | null;
  /** Rows with a place, as they stand: of the pupils that the token sees. @example 4 */
  funded!: number;
  /** Rows without one. @example 9 */
  unfunded!: number;
  /** What the funded ones were expected to cost, as far as it is known. @example 180000 */
  fundedPence!: number;
  supplies!: AllocationSupplyView[];
  /** The day as of which pupils were seen. @example '2026-12-10' */
  asOf!: string;
  /** The school’s version whose state was seen. @example 4711 */
  knownVersion!: number;
  /** SHA-256 of the bundle that ran. */
  bundleDigest!: string;
  /** The inputs that the policy declared and was granted. @example ['yearGroup', 'trajectory'] */
  inputs!: string[];
  /** The settings it ran with. */
  settings!: Record<string, unknown>;
  /** @example '2027-03-26' */
  nextAssessmentPoint!: string | null;
  /** SHA-256 of the whole round as the policy saw it. */
  roundDigest!: string;
  /** What a snapshot holds. @example 4 */
  snapshotVersion!: number;
  /** @example 'v26.0.0' */
  nodeVersion!: string;
  /** @example '0.1.0' */
  sdkVersion!: string;
  /** The member of staff, or the client, who asked. */
  requestedBy!: string;
  /** The member of staff who confirmed it. */
  confirmedBy!: string | null;
  confirmedAt!: string | null;
  /** The allocation that took its place. */
  supersededBy!: string | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

/** What the rows of an allocation add up to. */
export interface AllocationSums {
  readonly funded: number;
  readonly unfunded: number;
  readonly fundedPence: number;
}

export function toAllocationView(row: AllocationEntity, sums: AllocationSums): AllocationView {
  const { supplies, bundleDigest, inputs, settings, nextAssessmentPoint, roundDigest } = row.facts;
  const { snapshotVersion, nodeVersion, sdkVersion } = row.facts;
  return {
    id: row.id,
    schoolId: row.ownerId,
    status: row.status,
    plugin: row.plugin,
    pluginVersion: row.pluginVersion,
    policyId: row.policyId,
    from: row.periodStart,
    to: row.periodEnd,
    provisionTypes: row.provisionTypes && [...row.provisionTypes],
    budgetId: row.budgetId,
    amountPence: row.moneyPence,
    ...sums,
    supplies: supplies.map((it) => ({ ...it })),
    asOf: row.asOf,
    knownVersion: row.knownVersion,
    ...{ bundleDigest, inputs: [...inputs], settings, nextAssessmentPoint, roundDigest },
    ...{ snapshotVersion, nodeVersion, sdkVersion },
    requestedBy: row.requestedBy,
    confirmedBy: row.confirmedBy,
    confirmedAt: row.confirmedAt,
    supersededBy: row.supersededBy,
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}
