import { readsSensitive } from '../runs/sees-outcomes.js';
import type { DifferentiationRoundEntity } from './differentiation-round.entity.js';
import type { DifferentiationStatus } from './differentiation.entity.js';
import type { DifferentiationOutcome } from './judge-answers.js';

/** How many pupils got what from a policy. */
export class DifferentiationCountsView {
  /** A tier, strategies or scaffolds. @example 9 */
  differentiate!: number;
  /** The policy could not tell, and says what is missing. @example 1 */
  insufficientData!: number;
  /** The policy failed. @example 0 */
  notEvaluated!: number;
  /** Nothing yet, to be looked at again at a review date. @example 0 */
  watch!: number;
  /** @example 20 */
  noneNeeded!: number;
  /** Outside the policy’s population. @example 0 */
  notApplicable!: number;
}

/** A policy of a round, and all that its answers can be made again from. */
export class DifferentiationPolicyView {
  /** The package. @example '@example/tiers' */
  plugin!: string;
  /** @example '1.0.0' */
  pluginVersion!: string;
  /** @example 'tiers-by-trajectory' */
  policyId!: string;
  /** SHA-256 of the bundle that ran. */
  bundleDigest!: string;
  /** The inputs that the policy declared and was granted. @example ['trajectory:mathematics'] */
  inputs!: string[];
  /** The settings it ran with. */
  settings!: Record<string, unknown>;
  /** It reads sensitive inputs. @example false */
  sensitive!: boolean;
  /** Of the pupils whom the token sees; left out where it is sensitive and the token lacks `sensitive:read`. */
  counts?: DifferentiationCountsView;
}

/** How many of a round’s pupils have which status by now. */
export class DifferentiationStatusesView {
  /** @example 9 */
  open!: number;
  /** @example 21 */
  nothingProposed!: number;
  /** @example 0 */
  accepted!: number;
  /** @example 0 */
  adjusted!: number;
  /** @example 0 */
  declined!: number;
  /** @example 0 */
  superseded!: number;
  /** @example 0 */
  withdrawn!: number;
}

/** Policies asked how to teach a group in a subject. Its pupils are `/differentiations?differentiationRoundId=`. */
export class DifferentiationRoundView {
  id!: string;
  schoolId!: string;
  groupId!: string;
  /** A subject's code. @example 'mathematics' */
  subject!: string;
  /** @example '2026-01-09' */
  asOf!: string;
  /** Most pupils of one suggested group; null for no limit. @example 6 */
  groupCapacity!: number | null;
  policies!: DifferentiationPolicyView[];
  /** The school’s version whose state was seen. @example 4711 */
  knownVersion!: number;
  /** @example '2026-07-10' */
  nextAssessmentPoint!: string | null;
  /** What a snapshot holds. @example 3 */
  snapshotVersion!: number;
  /** @example 'v26.10.0' */
  nodeVersion!: string;
  /** @example '0.1.0' */
  sdkVersion!: string;
  /** The member of staff, or the program, who asked. */
  askedBy!: string;
  /** Pupils of the round whom the token sees. @example 30 */
  pupils!: number;
  /** Left out where a policy is sensitive, and the token neither has `sensitive:read` nor is a teacher’s. */
  statuses?: DifferentiationStatusesView;
  /** Instant at which it was recorded. */
  recordedAt!: string;
  version!: number;
}

/** What a token sees of the pupils of a round. */
export interface RoundFigures {
  readonly pupils: number;
  readonly statuses: Readonly<Partial<Record<DifferentiationStatus, number>>>;
  /** By the place of the policy. */
  readonly counts: ReadonlyMap<number, Readonly<Partial<Record<DifferentiationOutcome, number>>>>;
}

/** What of a round’s figures a token is shown. */
export interface ShownFigures {
  /** Counts of policies that read sensitive inputs. */
  readonly sensitive: boolean;
  /** Statuses of pupils of whom such a policy has answered. */
  readonly statuses: boolean;
}

export function toRoundView(
  row: DifferentiationRoundEntity,
  figures: RoundFigures,
  shown: ShownFigures,
): DifferentiationRoundView {
  const { policies, ...facts } = row.facts;
  const anySensitive = policies.some(readsSensitive);
  return {
    id: row.id,
    schoolId: row.ownerId,
    groupId: row.groupId,
    subject: row.subject,
    asOf: row.asOf,
    groupCapacity: row.groupCapacity,
    policies: policies.map(({ version, inputs, ...policy }, place) => {
      const sensitive = readsSensitive({ inputs });
      return {
        ...policy,
        pluginVersion: version,
        inputs: [...inputs],
        sensitive,
        ...((!sensitive || shown.sensitive) && { counts: { ...NOBODY, ...figures.counts.get(place) } }),
      };
    }),
    knownVersion: row.knownVersion,
    ...facts,
    askedBy: row.askedBy,
    pupils: figures.pupils,
    ...((!anySensitive || shown.statuses) && { statuses: { ...NONE, ...figures.statuses } }),
    recordedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}

const NOBODY: DifferentiationCountsView = {
  ...{ differentiate: 0, insufficientData: 0, notEvaluated: 0 },
  ...{ watch: 0, noneNeeded: 0, notApplicable: 0 },
};

const NONE: DifferentiationStatusesView = {
  ...{ open: 0, nothingProposed: 0, accepted: 0, adjusted: 0, declined: 0 },
  ...{ superseded: 0, withdrawn: 0 },
};
