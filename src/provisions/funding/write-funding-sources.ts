import { type RequestContext } from '../../auth/request-context.js';
import { requireSchool } from '../../auth/tenancy.js';
import { DomainError, duplicate } from '../../common/errors/domain-error.js';
import type { BatchDone } from '../../common/http/batch.js';
import { sourceColumns } from '../../common/source.js';
import { StoredBySource } from '../../database/stored-by-source.js';
import type { FactPatch, Transaction } from '../../database/transaction.js';
import { SchoolEntity } from '../../schools/school.entity.js';
import type { CreateFundingSourceDto, UpdateFundingSourceDto } from './funding-source.dto.js';
import { FundingSourceEntity } from './funding-source.entity.js';

/** One funding source of a write, with its place among the others. */
export interface FundingSourceItem {
  readonly index: number;
  readonly dto: CreateFundingSourceDto;
}

type Outcome = BatchDone | DomainError;

/**
 * Adds funding sources, or changes those with the same source key where `bySource` says so. A school has few of
 * them: all are read, and its row is held, so that no name is taken twice.
 */
export async function writeFundingSources(
  tx: Transaction,
  ctx: RequestContext,
  items: readonly FundingSourceItem[],
  bySource: boolean,
): Promise<Map<number, Outcome>> {
  const outcomes = new Map<number, Outcome>();
  for (const [schoolId, group] of Map.groupBy(items, (it) => it.dto.schoolId)) {
    const refusal = await schoolRefusal(tx, ctx, schoolId);
    if (refusal) {
      for (const { index } of group) outcomes.set(index, refusal);
      continue;
    }
    await tx.lock(SchoolEntity, 'where id = ?', [schoolId]);
    const rows = await tx.lock(FundingSourceEntity, 'where owner_id = ? order by id', [schoolId]);
    const stored = new StoredBySource<FundingSourceEntity>();
    for (const row of rows) stored.add(row);
    for (const { index, dto } of group) outcomes.set(index, writeOne(tx, dto, rows, stored, bySource));
  }
  return outcomes;
}

/** Why a school may not be written to; null where it may. */
export async function schoolRefusal(
  tx: Transaction,
  ctx: RequestContext,
  schoolId: string,
): Promise<DomainError | null> {
  try {
    await requireSchool(tx, ctx, schoolId);
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

function writeOne(
  tx: Transaction,
  dto: CreateFundingSourceDto,
  rows: FundingSourceEntity[],
  stored: StoredBySource<FundingSourceEntity>,
  bySource: boolean,
): Outcome {
  const before = stored.find(dto.schoolId, dto.source);
  if (before && !bySource) {
    return duplicate('/source', 'A funding source with this source key is there already.');
  }
  if (rows.some((it) => it.name === dto.name && it.id !== before?.id)) return nameTaken();
  if (before) {
    const row = tx.update(FundingSourceEntity, before, fundingSourcePatch(dto));
    rows.splice(
      rows.findIndex((it) => it.id === row.id),
      1,
      row,
    );
    stored.add(row);
    return { row, kind: row === before ? 'unchanged' : 'updated' };
  }
  const row = tx.insert(FundingSourceEntity, {
    ...sourceColumns(dto.source),
    ownerId: dto.schoolId,
    name: dto.name,
    kind: dto.kind,
    ringFenced: dto.ringFenced ?? false,
    note: dto.note ?? null,
  });
  rows.push(row);
  stored.add(row);
  return { row, kind: 'created' };
}

/** The columns that a whole funding source or a part of one sets. */
export function fundingSourcePatch(dto: UpdateFundingSourceDto): FactPatch<FundingSourceEntity> {
  const { name, kind, ringFenced, note } = dto;
  return Object.fromEntries(
    Object.entries({ name, kind, ringFenced, note }).filter(([, value]) => value !== undefined),
  );
}

/** 409 for a second funding source of one name. */
export function nameTaken(): DomainError {
  return duplicate('/name', 'The school has a funding source of this name already.');
}
