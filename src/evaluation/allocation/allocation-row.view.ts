import { type RequestContext, seesSensitive } from '../../auth/request-context.js';
import { EvidenceView } from '../recommendations/recommendation.view.js';
import type { AllocationRowEntity } from './allocation-row.entity.js';

/** What a policy proposed for a recommendation in an allocation. */
export class ProposedPlaceView {
  /** `funded` or `unfunded`. @example 'unfunded' */
  outcome!: string;
  /** Its place in the policy’s order, from 1; those without a place come last. @example 5 */
  rank!: number;
  /** Why there is no place: `places`, `budget`, `noCost` or `policy`; null for a funded one. @example 'places' */
  why!: string | null;
  /** In plain words. Left out where the row is sensitive and the token lacks `sensitive:read`. @example 'No place is left. Wave 2, since July.' */
  reason?: string;
  /** Left out as `reason` is. */
  evidence?: EvidenceView[];
}

/** One open recommendation in an allocation: what the policy proposed, and what a person has made of it. */
export class AllocationRowView {
  id!: string;
  schoolId!: string;
  allocationId!: string;
  pupilId!: string;
  recommendationId!: string;
  /** Whether it has a place, as it stands: `funded` or `unfunded`. @example 'funded' */
  outcome!: string;
  /** Its place in the order as it stands, from 1. @example 3 */
  rank!: number;
  proposed!: ProposedPlaceView;
  /** Why a person has moved or withheld it; null where nobody has. Left out as `reason` is. @example null */
  changeReason?: string | null;
  /** The member of staff who did. */
  changedBy!: string | null;
  /** Key of the kind of provision. @example 'small-group-catch-up' */
  provisionType!: string;
  /** @example 2 */
  wave!: number;
  /** @example 'mathematics' */
  subject!: string | null;
  urgent!: boolean;
  /** When the recommendation was first made. @example '2026-10-12' */
  since!: string;
  /** An EHC plan specifies the provision. Left out without `sensitive:read`. @example false */
  statutory?: boolean;
  /** What the place was expected to cost over the period; null where it was not known. @example 45000 */
  costPence!: number | null;
  /** Its reason may tell of sensitive inputs, or of who has an EHC plan. @example false */
  sensitive!: boolean;
  /** SHA-256 of what the policy saw of the pupil; left out as `reason` is. */
  inputDigest?: string;
  /** The group whose place it is to have, or has; null where no group has one for it. */
  provisionId!: string | null;
  /** The decision that confirming made. */
  decisionId!: string | null;
  /** The intervention that confirming made. */
  interventionId!: string | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toAllocationRowView(
  row: AllocationRowEntity,
  rank: number,
  ctx: RequestContext,
): AllocationRowView {
  const shown = !row.onSensitiveInputs || seesSensitive(ctx);
  return {
    id: row.id,
    schoolId: row.ownerId,
    allocationId: row.allocationId,
    pupilId: row.pupilId,
    recommendationId: row.recommendationId,
    outcome: row.outcome,
    rank,
    proposed: {
      outcome: row.proposedOutcome,
      rank: row.proposedRank,
      why: row.why,
      ...(shown && { reason: row.reason, evidence: row.evidence.map((it) => ({ ...it })) }),
    },
    ...(shown && { changeReason: row.changeReason }),
    changedBy: row.changedBy,
    provisionType: row.provisionType,
    wave: row.wave,
    subject: row.subject,
    urgent: row.urgent,
    since: row.since,
    ...(seesSensitive(ctx) && { statutory: row.statutory }),
    costPence: row.costPence,
    sensitive: row.onSensitiveInputs,
    ...(shown && { inputDigest: row.inputDigest }),
    provisionId: row.provisionId,
    decisionId: row.decisionId,
    interventionId: row.interventionId,
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}
