import { SourceDto } from '../common/source.dto.js';
import { sourceKey } from '../common/source.js';
import type { PlanEntity } from './plan.entity.js';
import { warnFrom } from './review-due.js';

/** What an education, health and care plan has besides. */
export class EhcView {
  /** When the local authority issued it. @example '2026-01-20' */
  issuedOn!: string | null;
  /** The annual review before this cycle. @example null */
  lastReviewedOn!: string | null;
  /** The local authority's reference. @example 'EHC-20931' */
  reference!: string | null;
  /** When the pupil goes on to the next phase of education. @example null */
  phaseTransferOn!: string | null;
}

/** One Assess-Plan-Do-Review cycle of a pupil. Sensitive as a whole. */
export class PlanView {
  id!: string;
  schoolId!: string;
  pupilId!: string;
  /** support, send-support or ehc. @example 'send-support' */
  kind!: string;
  /** 1 for the pupil's first plan of the kind. @example 1 */
  cycle!: number;
  /** draft, open, reviewed or closed. @example 'open' */
  status!: string;
  /** The member of staff who answers for it. */
  coordinatorStaffId!: string | null;
  /** @example '2026-09-07' */
  startDate!: string | null;
  /** @example '2026-12-11' */
  reviewDue!: string | null;
  /** The day from which the review counts as due. @example '2026-11-27' */
  reviewWarnFrom!: string | null;
  /** The meeting of the signed review that ended the cycle. @example null */
  reviewedOn!: string | null;
  /** The day on which it was closed. @example null */
  endDate!: string | null;
  /** @example null */
  closedReason!: string | null;
  /** The cycle from whose review this one was opened. */
  previousPlanId!: string | null;
  /** Codes of the subjects that it covers; null for all. @example ['reading'] */
  subjects!: string[] | null;
  /** @example 'cognition-and-learning' */
  areaOfNeed!: string | null;
  /** @example 'Speaks with confidence.' */
  strengths!: string | null;
  /** @example 'Decodes slowly.' */
  needs!: string | null;
  /** @example 'Structured phonics in a group of three.' */
  approach!: string | null;
  /** Of an EHC plan only. */
  ehc!: EhcView | null;
  source!: SourceDto | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toPlanView(row: PlanEntity): PlanView {
  return {
    id: row.id,
    schoolId: row.ownerId,
    pupilId: row.pupilId,
    kind: row.kind,
    cycle: row.cycle,
    status: row.status,
    coordinatorStaffId: row.coordinatorStaffId,
    startDate: row.startDate,
    reviewDue: row.reviewDue,
    reviewWarnFrom: row.reviewDue === null ? null : warnFrom(row.kind, row.reviewDue),
    reviewedOn: row.reviewedOn,
    endDate: row.endDate,
    closedReason: row.closedReason,
    previousPlanId: row.previousPlanId,
    subjects: row.subjects,
    areaOfNeed: row.areaOfNeed,
    strengths: row.strengths,
    needs: row.needs,
    approach: row.approach,
    ehc: row.kind === 'ehc' ? toEhcView(row) : null,
    source: sourceKey(row),
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}

function toEhcView(row: PlanEntity): EhcView {
  return {
    issuedOn: row.ehcIssuedOn,
    lastReviewedOn: row.ehcLastReviewedOn,
    reference: row.ehcReference,
    phaseTransferOn: row.phaseTransferOn,
  };
}
