import { Injectable } from '@nestjs/common';
import { audit } from '../../auth/audit/audit.js';
import { checkPrecondition } from '../../auth/precondition.js';
import { type RequestContext, seesSensitive } from '../../auth/request-context.js';
import { lockOwned } from '../../auth/tenancy.js';
import { DomainError, invalid } from '../../common/errors/domain-error.js';
import { today } from '../../common/instants.js';
import { places } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { BudgetEntity } from '../../provisions/funding/budget.entity.js';
import type { StoredPlace } from '../../provisions/held-places.js';
import { ProvisionEntity } from '../../provisions/provision.entity.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { RecommendationEntity } from '../recommendations/recommendation.entity.js';
import { takeDecision } from '../recommendations/take-decision.js';
import type { ConfirmAllocationDto } from './allocation.dto.js';
import { AllocationEntity } from './allocation.entity.js';
import { AllocationRowEntity } from './allocation-row.entity.js';
import { listFaults } from './confirmed-rows.js';
import { moneyLeft } from './money-left.js';
import { offerFrameOf } from './offer-frame.js';
import { readOffered } from './read-offered.js';
import { requireWholeSchool } from './require-whole-school.js';
import { settleRows } from './settle-rows.js';

/** A named person confirms an allocation: every place is taken in one transaction, or none is. */
@Injectable()
export class AllocationConfirmationsService {
  constructor(private readonly uow: UnitOfWork) {}

  /**
   * Each row is decided as a recommendation is, with its own reason, and its intervention gets a place of a group.
   * Throws `conflict` with a fault at each row against which something stands by now.
   */
  confirm(ctx: RequestContext, id: string, dto: ConfirmAllocationDto): Promise<AllocationEntity> {
    requireWholeSchool(ctx);
    return this.uow.run(ctx.principal, async (tx) => {
      const allocation = await lockOwned(tx, ctx, AllocationEntity, id);
      checkPrecondition(ctx, allocation);
      requireOpen(allocation);
      const rows = await tx.lock(
        AllocationRowEntity,
        'where owner_id = ? and allocation_id = ? order by position, id',
        [allocation.ownerId, id],
      );
      const faults = listFaults(dto.rows, rows);
      if (faults.length > 0) throw invalid(...faults);
      if (!seesSensitive(ctx) && rows.some((it) => it.outcome === 'funded' && it.onSensitiveInputs)) {
        throw new DomainError(
          'sensitive-refused',
          'Its reasons rest on sensitive inputs: who confirms reads them, with the scope sensitive:read.',
        );
      }
      await this.takePlaces(tx, ctx, allocation, rows, dto);
      const confirmed = tx.update(AllocationEntity, allocation, {
        status: 'confirmed',
        activeKey: null,
        confirmedBy: ctx.principal.staffId,
        confirmedAt: tx.at,
      });
      audit(tx, {
        ownerId: allocation.ownerId,
        action: 'allocation.confirm',
        resource: 'allocations',
        resourceId: id,
        detail: { places: dto.rows.length },
      });
      ctx.idempotency?.keepResource(tx, confirmed);
      return confirmed;
    });
  }

  private async takePlaces(
    tx: Transaction,
    ctx: RequestContext,
    allocation: AllocationEntity,
    rows: readonly AllocationRowEntity[],
    dto: ConfirmAllocationDto,
  ): Promise<void> {
    const { ownerId } = allocation;
    const byId = new Map(rows.map((it) => [it.id, it]));
    const named = dto.rows.map((it) => byId.get(it.allocationRowId)!);
    const recommendations = await holdRecommendations(tx, ownerId, named);
    const { provisions, budget } = await holdSupply(tx, allocation, named);
    const frame = await offerFrameOf(tx, allocation, today());
    const { settled, faults } = settleRows(
      dto.rows.map(({ provisionId }, index) => ({
        index,
        row: named[index]!,
        recommendation: recommendations.get(named[index]!.recommendationId) ?? null,
        wanted: provisionId ?? null,
      })),
      await readOffered(tx, frame),
      budget ? await moneyLeft(tx, budget, today()) : allocation.moneyPence,
    );
    if (faults.length > 0) {
      const detail =
        'Nothing was confirmed: places, money or recommendations have changed. Ask again, or withhold these.';
      throw new DomainError('conflict', detail, faults);
    }
    const pending = new Map<string, StoredPlace[]>();
    for (const { confirmed, group } of settled) {
      const row = named[confirmed.index]!;
      const { from, to } = group ?? frame.days;
      const provision = group && provisions.get(group.id)!;
      const taken = provision ? (pending.get(provision.id) ?? []) : [];
      const { reason } = dto.rows[confirmed.index]!;
      const accept = { outcome: 'accept', reason, startDate: from, endDate: to } as const;
      const decision = await takeDecision(tx, ctx, row.recommendationId, accept, {
        place: { provision, pending: taken },
        onSensitiveInputs: row.onSensitiveInputs,
      });
      const interventionId = decision.interventionId!;
      if (provision) {
        pending.set(provision.id, [...taken, { id: interventionId, startDate: from, endDate: to }]);
      }
      tx.update(AllocationRowEntity, row, {
        provisionId: provision?.id ?? null,
        decisionId: decision.id,
        interventionId,
      });
    }
  }
}

function requireOpen({ status, periodEnd }: AllocationEntity): void {
  if (status !== 'open') {
    throw new DomainError('transition-refused', `The allocation is ${status}, no longer open.`);
  }
  if (periodEnd < today()) {
    throw new DomainError('transition-refused', `The period was over on ${periodEnd}.`);
  }
}

/** The recommendations and their pupils, held in the order of ids, as by every writer of them. */
async function holdRecommendations(
  tx: Transaction,
  ownerId: string,
  rows: readonly AllocationRowEntity[],
): Promise<Map<string, RecommendationEntity>> {
  const held = new Map<string, RecommendationEntity>();
  for (const part of inParts(rows.map((it) => it.recommendationId).sort())) {
    const where = `where owner_id = ? and id in (${places(part.length)}) order by id`;
    for (const it of await tx.lock(RecommendationEntity, where, [ownerId, ...part])) held.set(it.id, it);
  }
  for (const part of inParts(rows.map((it) => it.pupilId).sort())) {
    const where = `where owner_id = ? and id in (${places(part.length)}) order by id`;
    await tx.lock(PupilEntity, where, [ownerId, ...part]);
  }
  return held;
}

/**
 * Every group whose places or costs count, and the budget, held: nobody takes a place of theirs meanwhile, whether by
 * another allocation or by itself.
 */
async function holdSupply(
  tx: Transaction,
  { ownerId, budgetId, periodStart, periodEnd }: AllocationEntity,
  rows: readonly AllocationRowEntity[],
): Promise<{ provisions: Map<string, ProvisionEntity>; budget: BudgetEntity | null }> {
  const budget =
    budgetId === null
      ? null
      : await tx.lockOne(BudgetEntity, 'where owner_id = ? and id = ?', [ownerId, budgetId]);
  if (budgetId !== null && !budget && rows.length > 0) {
    throw new DomainError('conflict', 'The budget that was to pay has been removed. Ask again.');
  }
  const held = await tx.lock(
    ProvisionEntity,
    'where owner_id = ? and start_date <= ? and end_date >= ? order by id',
    [ownerId, budget?.endDate ?? periodEnd, budget?.startDate ?? periodStart],
  );
  return { provisions: new Map(held.map((it) => [it.id, it])), budget };
}
