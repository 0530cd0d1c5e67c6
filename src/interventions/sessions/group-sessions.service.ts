import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, rowsSeen } from '../../auth/tenancy.js';
import { DomainError, invalid } from '../../common/errors/domain-error.js';
import { Database } from '../../database/database.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { ProvisionEntity } from '../../provisions/provision.entity.js';
import { InterventionEntity } from '../intervention.entity.js';
import { registerFaults } from './check-register.js';
import type { CreateGroupSessionDto, CreateInterventionSessionDto } from './intervention-session.dto.js';
import type { InterventionSessionEntity } from './intervention-session.entity.js';
import { GroupSessionView, toGroupSessionView } from './intervention-session.view.js';
import { writeSessions } from './write-sessions.js';

/** Sessions of whole groups: one call records what each pupil had, or nothing. */
@Injectable()
export class GroupSessionsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
  ) {}

  async record(
    ctx: RequestContext,
    provisionId: string,
    dto: CreateGroupSessionDto,
  ): Promise<GroupSessionView> {
    const provision = await findOwned(this.database, ctx, ProvisionEntity, provisionId);
    const rows = await this.uow.run(ctx.principal, async (tx) => {
      const interventions = await placesOn(tx, ctx, provision, dto.date);
      const byPupil = new Map(interventions.map((it) => [it.pupilId, it.id]));
      const faults = registerFaults(dto, new Set(byPupil.keys()));
      if (faults.length > 0) throw invalid(...faults);
      if (byPupil.size === 0) {
        throw invalid({ pointer: '/date', code: 'no-place', detail: 'Nobody had a place that day.' });
      }
      const sent = itemsOf(dto, byPupil);
      const outcomes = await writeSessions(
        tx,
        ctx,
        sent.map((it, index) => ({ index, dto: it })),
        false,
      );
      const written = [...outcomes.values()].map((it) => {
        if (it instanceof DomainError) throw it;
        return it.row as InterventionSessionEntity;
      }) as [InterventionSessionEntity, ...InterventionSessionEntity[]];
      ctx.idempotency?.keepAnswer(tx, () => toGroupSessionView(provisionId, written));
      return written;
    });
    return toGroupSessionView(provisionId, rows);
  }
}

/** Interventions that had begun and in whose days the date lies, of the pupils whom the token sees. */
async function placesOn(
  tx: Transaction,
  ctx: RequestContext,
  { ownerId, id, startDate, endDate }: ProvisionEntity,
  date: string,
): Promise<InterventionEntity[]> {
  const seen = rowsSeen(ctx, InterventionEntity);
  const rows = await tx.select(
    InterventionEntity,
    `where owner_id = ? and provision_id = ? and status in ('active', 'reviewed', 'closed') and ${seen.sql}
      order by id`,
    [ownerId, id, ...seen.params],
  );
  return rows.filter(
    (it) =>
      (it.startDate ?? startDate) <= date &&
      date <= (it.endDate ?? endDate) &&
      (it.endedOn === null || date <= it.endedOn),
  );
}

function itemsOf(
  { date, startTime, lengthMinutes, note, attended, notAttended = [] }: CreateGroupSessionDto,
  byPupil: ReadonlyMap<string, string>,
): CreateInterventionSessionDto[] {
  const shared = {
    date,
    ...(startTime !== undefined && { startTime }),
    ...(lengthMinutes !== undefined && { lengthMinutes }),
    ...(note !== undefined && { note }),
  };
  return [
    ...attended.map(({ pupilId, minutes }) => ({
      ...shared,
      interventionId: byPupil.get(pupilId)!,
      attended: true,
      ...(minutes !== undefined && { minutes }),
    })),
    ...notAttended.map(({ pupilId, reason }) => ({
      ...shared,
      interventionId: byPupil.get(pupilId)!,
      attended: false,
      absenceReason: reason,
    })),
  ];
}
