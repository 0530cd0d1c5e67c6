import { addDays } from '../../common/dates.js';
import type { PastFact } from '../../database/past.js';
import { activeKeyOf } from '../../plans/cycle.js';
import { PlanContributionEntity } from '../../plans/contributions/plan-contribution.entity.js';
import { PlanItemEntity } from '../../plans/items/plan-item.entity.js';
import { PlanOutcomeEntity } from '../../plans/outcomes/plan-outcome.entity.js';
import { PlanEntity } from '../../plans/plan.entity.js';
import type { OutcomeResult, PlanKind } from '../../plans/plan-words.js';
import { twelveMonthsAfter } from '../../plans/review-due.js';
import type { Invitation } from '../../plans/reviews/review-record.js';
import { PlanReviewEntity } from '../../plans/reviews/plan-review.entity.js';
import { AREAS_OF_NEED } from '../../provisions/provision-words.js';
import type { ContactEntity } from '../../pupils/contacts/contact.entity.js';
import { DEMO_SOURCE } from '../demo-source.js';
import { SeededRandom } from '../seeded-random.js';
import { dayIn } from './calendar.js';
import { SHARE_LAPSED_REVIEWS } from './parameters.js';
import { senHistory } from './tell-characteristics.js';
import type { ToldPupil } from './tell-pupils.js';
import type { ToldSchool } from './tell-school.js';
import { recordedOn, type Telling } from './telling.js';

/** Beginnings and ends of the cycles of SEN support in an academic year: three reviews a year, one a term. */
const CYCLES = [
  ['09-21', '12-11'],
  ['01-18', '03-24'],
  ['04-19', '07-08'],
] as const;
/** One cycle of a pupil's plan, from its beginning to the day on which its review is due. */
interface Cycle {
  readonly kind: PlanKind;
  readonly number: number;
  readonly start: string;
  /** Null for an EHC plan: twelve months after the review before, or the issue. */
  readonly due: string | null;
  /** When the local authority issued the EHC plan. */
  readonly issued: string | null;
}

/** Tells of the Assess-Plan-Do-Review cycles of the pupils with SEN, some of whose reviews have lapsed. */
export function tellPlans(
  telling: Telling,
  told: ToldSchool,
  pupils: readonly ToldPupil[],
  parents: ReadonlyMap<string, ContactEntity>,
): void {
  for (const pupil of pupils) {
    const stay = pupil.stays.at(-1)!;
    if (pupil.person.sen === 'N' || stay.to !== null || stay.dual?.status === 'S') continue;
    const teller = new PlanTeller(telling, told, pupil, parents.get(pupil.id) ?? null);
    for (const cycle of cyclesOf(telling, pupil)) {
      if (!teller.tell(cycle)) break;
    }
  }
}

/** The cycles that have begun by today, oldest first. */
function cyclesOf({ calendar }: Telling, { person, stays }: ToldPupil): Cycle[] {
  const history = senHistory(person);
  const support = history.find((it) => it.value === 'K')!.from;
  const plan = history.find((it) => it.value === 'E')?.from ?? null;
  const since = stays.at(-1)!.from;
  const years = calendar.closeYears;
  if (plan !== null && plan <= calendar.today) {
    // An EHC plan is reviewed within twelve months of its issue, and of each review after.
    const anniversaries = years.flatMap((year) => {
      const start = dayIn(year, plan.slice(5));
      return start >= plan && start >= since && start <= calendar.today ? [start] : [];
    });
    return anniversaries.map((start, i) => ({ kind: 'ehc', number: i + 1, start, due: null, issued: plan }));
  }
  return years
    .flatMap((year) => CYCLES.map(([start, due]) => ({ start: dayIn(year, start), due: dayIn(year, due) })))
    .filter(({ start }) => start >= support && start >= since && start <= calendar.today)
    .map((it, i) => ({ kind: 'send-support', number: i + 1, ...it, issued: null }));
}

class PlanTeller {
  private readonly random: SeededRandom;
  private before: string | null = null;
  private lastReviewed: string | null = null;

  constructor(
    private readonly telling: Telling,
    private readonly told: ToldSchool,
    private readonly pupil: ToldPupil,
    private readonly parent: ContactEntity | null,
  ) {
    this.random = SeededRandom.of(pupil.person.seed, 'plans', telling.school.urn);
  }

  /** Tells of one cycle; false where its review has not been held, so that no other follows. */
  tell(cycle: Cycle): boolean {
    const { past, calendar } = this.telling;
    const plan = this.open(cycle);
    const outcomes = this.outcomesOf(plan, cycle);
    const held = addDays(plan.row.reviewDue!, -this.random.whole(0, 6));
    const lapsed = this.random.chance(SHARE_LAPSED_REVIEWS);
    if (lapsed || held > calendar.today) return false;
    const at = this.at(held, 15);
    const results = outcomes.map(() =>
      this.random.pickByShare({ exceeded: 8, met: 40, partly: 37, not: 15 }),
    );
    const reviewId = this.review(plan, outcomes, results, held);
    this.contributions(plan, reviewId, held);
    outcomes.forEach((it, i) => past.update(it, at, { result: results[i]!, resultOn: held }));
    const reviewed = past.update(plan, at, { status: 'reviewed', activeKey: null, reviewedOn: held });
    const closed = { status: 'closed', endDate: held, closedReason: 'The next cycle was opened.' } as const;
    const next =
      addDays(held, 1) <= calendar.today
        ? past.update(reviewed, this.at(addDays(held, 1), 9), closed)
        : reviewed;
    this.before = next.row.id;
    this.lastReviewed = held;
    return true;
  }

  private open({ kind, number, start, due, issued }: Cycle): PastFact<PlanEntity> {
    const pupilId = this.pupil.id;
    const reviewed = this.lastReviewOf(start, issued);
    return this.telling.past.create(PlanEntity, this.at(start, 11), {
      pupilId,
      kind,
      cycle: number,
      status: 'open',
      activeKey: activeKeyOf({ pupilId, kind, status: 'open' }),
      coordinatorStaffId: this.told.sencoId,
      startDate: start,
      reviewDue: due ?? twelveMonthsAfter(reviewed ?? issued!),
      reviewedOn: null,
      endDate: null,
      closedReason: null,
      previousPlanId: this.before,
      subjects: null,
      areaOfNeed: AREAS_OF_NEED[this.pupil.person.seed % AREAS_OF_NEED.length]!,
      strengths: 'Works well with adults and friends whom the pupil knows.',
      needs: 'Follows longer instructions in steps, with pictures.',
      approach: 'Small steps, checked each week; the class teacher and the SENCo meet each half-term.',
      ehcIssuedOn: issued,
      ehcLastReviewedOn: reviewed,
      ehcReference: issued === null ? null : `EHC-${this.pupil.person.upn.slice(5)}`,
      phaseTransferOn: null,
      sourceSystem: DEMO_SOURCE,
      sourceId: `plan-${this.pupil.person.key}-${kind}-${number}`,
    });
  }

  /** The annual review before a cycle of an EHC plan; one before those that are told was a week before it. */
  private lastReviewOf(start: string, issued: string | null): string | null {
    if (issued === null || start === issued) return null;
    return this.lastReviewed ?? addDays(start, -7);
  }

  private outcomesOf({ row: plan }: PastFact<PlanEntity>, cycle: Cycle): PastFact<PlanOutcomeEntity>[] {
    const { past } = this.telling;
    const pupilId = this.pupil.id;
    const outcomes = [
      {
        outcome: 'Reads a page of the class book aloud',
        measure: 'Words read correctly in a minute',
        baseline: '32',
        target: '50',
      },
      {
        outcome: 'Begins a task without help',
        measure: 'Tasks begun alone, of five in a day',
        baseline: '1',
        target: '4',
      },
    ].map((it, i) =>
      past.create(PlanOutcomeEntity, this.at(cycle.start, 11), {
        pupilId,
        planId: plan.id,
        ...it,
        byDate: plan.reviewDue!,
        areaOfNeed: null,
        result: null,
        resultOn: null,
        achieved: null,
        comment: null,
        sourceSystem: DEMO_SOURCE,
        sourceId: `outcome-${this.pupil.person.key}-${cycle.kind}-${cycle.number}-${i + 1}`,
      }),
    );
    past.create(PlanItemEntity, this.at(cycle.start, 11), {
      pupilId,
      planId: plan.id,
      outcomeId: outcomes[0]!.row.id,
      what: 'Reads with an adult from a book at the right level',
      who: 'Teaching assistant',
      staffId: null,
      frequency: 'Ten minutes each day',
      provisionTypeKey: null,
      interventionId: null,
      recommendationId: null,
    });
    return outcomes;
  }

  private review(
    { row: plan }: PastFact<PlanEntity>,
    outcomes: readonly PastFact<PlanOutcomeEntity>[],
    results: readonly OutcomeResult[],
    held: string,
  ): string {
    const came = this.random.chance(0.8);
    const { forename, surname } = this.pupil.person;
    const others = { contactId: null, staffId: null, invitedOn: addDays(held, -14) };
    const invitations: Invitation[] = [
      { ...others, role: 'pupil', name: `${forename} ${surname}`, answer: 'accepted', attended: true },
    ];
    if (this.parent) {
      const { name, id: contactId } = this.parent;
      const answer = came ? ('accepted' as const) : null;
      invitations.push({ ...others, role: 'parent', name, contactId, answer, attended: came });
    }
    if (plan.kind === 'ehc') {
      // An authority is invited to every annual review, and sends someone to few.
      const name = 'SEND casework officer';
      invitations.push({ ...others, role: 'local-authority', name, answer: 'declined', attended: false });
    }
    const { row } = this.telling.past.create(PlanReviewEntity, this.at(held, 15), {
      pupilId: this.pupil.id,
      planId: plan.id,
      purpose: 'end-of-cycle',
      meetingDate: held,
      invitations,
      outcomes: outcomes.map((it, i) => ({
        outcomeId: it.row.id,
        result: results[i]!,
        achieved: null,
        comment: null,
      })),
      summary: 'What helped goes on; the steps of the next cycle were agreed.',
      nextSteps: [],
      recommendation: plan.kind === 'ehc' ? 'maintain' : null,
      signedByStaffId: this.told.sencoId,
      signedAt: this.at(held, 15),
    });
    return row.id;
  }

  private contributions({ row: plan }: PastFact<PlanEntity>, reviewId: string, held: string): void {
    const { past } = this.telling;
    const shared = {
      pupilId: this.pupil.id,
      planId: plan.id,
      reviewId,
      date: held,
      recordedByStaffId: this.told.sencoId,
    };
    past.create(PlanContributionEntity, this.at(held, 14), {
      ...shared,
      author: 'pupil',
      authorName: null,
      contactId: null,
      views: 'I like it when we read together. I want help with long words.',
    });
    if (!this.parent || !this.random.chance(0.7)) return;
    past.create(PlanContributionEntity, this.at(held, 14), {
      ...shared,
      author: 'parent',
      authorName: this.parent.name,
      contactId: this.parent.id,
      views: 'Reads more at home than last term.',
    });
  }

  private at(day: string, hour: number): string {
    return recordedOn(this.telling, day, hour);
  }
}
