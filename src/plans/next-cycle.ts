import type { RequestContext } from '../auth/request-context.js';
import { DomainError, type Fault, invalid } from '../common/errors/domain-error.js';
import { today } from '../common/instants.js';
import type { Transaction } from '../database/transaction.js';
import type { PupilEntity } from '../pupils/pupil.entity.js';
import { annualReviewDue, planFaults } from './check-plan.js';
import { activeKeyOf } from './cycle.js';
import { KnownPlanFacts } from './known-plan-facts.js';
import { PlanOutcomeEntity } from './outcomes/plan-outcome.entity.js';
import type { NextCycleDto } from './plan.dto.js';
import { PlanEntity } from './plan.entity.js';
import { StoredPlans } from './stored-plans.js';
import { secondOpen } from './write-plans.js';

/**
 * Opens the cycle that follows a reviewed one and closes that one on the same day. What was assessed and planned is
 * taken over, to be changed; with `carryOver` the outcomes that were not reached are set again, from where the pupil
 * stands now. `at` is where the request says so, for the faults.
 */
export async function openNextCycle(
  tx: Transaction,
  ctx: RequestContext,
  { plan: before, pupil, outcomes }: ReviewedPlan,
  dto: NextCycleDto,
  at = '',
): Promise<PlanEntity> {
  if (before.status !== 'reviewed') {
    const detail = `The plan is ${before.status}: the next cycle opens from a signed review that ends this one.`;
    throw new DomainError('transition-refused', detail);
  }
  const coordinatorStaffId = dto.coordinatorStaffId ?? before.coordinatorStaffId;
  const known = await KnownPlanFacts.read(tx, ctx, [{ pupilId: pupil.id, coordinatorStaffId }]);
  const stored = await StoredPlans.read(tx, [pupil], []);
  stored.put(before);
  const ehcLastReviewedOn = before.kind === 'ehc' ? before.reviewedOn : null;
  const { id: _id, sinceVersion: _version, recordedAt: _at, ...content } = before;
  const next = {
    ...content,
    status: 'open' as const,
    cycle: stored.nextCycle(pupil.id, before.kind),
    coordinatorStaffId,
    startDate: dto.startDate,
    ehcLastReviewedOn,
    reviewDue: dto.reviewDue ?? annualReviewDue({ ...before, ehcLastReviewedOn }),
    reviewedOn: null,
    endDate: null,
    closedReason: null,
    previousPlanId: before.id,
    sourceSystem: null,
    sourceId: null,
  };
  const faults: Fault[] = [
    ...planFaults(next, {
      today: today(),
      dateOfBirth: pupil.dateOfBirth,
      sen: known.senOn(pupil.id, dto.startDate),
    }),
    ...known.faults(before.ownerId, next),
  ];
  if (before.reviewedOn !== null && dto.startDate < before.reviewedOn) {
    const detail = `The cycle before was reviewed on ${before.reviewedOn}.`;
    faults.push({ pointer: '/startDate', code: 'before-review', detail });
  }
  if (faults.length > 0) throw invalid(...faults.map((it) => ({ ...it, pointer: at + it.pointer })));
  if (stored.open(pupil.id, before.kind)) throw secondOpen();
  tx.update(PlanEntity, before, { status: 'closed', endDate: dto.startDate });
  const opened = tx.insert(PlanEntity, { ...next, activeKey: activeKeyOf(next) });
  if (dto.carryOver) carryOver(tx, opened, outcomes);
  return opened;
}

/** A plan whose cycle was reviewed, held with its pupil and its outcomes as the review left them. */
export interface ReviewedPlan {
  readonly plan: PlanEntity;
  readonly pupil: PupilEntity;
  readonly outcomes: readonly PlanOutcomeEntity[];
}

function carryOver(tx: Transaction, opened: PlanEntity, outcomes: readonly PlanOutcomeEntity[]): void {
  for (const { id: _id, sinceVersion: _version, recordedAt: _at, ...it } of outcomes) {
    if (it.result === 'met' || it.result === 'exceeded') continue;
    tx.insert(PlanOutcomeEntity, {
      ...it,
      planId: opened.id,
      baseline: it.achieved ?? it.baseline,
      byDate: opened.reviewDue!,
      result: null,
      resultOn: null,
      achieved: null,
      comment: null,
      sourceSystem: null,
      sourceId: null,
    });
  }
}
