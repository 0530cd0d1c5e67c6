import type { RequestContext } from '../../auth/request-context.js';
import { seesSchool } from '../../auth/tenancy.js';
import { type DomainError, duplicate, invalid } from '../../common/errors/domain-error.js';
import type { BatchDone } from '../../common/http/batch.js';
import { sourceColumns } from '../../common/source.js';
import { places } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { StoredBySource } from '../../database/stored-by-source.js';
import type { FactPatch, Transaction } from '../../database/transaction.js';
import type { CreateBudgetDto, UpdateBudgetDto } from './budget.dto.js';
import { BudgetEntity } from './budget.entity.js';
import { budgetFaults } from './check-budget.js';
import { FundingSourceEntity } from './funding-source.entity.js';

/** One budget of a write, with its place among the others. */
export interface BudgetItem {
  readonly index: number;
  readonly dto: CreateBudgetDto;
}

type Outcome = BatchDone | DomainError;

/**
 * Adds budgets, or changes those with the same source key where `bySource` says so. Their funding sources are held,
 * so that no two budgets of one come to overlap.
 */
export async function writeBudgets(
  tx: Transaction,
  ctx: RequestContext,
  items: readonly BudgetItem[],
  bySource: boolean,
): Promise<Map<number, Outcome>> {
  const owners = await holdSources(
    tx,
    ctx,
    items.map((it) => it.dto.fundingSourceId),
  );
  const stored = await StoredBySource.lock(
    tx,
    BudgetEntity,
    items.flatMap(({ dto }) => {
      const ownerId = owners.get(dto.fundingSourceId);
      return ownerId !== undefined && dto.source ? [{ ownerId, source: dto.source }] : [];
    }),
  );
  const bySourceOfMoney = new Map<string, BudgetEntity[]>();
  for (const id of owners.keys()) bySourceOfMoney.set(id, await budgetsOf(tx, owners.get(id)!, id));
  const outcomes = new Map<number, Outcome>();
  for (const { index, dto } of items) {
    const ownerId = owners.get(dto.fundingSourceId);
    outcomes.set(
      index,
      ownerId === undefined
        ? unknownSource()
        : writeOne(tx, ownerId, dto, bySourceOfMoney.get(dto.fundingSourceId)!, stored, bySource),
    );
  }
  return outcomes;
}

function writeOne(
  tx: Transaction,
  ownerId: string,
  dto: CreateBudgetDto,
  siblings: BudgetEntity[],
  stored: StoredBySource<BudgetEntity>,
  bySource: boolean,
): Outcome {
  const before = stored.find(ownerId, dto.source);
  if (before && !bySource) return duplicate('/source', 'A budget with this source key is there already.');
  if (before && before.fundingSourceId !== dto.fundingSourceId) {
    return duplicate('/source', 'The budget with this source key is another funding source’s.');
  }
  const faults = budgetFaults(
    dto,
    siblings.filter((it) => it.id !== before?.id),
  );
  if (faults.length > 0) return invalid(...faults);
  const row = before
    ? tx.update(BudgetEntity, before, budgetPatch(dto))
    : tx.insert(BudgetEntity, {
        ...sourceColumns(dto.source),
        ownerId,
        fundingSourceId: dto.fundingSourceId,
        startDate: dto.startDate,
        endDate: dto.endDate,
        amountPence: dto.amountPence,
        note: dto.note ?? null,
      });
  const place = siblings.findIndex((it) => it.id === row.id);
  siblings.splice(place < 0 ? siblings.length : place, place < 0 ? 0 : 1, row);
  stored.add(row);
  return { row, kind: !before ? 'created' : row === before ? 'unchanged' : 'updated' };
}

/** All budgets of a funding source. */
export function budgetsOf(
  tx: Transaction,
  ownerId: string,
  fundingSourceId: string,
): Promise<BudgetEntity[]> {
  return tx.select(BudgetEntity, 'where owner_id = ? and funding_source_id = ? order by start_date', [
    ownerId,
    fundingSourceId,
  ]);
}

/** The columns that a whole budget or a part of one sets. */
export function budgetPatch(dto: UpdateBudgetDto): FactPatch<BudgetEntity> {
  const { startDate, endDate, amountPence, note } = dto;
  return Object.fromEntries(
    Object.entries({ startDate, endDate, amountPence, note }).filter(([, value]) => value !== undefined),
  );
}

/** Funding source → school, for those that the token sees; held until the end of the transaction. */
async function holdSources(
  tx: Transaction,
  ctx: RequestContext,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const owners = new Map<string, string>();
  for (const part of inParts(ids.toSorted())) {
    const where = `where id in (${places(part.length)}) order by id`;
    for (const row of await tx.lock(FundingSourceEntity, where, part)) {
      if (seesSchool(ctx, row.ownerId)) owners.set(row.id, row.ownerId);
    }
  }
  return owners;
}

function unknownSource(): DomainError {
  return invalid({
    pointer: '/fundingSourceId',
    code: 'unknown-funding-source',
    detail: 'No funding source with this id is known.',
  });
}
