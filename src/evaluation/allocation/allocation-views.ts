import type { RequestContext } from '../../auth/request-context.js';
import { rowsSeen } from '../../auth/tenancy.js';
import { type Database, places } from '../../database/database.js';
import type { AllocationEntity } from './allocation.entity.js';
import { type AllocationSums, type AllocationView, toAllocationView } from './allocation.view.js';
import { AllocationRowEntity, type RowOutcome } from './allocation-row.entity.js';
import { type AllocationRowView, toAllocationRowView } from './allocation-row.view.js';

interface SumRow {
  readonly allocationId: string;
  readonly outcome: RowOutcome;
  readonly costPence: number | null;
}

/** Allocations with what their rows add up to: of the pupils that the token sees, as the request wants to know it. */
export async function allocationViews(
  database: Database,
  rows: readonly AllocationEntity[],
  ctx: RequestContext,
): Promise<AllocationView[]> {
  if (rows.length === 0) return [];
  const seen = rowsSeen(ctx, AllocationRowEntity);
  const found = await database.queryKnownAt<SumRow>(
    'allocation_row',
    'allocation_id as allocationId, outcome, cost_pence as costPence',
    ctx.knownAt,
    `allocation_id in (${places(rows.length)}) and ${seen.sql}`,
    [...rows.map((it) => it.id), ...seen.params],
  );
  const byAllocation = Map.groupBy(found, (it) => it.allocationId);
  return rows.map((row) => toAllocationView(row, sumsOf(byAllocation.get(row.id) ?? [])));
}

export async function allocationView(
  row: AllocationEntity,
  ctx: RequestContext,
  database: Database,
): Promise<AllocationView> {
  return (await allocationViews(database, [row], ctx))[0]!;
}

/** Rows, each with its rank among all of its allocation's. */
export async function allocationRowViews(
  database: Database,
  rows: readonly AllocationRowEntity[],
  ctx: RequestContext,
): Promise<AllocationRowView[]> {
  const ids = [...new Set(rows.map((it) => it.allocationId))];
  if (ids.length === 0) return [];
  const all = await database.queryKnownAt<{ id: string; allocationId: string; position: number }>(
    'allocation_row',
    'id, allocation_id as allocationId, position',
    ctx.knownAt,
    `allocation_id in (${places(ids.length)})`,
    ids,
  );
  const ranks = new Map<string, number>();
  for (const own of Map.groupBy(all, (it) => it.allocationId).values()) {
    own
      .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
      .forEach(({ id }, i) => ranks.set(id, i + 1));
  }
  return rows.map((row) => toAllocationRowView(row, ranks.get(row.id)!, ctx));
}

function sumsOf(rows: readonly SumRow[]): AllocationSums {
  const funded = rows.filter((it) => it.outcome === 'funded');
  return {
    funded: funded.length,
    unfunded: rows.length - funded.length,
    fundedPence: funded.reduce((sum, it) => sum + (it.costPence ?? 0), 0),
  };
}
