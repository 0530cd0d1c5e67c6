/** SEN provision on the day. */
export class SenStatusView {
  /** N, K or E; null where none is recorded. @example 'K' */
  value!: string | null;
  /** The start of the spell. @example '2025-09-01' */
  since!: string | null;
}

/** A need on the day. */
export class OpenNeedView {
  /** @example 'SLCN' */
  needType!: string;
  /** 1 is the primary need. @example 1 */
  needRank!: number;
  /** @example '2025-09-01' */
  since!: string;
}

/** A cycle that is open on the day. */
export class OpenCycleView {
  planId!: string;
  /** support, send-support or ehc. @example 'send-support' */
  kind!: string;
  /** @example 2 */
  cycle!: number;
  /** @example '2026-09-07' */
  startDate!: string;
  /** @example '2026-12-11' */
  reviewDue!: string | null;
  /** notYet, due or overdue. @example 'notYet' */
  reviewStatus!: string | null;
}

/** How many outcomes of a cycle were reached by the day. */
export class CycleOutcomesView {
  exceeded!: number;
  met!: number;
  partly!: number;
  not!: number;
  /** Not judged yet. */
  pending!: number;
}

/** A cycle as it stood on the day. */
export class CycleView {
  planId!: string;
  /** @example 'send-support' */
  kind!: string;
  /** @example 1 */
  cycle!: number;
  /** open, reviewed or closed. @example 'closed' */
  status!: string;
  /** @example '2026-01-05' */
  startDate!: string;
  /** @example '2026-03-20' */
  reviewedOn!: string | null;
  /** @example '2026-03-23' */
  endDate!: string | null;
  outcomes!: CycleOutcomesView;
  /** met: every outcome met or exceeded; not: none of them; partly; null where none is judged. @example 'partly' */
  result!: string | null;
}

/** Meetings with parents in the academic year, against three a year. */
export class ParentMeetingsView {
  /** The first day of the academic year. @example '2026-09-01' */
  from!: string;
  /** Days on which a parent came to a review. @example 1 */
  held!: number;
  /** Three a year, pro rata by the terms that have ended. @example 1 */
  expected!: number;
}

/** The education, health and care plan. */
export class EhcOverviewView {
  planId!: string;
  /** The local authority's reference. @example 'EHC-20931' */
  reference!: string | null;
  /** @example '2026-01-20' */
  issuedOn!: string | null;
  /** The last annual review. @example null */
  lastReviewedOn!: string | null;
  /** Twelve months after the last annual review, or after the issue. @example '2027-01-20' */
  annualReviewDue!: string | null;
  /** From 56 days before. @example '2026-11-25' */
  warnFrom!: string | null;
  /** @example null */
  phaseTransferOn!: string | null;
  /** By when it is reviewed and amended before a change of phase in the autumn. @example null */
  transferReviewBy!: string | null;
}

/** How a pupil's SEND support stands on a day. Derived, never stored; sensitive. */
export class SendOverviewView {
  pupilId!: string;
  schoolId!: string;
  /** @example '2026-11-24' */
  asOf!: string;
  sen!: SenStatusView;
  /** The primary need first. */
  needs!: OpenNeedView[];
  openPlans!: OpenCycleView[];
  /** Every cycle that had begun, oldest first. */
  cycles!: CycleView[];
  /** Of the latest ended cycles of SEN support, in a row: those in which no outcome was reached. @example 0 */
  cyclesNotMet!: number;
  parentMeetings!: ParentMeetingsView;
  ehc!: EhcOverviewView | null;
  /**
   * noOpenPlan, planWithoutSenStatus, reviewDue, reviewOverdue, annualReviewDue, annualReviewOverdue,
   * parentMeetingsBehind, outcomesNotMet (two cycles or more); of a pupil who has left openAfterLeaving alone, where
   * provision or a plan has not been ended. @example ['reviewDue']
   */
  attention!: string[];
}
