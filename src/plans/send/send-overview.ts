import { academicYearOf } from '../../common/dates.js';
import type { CharacteristicEntity } from '../../pupils/characteristic.entity.js';
import type { EnrolmentEntity } from '../../pupils/enrolment.entity.js';
import type { PupilEntity } from '../../pupils/pupil.entity.js';
import type { SenNeedEntity } from '../../pupils/sen-needs/sen-need.entity.js';
import { isOnRoll, leavingOn } from '../../pupils/on-roll.js';
import { holds } from '../../pupils/spells.js';
import type { AcademicYearEntity } from '../../schools/academic-years/academic-year.entity.js';
import type { PlanOutcomeEntity } from '../outcomes/plan-outcome.entity.js';
import type { PlanEntity } from '../plan.entity.js';
import { reviewStateOf, transferReviewBy } from '../review-due.js';
import type { PlanReviewEntity } from '../reviews/plan-review.entity.js';
import { annualReviewOn } from './annual-review.js';
import { attentionOf, type SendState } from './attention.js';
import { type CycleOnDay, cyclesNotMet, cyclesOn } from './cycles.js';
import { meetingsExpected, meetingsHeld, sharedSpans, standardTerms } from './parent-meetings.js';
import type { EhcOverviewView, SendOverviewView } from './send-overview.view.js';

/** What is held on a pupil's SEND support, as known. */
export interface SendFacts {
  readonly pupil: PupilEntity;
  /** Spells of SEN provision. */
  readonly sen: readonly CharacteristicEntity[];
  readonly needs: readonly SenNeedEntity[];
  /** Spells on the school's roll. */
  readonly enrolments: readonly EnrolmentEntity[];
  readonly plans: readonly PlanEntity[];
  readonly outcomes: readonly PlanOutcomeEntity[];
  readonly reviews: readonly PlanReviewEntity[];
  /** The school's calendars. */
  readonly years: readonly AcademicYearEntity[];
}

/**
 * How a pupil's SEND support stands on a day. What is dated later changes nothing.
 */
export function sendOverviewOf(facts: SendFacts, asOf: string): SendOverviewView {
  const { pupil, sen, plans, outcomes } = facts;
  const holdsThen = (it: { startDate: string; endDate: string | null }) =>
    holds({ start: it.startDate, end: it.endDate }, asOf);
  const spell = sen.find(holdsThen);
  const needs = facts.needs.filter(holdsThen).sort((a, b) => a.needRank - b.needRank);
  const cycles = cyclesOn(plans, outcomes, asOf);
  const openPlans = cycles.filter((it) => it.status === 'open').map(({ plan }) => toOpenCycle(plan, asOf));
  const parentMeetings = parentMeetingsOf(facts, asOf);
  const notMet = cyclesNotMet(cycles);
  return {
    pupilId: pupil.id,
    schoolId: pupil.ownerId,
    asOf,
    sen: { value: spell?.value ?? null, since: spell?.startDate ?? null },
    needs: needs.map(({ needType, needRank, startDate }) => ({ needType, needRank, since: startDate })),
    openPlans,
    cycles: cycles.map(toCycle),
    cyclesNotMet: notMet,
    parentMeetings,
    ehc: ehcOf(cycles, pupil),
    attention: attentionOf({
      roll: rollOn(facts.enrolments, asOf),
      sen: spell?.value ?? null,
      openPlans,
      meetingsHeld: parentMeetings.held,
      meetingsExpected: parentMeetings.expected,
      cyclesNotMet: notMet,
    }),
  };
}

function rollOn(spells: readonly EnrolmentEntity[], day: string): SendState['roll'] {
  if (spells.some((it) => isOnRoll(it, day))) return 'here';
  return leavingOn(spells, day) ? 'left' : 'toCome';
}

function toOpenCycle({ id, kind, cycle, startDate, reviewDue }: PlanEntity, asOf: string) {
  const reviewStatus = reviewDue === null ? null : reviewStateOf(kind, reviewDue, asOf);
  return { planId: id, kind, cycle, startDate: startDate!, reviewDue, reviewStatus };
}

function toCycle({ plan, status, outcomes, result }: CycleOnDay<PlanEntity>) {
  const { id: planId, kind, cycle, startDate, reviewedOn, endDate } = plan;
  return {
    planId,
    kind,
    cycle,
    status,
    startDate: startDate!,
    reviewedOn: status === 'open' ? null : reviewedOn,
    endDate: status === 'closed' ? endDate : null,
    outcomes,
    result,
  };
}

/** Days on which a parent came to a review of the pupil's SEND plans. */
function parentMeetingsOf({ plans, reviews, sen, enrolments, years }: SendFacts, asOf: string) {
  const year = years.find((it) => it.startDate <= asOf && asOf <= it.endDate);
  const from = year?.startDate ?? `${String(academicYearOf(asOf))}-09-01`;
  const held = meetingsHeld(plans, reviews, { startDate: from, endDate: asOf }).length;
  const supported = sen.filter((it) => it.value === 'K' || it.value === 'E');
  const here = enrolments.map((it) => ({ startDate: it.entryDate, endDate: it.leavingDate }));
  const terms = year && year.terms.length > 0 ? year.terms : standardTerms(asOf);
  return { from, held, expected: meetingsExpected(terms, sharedSpans(supported, here), asOf) };
}

/** The latest cycle of the EHC plan that has not been closed. */
function ehcOf(
  cycles: readonly CycleOnDay<PlanEntity>[],
  { dateOfBirth }: PupilEntity,
): EhcOverviewView | null {
  const review = annualReviewOn(cycles);
  if (!review) return null;
  const { plan, lastReviewedOn, due } = review;
  return {
    planId: plan.id,
    reference: plan.ehcReference,
    issuedOn: plan.ehcIssuedOn,
    lastReviewedOn,
    annualReviewDue: due,
    warnFrom: review.warnFrom,
    phaseTransferOn: plan.phaseTransferOn,
    transferReviewBy:
      plan.phaseTransferOn === null ? null : transferReviewBy(plan.phaseTransferOn, dateOfBirth),
  };
}
