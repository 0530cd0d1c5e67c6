import type { BatchWrite } from '../../auth/batches/carry-out-batch.js';
import { SourceRows, sourceTaken } from '../../auth/batches/source-rows.js';
import type { RequestContext } from '../../auth/request-context.js';
import { DomainError, duplicate, invalid } from '../../common/errors/domain-error.js';
import type { BatchDone } from '../../common/http/batch.js';
import { today } from '../../common/instants.js';
import { sourceColumns } from '../../common/source.js';
import { places } from '../../database/database.js';
import type { FactPatch, Transaction } from '../../database/transaction.js';
import { lockPlans } from '../lock-plan.js';
import type { PlanEntity } from '../plan.entity.js';
import { outcomeFaults } from './check-outcome.js';
import type { CreatePlanOutcomeDto, PlanOutcomeItemDto, UpdatePlanOutcomeDto } from './outcome.dto.js';
import { PlanOutcomeEntity } from './plan-outcome.entity.js';

type Outcome = BatchDone | DomainError;

/** A review says something of every outcome; more than these nobody works towards. */
const MOST_OF_A_PLAN = 20;

/**
 * Adds outcomes, or changes those with the same source key where `bySource` says so. The pupils and plans are held.
 */
export async function writeOutcomes(
  tx: Transaction,
  ctx: RequestContext,
  items: readonly BatchWrite<PlanOutcomeItemDto>[],
  bySource: boolean,
): Promise<Map<number, Outcome>> {
  const plans = await lockPlans(
    tx,
    ctx,
    items.map((it) => it.dto.planId),
  );
  const sources = items.flatMap(({ dto: { planId, source } }) => {
    const plan = plans.get(planId);
    return plan && source ? [{ ownerId: plan.ownerId, source }] : [];
  });
  const stored = await SourceRows.lock(tx, PlanOutcomeEntity, sources);
  const counts = await countsOf(tx, [...plans.values()]);
  const outcomes = new Map<number, Outcome>();
  for (const { index, dto } of items) {
    const plan = plans.get(dto.planId);
    outcomes.set(index, plan ? writeOne(tx, plan, dto, stored, counts, bySource) : unknownPlan());
  }
  return outcomes;
}

function writeOne(
  tx: Transaction,
  plan: PlanEntity,
  { planId: _plan, ...dto }: PlanOutcomeItemDto,
  stored: SourceRows<PlanOutcomeEntity>,
  counts: Map<string, number>,
  bySource: boolean,
): Outcome {
  const before = stored.find(plan.ownerId, dto.source);
  if (before && !bySource) return sourceTaken('An outcome');
  if (before && before.planId !== plan.id) {
    return duplicate('/source', 'The outcome with this source key is another plan’s.');
  }
  if (before) return changeOutcome(tx, plan, before, dto);
  const { source, ...members } = dto;
  const row = completed({
    areaOfNeed: null,
    result: null,
    resultOn: null,
    achieved: null,
    comment: null,
    ...members,
    ...sourceColumns(source),
    ownerId: plan.ownerId,
    pupilId: plan.pupilId,
    planId: plan.id,
  });
  const count = (counts.get(plan.id) ?? 0) + 1;
  const refusal = refusalOf(plan, row) ?? (count > MOST_OF_A_PLAN ? tooMany() : null);
  if (refusal) return refusal;
  counts.set(plan.id, count);
  const added = tx.insert(PlanOutcomeEntity, row);
  stored.add(added);
  return { row: added, kind: 'created' };
}

/** Changes an outcome, unless its cycle has been reviewed. */
export function changeOutcome(
  tx: Transaction,
  plan: PlanEntity,
  before: PlanOutcomeEntity,
  dto: UpdatePlanOutcomeDto | CreatePlanOutcomeDto,
): Outcome {
  const { source: _source, ...members } = dto as CreatePlanOutcomeDto;
  const {
    ownerId: _owner,
    id: _id,
    sinceVersion: _version,
    recordedAt: _at,
    ...after
  } = completed({
    ...before,
    ...members,
  });
  const same = Object.entries(after).every(
    ([member, value]) => before[member as keyof PlanOutcomeEntity] === value,
  );
  if (same) return { row: before, kind: 'unchanged' };
  const refusal = refusalOf(plan, after);
  if (refusal) return refusal;
  return { row: tx.update(PlanOutcomeEntity, before, after), kind: 'updated' };
}

/** Removes an outcome, unless its cycle has been reviewed. */
export function removeOutcome(tx: Transaction, plan: PlanEntity, row: PlanOutcomeEntity): void {
  if (plan.reviewedOn !== null) throw frozen();
  tx.remove(PlanOutcomeEntity, row);
}

/** A result without its day was judged today. */
function completed<O extends Pick<PlanOutcomeEntity, 'result' | 'resultOn'>>(outcome: O): O {
  const resultOn = outcome.result === null ? outcome.resultOn : (outcome.resultOn ?? today());
  return { ...outcome, resultOn };
}

function refusalOf(
  plan: PlanEntity,
  outcome: Required<Pick<FactPatch<PlanOutcomeEntity>, 'byDate' | 'result' | 'resultOn' | 'achieved'>>,
): DomainError | null {
  if (plan.reviewedOn !== null) return frozen();
  const faults = outcomeFaults(outcome, plan.startDate, today());
  return faults.length > 0 ? invalid(...faults) : null;
}

async function countsOf(tx: Transaction, plans: readonly PlanEntity[]): Promise<Map<string, number>> {
  if (plans.length === 0) return new Map();
  const pupils = [...new Set(plans.map((it) => it.pupilId))];
  const owners = [...new Set(plans.map((it) => it.ownerId))];
  const rows = await tx.query<{ planId: string; n: number }>(
    `select plan_id as planId, count(*) as n from plan_outcome
      where owner_id in (${places(owners.length)}) and pupil_id in (${places(pupils.length)}) group by plan_id`,
    [...owners, ...pupils],
  );
  return new Map(rows.map(({ planId, n }) => [planId, n]));
}

function frozen(): DomainError {
  return new DomainError('conflict', 'A signed review has ended the cycle: its outcomes stay as they are.');
}

function tooMany(): DomainError {
  return new DomainError('conflict', `A plan has ${String(MOST_OF_A_PLAN)} outcomes at most.`);
}

function unknownPlan(): DomainError {
  return invalid({ pointer: '/planId', code: 'unknown-plan', detail: 'No plan with this id is known.' });
}
