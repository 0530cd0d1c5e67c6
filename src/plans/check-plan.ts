import type { Fault } from '../common/errors/domain-error.js';
import type { PlanKind, PlanStatus } from './plan-words.js';
import { twelveMonthsAfter } from './review-due.js';

/** What is checked of a plan as it will be. */
export interface CheckedPlan {
  readonly kind: PlanKind;
  readonly status: PlanStatus;
  readonly coordinatorStaffId: string | null;
  readonly startDate: string | null;
  readonly reviewDue: string | null;
  readonly reviewedOn: string | null;
  readonly endDate: string | null;
  readonly closedReason: string | null;
  readonly ehcIssuedOn: string | null;
  readonly ehcLastReviewedOn: string | null;
  readonly ehcReference: string | null;
  readonly phaseTransferOn: string | null;
}

/** What else decides whether a plan may be so. */
export interface PlanGround {
  readonly today: string;
  readonly dateOfBirth: string;
  /** SEN provision on the plan's start date: N, K, E; null where none is recorded. */
  readonly sen: string | null;
}

/**
 * The faults of a plan in itself. A draft may be incomplete; an open one has a named coordinator, a start, a date of
 * review, and the SEN status that its kind is for (SEND code of practice, 2015, paragraphs 6.44 to 6.56 and chapter 9).
 */
export function planFaults(plan: CheckedPlan, ground: PlanGround): Fault[] {
  return [
    ...begunFaults(plan, ground),
    ...senFaults(plan, ground),
    ...dateFaults(plan, ground),
    ...ehcFaults(plan),
  ];
}

function begunFaults(
  { status, startDate, reviewDue, coordinatorStaffId }: CheckedPlan,
  { today }: PlanGround,
) {
  if (status === 'draft') return [];
  const faults: Fault[] = [];
  if (startDate === null) faults.push(fault('/startDate', 'missing', 'Only a draft has no start date.'));
  else if (startDate > today) {
    faults.push(fault('/startDate', 'in-future', 'A plan is a draft until its start date.'));
  }
  if (status !== 'open') return faults;
  if (reviewDue === null) {
    faults.push(fault('/reviewDue', 'missing', 'An open plan has a date by which it is reviewed.'));
  }
  if (coordinatorStaffId === null) {
    faults.push(
      fault('/coordinatorStaffId', 'missing', 'An open plan names the member of staff who answers for it.'),
    );
  }
  return faults;
}

function senFaults({ kind, status }: CheckedPlan, { sen }: PlanGround): Fault[] {
  if (status !== 'open' || kind === 'support') return [];
  if (kind === 'ehc' && sen !== 'E') {
    return [fault('/kind', 'sen-status-missing', 'On its start date the pupil’s SEN provision is not E.')];
  }
  if (sen !== 'K' && sen !== 'E') {
    return [
      fault('/kind', 'sen-status-missing', 'On its start date the pupil’s SEN provision is neither K nor E.'),
    ];
  }
  return [];
}

function dateFaults(plan: CheckedPlan, { today, dateOfBirth }: PlanGround): Fault[] {
  const { startDate, reviewDue, endDate, status, closedReason, reviewedOn } = plan;
  const faults: Fault[] = [];
  if (startDate !== null && startDate < dateOfBirth) {
    faults.push(fault('/startDate', 'before-birth', 'The start lies before the pupil’s date of birth.'));
  }
  if (startDate !== null && reviewDue !== null && reviewDue <= startDate) {
    faults.push(fault('/reviewDue', 'not-after-start', 'The review is due after the start.'));
  }
  if (status !== 'closed') {
    if (endDate !== null) faults.push(fault('/endDate', 'not-closed', 'Only a closed plan has an end.'));
    return faults;
  }
  if (endDate === null) faults.push(fault('/endDate', 'missing', 'A closed plan has an end.'));
  else if (endDate > today) faults.push(fault('/endDate', 'in-future', 'The end is yet to come.'));
  else if (startDate !== null && endDate < startDate) {
    faults.push(fault('/endDate', 'ends-before-start', 'The end lies before the start.'));
  }
  if (closedReason === null && reviewedOn === null) {
    faults.push(fault('/closedReason', 'missing', 'Say why the plan is closed without a review.'));
  }
  return faults;
}

function ehcFaults(plan: CheckedPlan): Fault[] {
  const { kind, status, startDate, reviewDue, ehcIssuedOn: issued, ehcLastReviewedOn: reviewed } = plan;
  if (kind !== 'ehc') {
    const has = [issued, reviewed, plan.ehcReference, plan.phaseTransferOn].some((it) => it !== null);
    return has ? [fault('/ehc', 'not-ehc', 'Only an education, health and care plan has these.')] : [];
  }
  const faults: Fault[] = [];
  if (issued === null && status !== 'draft') {
    faults.push(fault('/ehc/issuedOn', 'missing', 'An EHC plan has the date on which it was issued.'));
  }
  if (issued !== null && startDate !== null && startDate < issued) {
    faults.push(fault('/startDate', 'starts-before-issue', `The plan was issued on ${issued}.`));
  }
  if (issued !== null && reviewed !== null && reviewed < issued) {
    faults.push(fault('/ehc/lastReviewedOn', 'reviewed-before-issue', `The plan was issued on ${issued}.`));
  }
  if (startDate !== null && reviewed !== null && reviewed > startDate) {
    faults.push(fault('/ehc/lastReviewedOn', 'after-start', 'The last review lies before this cycle.'));
  }
  const latest = annualReviewDue(plan);
  if (latest !== null && reviewDue !== null && reviewDue > latest) {
    const detail = `An EHC plan is reviewed within 12 months of its issue or last review, so by ${latest}.`;
    faults.push(fault('/reviewDue', 'review-too-late', detail));
  }
  return faults;
}

/** Twelve months after the last annual review, or after the issue where there was none; null for no EHC plan. */
export function annualReviewDue(
  plan: Pick<CheckedPlan, 'kind' | 'ehcIssuedOn' | 'ehcLastReviewedOn'>,
): string | null {
  const from = plan.kind === 'ehc' ? (plan.ehcLastReviewedOn ?? plan.ehcIssuedOn) : null;
  return from === null ? null : twelveMonthsAfter(from);
}

function fault(pointer: string, code: string, detail: string): Fault {
  return { pointer, code, detail };
}
