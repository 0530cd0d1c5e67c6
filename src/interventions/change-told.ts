import { DomainError, duplicate, invalid } from '../common/errors/domain-error.js';
import { today } from '../common/instants.js';
import type { FactPatch, Transaction } from '../database/transaction.js';
import type { ProvisionTypeEntity } from '../provisions/provision-type.entity.js';
import type { ProvisionEntity } from '../provisions/provision.entity.js';
import { plannedDates } from './check-dates.js';
import { endOf, toldFaults } from './check-step.js';
import type { CreateInterventionDto } from './intervention.dto.js';
import { InterventionEntity } from './intervention.entity.js';
import { isOver, leadsTo } from './lifecycle.js';
import { readMeasures } from './measures/read-measures.js';
import { checkNames } from './named-facts.js';
import { checkPlace, lockProvision, typeOf } from './place-intervention.js';
import { checkSessionsWithin } from './sessions/held-sessions.js';
import { stepRefusal } from './take-step.js';
import { recordStep } from './transitions/record-step.js';
import { auditTold, instantOf, type InterventionWrite } from './told-step.js';

/**
 * Changes an intervention as the system that it is synced from tells: what a body leaves out stays, a status only
 * goes forward, and one that leaves `proposed` names who decided.
 */
export async function changeTold(
  tx: Transaction,
  write: InterventionWrite,
  before: InterventionEntity,
  named: ProvisionEntity | null,
  dto: CreateInterventionDto,
): Promise<InterventionEntity> {
  if (before.pupilId !== dto.pupilId) {
    throw duplicate('/source', 'The intervention with this source key is another pupil’s.');
  }
  const status = dto.status ?? before.status;
  if (!leadsTo(before.status, status)) {
    throw new DomainError('transition-refused', stepRefusal(before.status, status));
  }
  const pupil = { ownerId: before.ownerId, id: before.pupilId };
  const kept = dto.provisionId === undefined ? before.provisionId : dto.provisionId;
  const provision = named ?? (await lockProvision(tx, before.ownerId, kept));
  // The kind that it is of already may be offered no more.
  const key = dto.provisionTypeKey ?? before.provisionTypeKey;
  const type =
    key !== before.provisionTypeKey || named ? await typeOf(tx, before.ownerId, key, provision) : null;
  const kind = type && key !== before.provisionTypeKey ? kindOf(type) : {};
  const said = { ...before, ...saidOf(dto), ...kind, status, provisionId: provision?.id ?? null };
  await checkNames(tx, pupil, said);
  const planned = plannedDates(said, provision);
  const reviewed = status === 'reviewed' || status === 'closed';
  const exit = dto.exit ?? (reviewed && before.exitMeasure !== null ? {} : null);
  const faults = toldFaults({ ...said, exit }, planned, today());
  if (faults.length > 0) throw invalid(...faults);
  const after: InterventionEntity = {
    ...said,
    endedOn: reviewed ? (said.endedOn ?? endOf(planned, today())) : null,
    ...(await readMeasures(tx, pupil, dto, before)),
    ...(status !== before.status && before.decidedAt === null && { decidedAt: instantOf(tx, dto) }),
  };
  const { ownerId: _owner, id: _id, sinceVersion: _version, recordedAt: _at, ...patch } = after;
  if (isOver(before.status)) return unchanged(before, patch);
  await checkPlace(tx, after, provision, write.pending.get(provision?.id ?? ''));
  await checkSessionsWithin(tx, after, provision);
  const row = tx.update(InterventionEntity, before, patch);
  if (status === before.status) return row;
  recordStep(tx, row, before.status, {
    reason: dto.reason,
    staffId: row.deciderStaffId,
    decidedAt: instantOf(tx, dto),
  });
  auditTold(tx, row, before.status);
  return row;
}

/** The columns that tell of which kind an intervention is, in the version that is in force. */
function kindOf({ id, typeKey, typeVersion, wave }: ProvisionTypeEntity): FactPatch<InterventionEntity> {
  return { provisionTypeId: id, provisionTypeKey: typeKey, provisionTypeVersion: typeVersion, wave };
}

/** What a body says; members that it leaves out are left out. */
function saidOf(dto: CreateInterventionDto): FactPatch<InterventionEntity> {
  const { reason, subject, startDate, endDate, targetId, deciderStaffId, endedOn, outcome } = dto;
  const said = { reason, subject, startDate, endDate, targetId, deciderStaffId, endedOn, outcome };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

function unchanged(before: InterventionEntity, patch: FactPatch<InterventionEntity>): InterventionEntity {
  const same = Object.entries(patch).every(
    ([member, value]) => before[member as keyof InterventionEntity] === value,
  );
  if (same) return before;
  throw new DomainError('conflict', `The intervention is ${before.status}; nothing of it changes.`);
}
