import { newId } from '../../common/ids.js';
import type { NewFact, Transaction } from '../../database/transaction.js';
import { PlanOutcomeEntity } from '../../plans/outcomes/plan-outcome.entity.js';
import { PlanEntity } from '../../plans/plan.entity.js';
import { PlanReviewEntity } from '../../plans/reviews/plan-review.entity.js';
import { CharacteristicEntity } from '../../pupils/characteristic.entity.js';
import type { CharacteristicKind } from '../../pupils/code-sets.js';
import { GroupMemberEntity } from '../../pupils/groups/group-member.entity.js';
import { GroupEntity, type GroupKind } from '../../pupils/groups/group.entity.js';
import { SenNeedEntity } from '../../pupils/sen-needs/sen-need.entity.js';

const UNTOLD = { sourceSystem: null, sourceId: null };

/** Writes facts about one pupil, full of what no policy may see. */
export class PupilFacts {
  constructor(
    private readonly tx: Transaction,
    private readonly key: { readonly ownerId: string; readonly pupilId: string },
  ) {}

  characteristic(kind: CharacteristicKind, value: string, startDate: string, endDate: string | null = null) {
    return this.tx.insert(CharacteristicEntity, { ...this.key, ...UNTOLD, kind, value, startDate, endDate });
  }

  need(members: Partial<NewFact<SenNeedEntity>> = {}) {
    const need = { needType: 'SLCN', needRank: 1, startDate: '2025-09-01', endDate: null } as const;
    return this.tx.insert(SenNeedEntity, { ...this.key, ...UNTOLD, ...need, ...members });
  }

  group(kind: GroupKind, subject: string | null, startDate: string, endDate: string | null = null) {
    const { ownerId } = this.key;
    const name = `Mrs Okafor ${newId()}`;
    const group = this.tx.insert(GroupEntity, {
      ownerId,
      name,
      kind,
      subject,
      academicYearId: null,
      ...UNTOLD,
    });
    const spell = { groupId: group.id, kind, startDate, endDate, activeKey: null };
    const member = this.tx.insert(GroupMemberEntity, { ...this.key, ...UNTOLD, ...spell });
    return { group, member };
  }

  plan(members: Partial<NewFact<PlanEntity>> = {}) {
    return this.tx.insert(PlanEntity, {
      ...this.key,
      ...UNTOLD,
      kind: 'send-support',
      cycle: 1,
      status: 'open',
      activeKey: null,
      coordinatorStaffId: newId(),
      startDate: '2026-06-01',
      reviewDue: '2026-07-24',
      reviewedOn: null,
      endDate: null,
      closedReason: null,
      previousPlanId: null,
      subjects: ['reading'],
      areaOfNeed: 'communication-and-interaction',
      strengths: 'Amira speaks with confidence.',
      needs: 'Amira loses the thread.',
      approach: 'Amira works with Mrs Okafor.',
      ehcIssuedOn: null,
      ehcLastReviewedOn: null,
      ehcReference: null,
      phaseTransferOn: null,
      ...members,
    });
  }

  outcome(plan: PlanEntity, members: Partial<NewFact<PlanOutcomeEntity>> = {}) {
    return this.tx.insert(PlanOutcomeEntity, {
      ...this.key,
      ...UNTOLD,
      planId: plan.id,
      outcome: 'Amira retells a story.',
      measure: 'Amira’s parts of it',
      baseline: 'Amira: 2',
      target: 'Amira: 5',
      byDate: '2026-07-20',
      areaOfNeed: null,
      result: null,
      resultOn: null,
      achieved: 'Amira: 4',
      comment: 'Amira tried.',
      ...members,
    });
  }

  review(plan: PlanEntity, meetingDate: string, attended: boolean | null = true) {
    const parent = { role: 'parent', name: 'Ngozi Okafor', contactId: newId(), staffId: null } as const;
    return this.tx.insert(PlanReviewEntity, {
      ...this.key,
      planId: plan.id,
      purpose: 'interim',
      meetingDate,
      invitations: [{ ...parent, invitedOn: null, answer: 'accepted', attended }],
      outcomes: [],
      summary: 'Amira came too.',
      nextSteps: [],
      recommendation: null,
      signedByStaffId: null,
      signedAt: null,
    });
  }

  /** Something for every input that is read from these. */
  everything() {
    const since = '2025-09-01';
    const sen = this.characteristic('sen', 'K', since);
    this.characteristic('fsm', 'yes', since);
    const disadvantage = this.characteristic('fsmDisadvantage', 'yes', since);
    this.characteristic('pupilPremium', 'yes', since);
    this.characteristic('serviceChild', 'no', since);
    const lookedAfter = this.characteristic('lookedAfter', 'no', since);
    const ethnicity = this.characteristic('ethnicity', 'BAFR', since);
    const language = this.characteristic('firstLanguage', 'YOR', since);
    const proficiency = this.characteristic('englishProficiency', 'C', since);
    const need = this.need();
    const { group, member } = this.group('teaching', 'reading', since);
    const plan = this.plan();
    const outcome = this.outcome(plan);
    const review = this.review(plan, '2026-06-30');
    const spells = [sen, disadvantage, lookedAfter, ethnicity, language, proficiency];
    return { spells, need, group, member, plan, outcome, review };
  }
}
