import { sourceKey } from '../common/source.js';
import type { InterventionEntity } from './intervention.entity.js';
import type { InterventionStatus, ReviewOutcome } from './lifecycle.js';
import { MeasureView, toMeasureView } from './measures/measure.view.js';

/** The version of a kind of provision that an intervention was made with. */
export class InterventionTypeView {
  id!: string;
  /** @example 'small-group-catch-up' */
  key!: string;
  /** @example 1 */
  version!: number;
}

/** The key of a row in the system that it is synced from. */
export class InterventionSourceView {
  /** @example 'sims' */
  system!: string;
  /** @example 'I-204' */
  id!: string;
}

/** A pupil's place in a provision, or in a kind of provision. */
export class InterventionView {
  id!: string;
  schoolId!: string;
  pupilId!: string;
  provisionType!: InterventionTypeView;
  /** 1 universal, 2 targeted, 3 specialist. @example 2 */
  wave!: number;
  /** Null where no provision has been named yet. */
  provisionId!: string | null;
  /** A subject's code. @example 'reading' */
  subject!: string | null;
  /** Why the pupil has it; what was said at each step is in the transitions. @example 'Below trajectory in reading at two consecutive results' */
  reason!: string;
  /** @example 'proposed' */
  status!: InterventionStatus;
  /** Null: as the provision's. @example '2026-09-07' */
  startDate!: string | null;
  /** The last day that was planned. Null: as the provision's. @example '2026-12-18' */
  endDate!: string | null;
  targetId!: string | null;
  /** The recommendation that was accepted, where one was. */
  recommendationId!: string | null;
  /** The member of staff who agreed or declined. */
  deciderStaffId!: string | null;
  /** When that was. */
  decidedAt!: string | null;
  /** The last day on which the pupil had it; set by the review. @example null */
  endedOn!: string | null;
  /** What the review found: exceeded, met, partly, not. @example null */
  outcome!: ReviewOutcome | null;
  /** Where the pupil stood at entry. */
  entry!: MeasureView | null;
  /** Where the pupil stood at exit. */
  exit!: MeasureView | null;
  source!: InterventionSourceView | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toInterventionView(row: InterventionEntity): InterventionView {
  return {
    id: row.id,
    schoolId: row.ownerId,
    pupilId: row.pupilId,
    provisionType: {
      id: row.provisionTypeId,
      key: row.provisionTypeKey,
      version: row.provisionTypeVersion,
    },
    wave: row.wave,
    provisionId: row.provisionId,
    subject: row.subject,
    reason: row.reason,
    status: row.status,
    startDate: row.startDate,
    endDate: row.endDate,
    targetId: row.targetId,
    recommendationId: row.recommendationId,
    deciderStaffId: row.deciderStaffId,
    decidedAt: row.decidedAt,
    endedOn: row.endedOn,
    outcome: row.outcome,
    entry: toMeasureView(row, 'entry'),
    exit: toMeasureView(row, 'exit'),
    source: sourceKey(row),
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}
