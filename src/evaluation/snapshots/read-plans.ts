import type { AnnualReview, PlanCycle, PlanOutcome, PlansFact } from '@espalier/sdk';
import type { Reader } from '../../database/database.js';
import { reviewStateOf } from '../../plans/review-due.js';
import { annualReviewOn, type ReviewedPlan } from '../../plans/send/annual-review.js';
import { type CycleOnDay, cyclesNotMet, cyclesOn, type DatedOutcome } from '../../plans/send/cycles.js';
import { meetingsHeld, type ReviewMeeting } from '../../plans/send/parent-meetings.js';
import { byPupil } from './by-pupil.js';
import { knownRows, type PupilSpan } from './known-rows.js';
import type { SchoolCalendar } from './school-calendar.js';

/** What plans need of a run's frame. */
interface PlanFrame {
  readonly asOf: string;
  readonly knownVersion: number;
  readonly calendar: SchoolCalendar;
}

interface PlanRow extends ReviewedPlan {
  readonly pupil_id: string;
  /** JSON. */
  readonly subjects: string | null;
  readonly areaOfNeed: PlanCycle['areaOfNeed'];
}

interface OutcomeRow extends DatedOutcome {
  readonly id: string;
  readonly pupil_id: string;
  readonly byDate: string;
  readonly areaOfNeed: PlanOutcome['areaOfNeed'];
}

interface ReviewRow {
  readonly pupil_id: string;
  readonly planId: string;
  readonly meetingDate: string;
  /** JSON; of the names in it nothing is kept. */
  readonly invitations: string;
}

const PLAN_COLUMNS = `id, pupil_id, kind, cycle, status, start_date as startDate, review_due as reviewDue,
  reviewed_on as reviewedOn, end_date as endDate, subjects, area_of_need as areaOfNeed,
  ehc_issued_on as ehcIssuedOn, ehc_last_reviewed_on as ehcLastReviewedOn`;
const OUTCOME_COLUMNS = `id, pupil_id, plan_id as planId, by_date as byDate, area_of_need as areaOfNeed, result,
  result_on as resultOn`;
const REVIEW_COLUMNS = 'pupil_id, plan_id as planId, meeting_date as meetingDate, invitations';

/**
 * Reads how the plans of the pupils of a batch stand on a day, with one query for each of plans, outcomes and
 * reviews. Nothing that was written in words is read.
 */
export async function readPlans(
  reader: Reader,
  span: PupilSpan,
  { asOf, knownVersion, calendar }: PlanFrame,
): Promise<(pupilId: string) => PlansFact> {
  const year = { startDate: calendar.yearStart, endDate: asOf };
  const [plans, outcomes, reviews] = await Promise.all([
    knownRows<PlanRow>(reader, 'plan', PLAN_COLUMNS, span, knownVersion),
    knownRows<OutcomeRow>(reader, 'plan_outcome', OUTCOME_COLUMNS, span, knownVersion),
    knownRows<ReviewRow>(reader, 'plan_review', REVIEW_COLUMNS, span, knownVersion, {
      sql: 'meeting_date between ? and ?',
      params: [year.startDate, year.endDate],
    }),
  ]);
  const [plansOf, outcomesOf, reviewsOf] = [byPupil(plans), byPupil(outcomes), byPupil(reviews)];
  return (pupilId) => {
    const ofPupil = plansOf.get(pupilId) ?? [];
    const dated = outcomesOf.get(pupilId) ?? [];
    const cycles = cyclesOn(ofPupil, dated, asOf);
    const ofPlan = Map.groupBy(dated, (it) => it.planId);
    return {
      cycles: cycles.map((it) => toPlanCycle(it, ofPlan.get(it.plan.id) ?? [], asOf)),
      cyclesNotMet: cyclesNotMet(cycles),
      parentMeetings: meetingsHeld(ofPupil, (reviewsOf.get(pupilId) ?? []).map(toMeeting), year),
      annualReview: toAnnualReview(cycles),
    };
  };
}

function toPlanCycle(
  { plan, status, result }: CycleOnDay<PlanRow>,
  outcomes: readonly OutcomeRow[],
  asOf: string,
): PlanCycle {
  const { kind, cycle, startDate, reviewDue, areaOfNeed } = plan;
  return {
    kind,
    cycle,
    status,
    startDate: startDate!,
    reviewDue,
    reviewStatus: status === 'open' && reviewDue !== null ? reviewStateOf(kind, reviewDue, asOf) : null,
    reviewedOn: status === 'open' ? null : plan.reviewedOn,
    endDate: status === 'closed' ? plan.endDate : null,
    subjects: plan.subjects === null ? null : (JSON.parse(plan.subjects) as string[]),
    areaOfNeed,
    outcomes: outcomes
      .toSorted((a, b) => (`${a.byDate} ${a.id}` < `${b.byDate} ${b.id}` ? -1 : 1))
      .map((it) => toPlanOutcome(it, asOf)),
    result,
  };
}

function toPlanOutcome({ byDate, areaOfNeed, result, resultOn }: OutcomeRow, asOf: string): PlanOutcome {
  const judged = resultOn !== null && resultOn <= asOf;
  return { byDate, areaOfNeed, result: judged ? result : null, resultOn: judged ? resultOn : null };
}

function toMeeting({ planId, meetingDate, invitations }: ReviewRow): ReviewMeeting {
  return { planId, meetingDate, invitations: JSON.parse(invitations) as ReviewMeeting['invitations'] };
}

function toAnnualReview(cycles: readonly CycleOnDay<PlanRow>[]): AnnualReview | null {
  const review = annualReviewOn(cycles);
  if (!review) return null;
  const { plan, lastReviewedOn, due, warnFrom } = review;
  return { issuedOn: plan.ehcIssuedOn, lastReviewedOn, due, warnFrom };
}
