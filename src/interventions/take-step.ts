import { audit } from '../auth/audit/audit.js';
import { checkPrecondition } from '../auth/precondition.js';
import type { RequestContext } from '../auth/request-context.js';
import { findOwned, lockOwned } from '../auth/tenancy.js';
import { DomainError, invalid } from '../common/errors/domain-error.js';
import { today } from '../common/instants.js';
import type { Transaction } from '../database/transaction.js';
import { PupilEntity } from '../pupils/pupil.entity.js';
import { plannedDates } from './check-dates.js';
import { endOf, stepFaults } from './check-step.js';
import type { CreateTransitionDto } from './intervention.dto.js';
import { InterventionEntity } from './intervention.entity.js';
import { type InterventionStatus, nextStatuses } from './lifecycle.js';
import { readMeasures } from './measures/read-measures.js';
import { checkPlace, lockProvision } from './place-intervention.js';
import { checkSessionsWithin } from './sessions/held-sessions.js';
import { recordStep } from './transitions/record-step.js';

/** The intervention, held until the end of the transaction after its pupil, as by every writer. */
export async function lockIntervention(
  tx: Transaction,
  ctx: RequestContext,
  id: string,
): Promise<InterventionEntity> {
  const { ownerId, pupilId } = await findOwned(tx, ctx, InterventionEntity, id);
  await tx.lock(PupilEntity, 'where owner_id = ? and id = ?', [ownerId, pupilId]);
  return lockOwned(tx, ctx, InterventionEntity, id);
}

/** The next step of an intervention's life, by a named member of staff. Of two at once the second is refused. */
export async function takeStep(
  tx: Transaction,
  ctx: RequestContext,
  id: string,
  dto: CreateTransitionDto,
): Promise<InterventionEntity> {
  const before = await lockIntervention(tx, ctx, id);
  checkPrecondition(ctx, before);
  const { to, reason, exit, outcome, endedOn } = dto;
  if (!nextStatuses(before.status).includes(to)) {
    throw new DomainError('transition-refused', stepRefusal(before.status, to));
  }
  if (before.status === 'agreed' && to === 'declined' && ctx.ifMatch === null) throw agreedMeanwhile();
  const provision = await lockProvision(tx, before.ownerId, before.provisionId);
  const dates = {
    startDate: dto.startDate ?? before.startDate ?? (to === 'active' ? today() : null),
    endDate: dto.endDate ?? before.endDate,
  };
  const planned = plannedDates(dates, provision);
  const faults = stepFaults(dto, planned, today());
  if (faults.length > 0) throw invalid(...faults);
  const decided = to === 'agreed' || to === 'declined';
  const pupil = { ownerId: before.ownerId, id: before.pupilId };
  const after: InterventionEntity = {
    ...before,
    ...dates,
    status: to,
    ...(decided && { deciderStaffId: ctx.principal.staffId, decidedAt: tx.at }),
    ...(to === 'reviewed' && {
      endedOn: endedOn ?? endOf(planned, today()),
      outcome: outcome!,
      ...(await readMeasures(tx, pupil, exit === undefined ? {} : { exit }, before)),
    }),
  };
  await checkPlace(tx, after, provision);
  await checkSessionsWithin(tx, after, provision);
  const { ownerId: _owner, id: _id, sinceVersion: _version, recordedAt: _at, ...patch } = after;
  const row = tx.update(InterventionEntity, before, patch);
  recordStep(tx, row, before.status, { reason, staffId: ctx.principal.staffId, decidedAt: tx.at });
  audit(tx, {
    ownerId: before.ownerId,
    action: 'intervention.transition',
    resource: 'interventions',
    resourceId: id,
    detail: { from: before.status, to, reason },
  });
  return row;
}

/** Of two people who decide at once on a proposal one is heard: who undoes what was agreed has seen that it was. */
function agreedMeanwhile(): DomainError {
  const detail = 'The intervention is agreed; to decline it all the same, send If-Match with its version.';
  return new DomainError('transition-refused', detail);
}

/** Why an intervention cannot come from one status to another. */
export function stepRefusal(from: InterventionStatus, to: InterventionStatus): string {
  const next = nextStatuses(from);
  const open = next.length > 0 ? `from there it can be ${next.join(' or ')}` : 'that is its end';
  return `The intervention is ${from} and cannot be ${to}; ${open}.`;
}
