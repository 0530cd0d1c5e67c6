import type { RequestContext } from '../auth/request-context.js';
import { DomainError, duplicate, invalid } from '../common/errors/domain-error.js';
import type { BatchDone } from '../common/http/batch.js';
import { today } from '../common/instants.js';
import { sourceColumns } from '../common/source.js';
import { StoredBySource } from '../database/stored-by-source.js';
import type { Transaction } from '../database/transaction.js';
import { ProvisionEntity } from '../provisions/provision.entity.js';
import { holdPupils, unknownPupil } from '../pupils/hold-pupils.js';
import type { PupilEntity } from '../pupils/pupil.entity.js';
import { plannedDates } from './check-dates.js';
import { changeTold } from './change-told.js';
import { endOf, toldFaults } from './check-step.js';
import { holdRows } from './held-rows.js';
import type { CreateInterventionDto } from './intervention.dto.js';
import { InterventionEntity } from './intervention.entity.js';
import { holdsPlace } from './lifecycle.js';
import { readMeasures } from './measures/read-measures.js';
import { checkNames } from './named-facts.js';
import { checkPlace, typeOf, unknownProvision } from './place-intervention.js';
import { auditTold, instantOf, type InterventionWrite } from './told-step.js';
import { recordStep } from './transitions/record-step.js';

/** One intervention of a write, with its place among the others. */
export interface InterventionItem {
  readonly index: number;
  readonly dto: CreateInterventionDto;
}

/**
 * Adds interventions, or changes those with the same source key where `bySource` says so. Pupils are held first,
 * then provisions, so that no provision is given more places than it has, by this write or by two at once.
 */
export async function writeInterventions(
  tx: Transaction,
  ctx: RequestContext,
  items: readonly InterventionItem[],
  bySource: boolean,
): Promise<Map<number, BatchDone | DomainError>> {
  const ids = items.map((it) => it.dto.pupilId);
  const pupils = await holdPupils(tx, ctx, ids);
  const named = items.flatMap((it) => it.dto.provisionId ?? []);
  const provisions = await holdRows(tx, ctx, ProvisionEntity, named);
  const sources = items.flatMap(({ dto }) => {
    const ownerId = pupils.get(dto.pupilId)?.ownerId;
    return ownerId !== undefined && dto.source ? [{ ownerId, source: dto.source }] : [];
  });
  const stored = await StoredBySource.lock(tx, InterventionEntity, sources);
  const write: InterventionWrite = { pupils, provisions, stored, pending: new Map() };
  const outcomes = new Map<number, BatchDone | DomainError>();
  for (const { index, dto } of items) {
    try {
      outcomes.set(index, await writeOne(tx, write, dto, bySource));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      outcomes.set(index, error);
    }
  }
  return outcomes;
}

async function writeOne(
  tx: Transaction,
  write: InterventionWrite,
  dto: CreateInterventionDto,
  bySource: boolean,
): Promise<BatchDone> {
  const pupil = write.pupils.get(dto.pupilId);
  if (!pupil) throw unknownPupil();
  const before = write.stored.find(pupil.ownerId, dto.source);
  if (before && !bySource) {
    throw duplicate('/source', 'An intervention with this source key is there already.');
  }
  const provision = dto.provisionId ? provisionOf(write, pupil.ownerId, dto.provisionId) : null;
  if (!before) return { row: await add(tx, write, pupil, provision, dto), kind: 'created' };
  const row = await changeTold(tx, write, before, provision, dto);
  keep(write, row);
  return { row, kind: row === before ? 'unchanged' : 'updated' };
}

async function add(
  tx: Transaction,
  write: InterventionWrite,
  pupil: PupilEntity,
  provision: ProvisionEntity | null,
  dto: CreateInterventionDto,
): Promise<InterventionEntity> {
  const { ownerId } = pupil;
  const { status = 'proposed', subject = null, targetId = null, deciderStaffId = null } = dto;
  const type = await typeOf(tx, ownerId, dto.provisionTypeKey, provision);
  await checkNames(tx, pupil, { subject, targetId, deciderStaffId });
  const dates = { startDate: dto.startDate ?? null, endDate: dto.endDate ?? null };
  const planned = plannedDates(dates, provision);
  const faults = toldFaults({ ...dto, status }, planned, today());
  if (faults.length > 0) throw invalid(...faults);
  await checkPlace(tx, { ...dates, id: '', status }, provision, write.pending.get(provision?.id ?? ''));
  const { entry = null, exit = null } = dto;
  const reviewed = status === 'reviewed' || status === 'closed';
  const row = tx.insert(InterventionEntity, {
    ...dates,
    ...sourceColumns(dto.source),
    ownerId,
    pupilId: pupil.id,
    provisionTypeId: type.id,
    provisionTypeKey: type.typeKey,
    provisionTypeVersion: type.typeVersion,
    wave: type.wave,
    provisionId: provision?.id ?? null,
    subject,
    reason: dto.reason,
    status,
    targetId,
    recommendationId: null,
    deciderStaffId,
    decidedAt: status === 'proposed' ? null : instantOf(tx, dto),
    endedOn: reviewed ? (dto.endedOn ?? endOf(planned, today())) : null,
    outcome: dto.outcome ?? null,
    ...(await readMeasures(tx, pupil, { entry, exit })),
  });
  recordStep(tx, row, null, {
    reason: dto.reason,
    staffId: deciderStaffId ?? tx.actor.staffId,
    decidedAt: instantOf(tx, dto),
  });
  if (status !== 'proposed') auditTold(tx, row, null);
  keep(write, row);
  return row;
}

function provisionOf({ provisions }: InterventionWrite, ownerId: string, id: string): ProvisionEntity {
  const provision = provisions.get(id);
  if (provision?.ownerId !== ownerId) throw unknownProvision();
  return provision;
}

/** Notes what an item has written, for those after it. */
function keep({ stored, pending }: InterventionWrite, row: InterventionEntity): void {
  stored.add(row);
  if (row.provisionId === null) return;
  const others = (pending.get(row.provisionId) ?? []).filter((it) => it.id !== row.id);
  pending.set(row.provisionId, holdsPlace(row.status) ? [...others, row] : others);
}
