import type { RequestContext } from '../auth/request-context.js';
import { DomainError, duplicate, invalid } from '../common/errors/domain-error.js';
import type { BatchDone } from '../common/http/batch.js';
import { sourceColumns } from '../common/source.js';
import { StoredBySource } from '../database/stored-by-source.js';
import type { FactPatch, NewFact, Transaction } from '../database/transaction.js';
import { provisionFaults } from './check-provision.js';
import { rateColumns } from './costs/provision-rate.js';
import { checkCapacity, checkPlacesWithin } from './held-places.js';
import type { CreateProvisionDto, UpdateProvisionDto } from './provision.dto.js';
import { ProvisionEntity } from './provision.entity.js';
import { ProvisionNames } from './provision-names.js';

/** One provision of a write, with its place among the others. */
export interface ProvisionItem {
  readonly index: number;
  readonly dto: CreateProvisionDto;
}

type Outcome = BatchDone | DomainError;

const NOTHING_SAID = {
  subject: null,
  leadStaffId: null,
  staff: null,
  weeks: null,
  sessionsPerWeek: null,
  sessionMinutes: null,
  ratePerHourPence: null,
  rateRoundUpMinutes: null,
  rateMinimumMinutes: null,
  fixedPence: null,
  resources: null,
  funding: null,
};

/**
 * Adds provisions, or changes those with the same source key where `bySource` says so: what a body leaves out of
 * one that is there stays. Every item is judged on its own.
 */
export async function writeProvisions(
  tx: Transaction,
  ctx: RequestContext,
  items: readonly ProvisionItem[],
  bySource: boolean,
): Promise<Map<number, Outcome>> {
  const stored = await StoredBySource.lock(
    tx,
    ProvisionEntity,
    items.flatMap(({ dto }) => (dto.source ? [{ ownerId: dto.schoolId, source: dto.source }] : [])),
  );
  const wanted = items.map(({ index, dto }) => {
    const before = stored.find(dto.schoolId, dto.source);
    return {
      index,
      dto,
      before,
      after: { ...(before ?? newProvision(dto)), ...provisionPatch(dto, before) },
    };
  });
  const names = await ProvisionNames.read(
    tx,
    ctx,
    wanted.map((it) => it.after),
  );
  const outcomes = new Map<number, Outcome>();
  for (const { index, dto, before, after } of wanted) {
    const faults = [...names.faultsOf(after, before), ...provisionFaults(after)];
    if (faults.length > 0) outcomes.set(index, invalid(...faults));
    else outcomes.set(index, await writeOne(tx, dto, stored, bySource));
  }
  return outcomes;
}

async function writeOne(
  tx: Transaction,
  dto: CreateProvisionDto,
  stored: StoredBySource<ProvisionEntity>,
  bySource: boolean,
): Promise<Outcome> {
  const before = stored.find(dto.schoolId, dto.source);
  if (before && !bySource) return duplicate('/source', 'A provision with this source key is there already.');
  if (!before) {
    const row = tx.insert(ProvisionEntity, { ...newProvision(dto), ...provisionPatch(dto, null) });
    stored.add(row);
    return { row, kind: 'created' };
  }
  if (dto.provisionTypeId !== before.provisionTypeId) {
    return new DomainError('conflict', 'The kind of a provision stays; add another provision.');
  }
  try {
    const row = await changeProvision(tx, before, dto);
    stored.add(row);
    return { row, kind: row === before ? 'unchanged' : 'updated' };
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** Changes a provision that is held, if nobody is left without the place that they hold. */
export async function changeProvision(
  tx: Transaction,
  before: ProvisionEntity,
  dto: UpdateProvisionDto,
): Promise<ProvisionEntity> {
  const patch = provisionPatch(dto, before);
  const after = { ...before, ...patch };
  if (after.startDate !== before.startDate || after.endDate !== before.endDate) {
    await checkPlacesWithin(tx, after);
  }
  await checkCapacity(tx, after, null);
  return tx.update(ProvisionEntity, before, patch);
}

/** The columns that a whole provision or a part of one sets. */
export function provisionPatch(
  dto: UpdateProvisionDto,
  before: ProvisionEntity | null,
): FactPatch<ProvisionEntity> {
  const { name, subject, leadStaffId, startDate, endDate, capacity } = dto;
  const { weeks, sessionsPerWeek, sessionMinutes, fixedPence, rate, staff, resources, funding } = dto;
  const said = {
    ...{ name, subject, leadStaffId, startDate, endDate, capacity },
    ...{ weeks, sessionsPerWeek, sessionMinutes, fixedPence },
    staff:
      staff?.map((it) => ({ staffId: it.staffId ?? null, name: it.name ?? null, role: it.role })) ?? staff,
    resources: resources?.map((it) => ({ name: it.name, pence: it.pence })) ?? resources,
    funding:
      funding?.map(({ fundingSourceId, shareBasisPoints }) => ({ fundingSourceId, shareBasisPoints })) ??
      funding,
    ...(rate !== undefined && rateColumns(rate, before)),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

function newProvision(dto: CreateProvisionDto): NewFact<ProvisionEntity> {
  const { schoolId: ownerId, provisionTypeId, name, startDate, endDate, capacity } = dto;
  return {
    ...NOTHING_SAID,
    ...sourceColumns(dto.source),
    ...{ ownerId, provisionTypeId, name, startDate, endDate, capacity },
  };
}
