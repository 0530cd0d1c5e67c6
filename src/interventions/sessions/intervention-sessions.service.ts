import { Injectable } from '@nestjs/common';
import { carryOutBatch } from '../../auth/batches/carry-out-batch.js';
import { filter, ofPupil } from '../../auth/lists/conditions.js';
import { Lists, type RowPage } from '../../auth/lists/lists.js';
import { checkPrecondition } from '../../auth/precondition.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, lockOwned, ownedBy } from '../../auth/tenancy.js';
import { DomainError, invalid, notFound } from '../../common/errors/domain-error.js';
import type { BatchQuery } from '../../common/http/batch.dto.js';
import type { BatchAnswerView } from '../../common/http/batch.view.js';
import { today } from '../../common/instants.js';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { InterventionEntity } from '../intervention.entity.js';
import { sessionFaults } from './check-session.js';
import {
  CreateInterventionSessionDto,
  type CreateOwnSessionDto,
  type InterventionSessionQuery,
  type UpdateInterventionSessionDto,
} from './intervention-session.dto.js';
import { InterventionSessionEntity } from './intervention-session.entity.js';
import { sessionPlaces } from './session-place.js';
import { contentOf, holdInterventions, slotTaken, writeSessions } from './write-sessions.js';

const LIST = {
  entity: InterventionSessionEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    date: { column: 'date', property: 'date' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'id',
};

/** What pupils had of the sessions of their interventions. */
@Injectable()
export class InterventionSessionsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  list(ctx: RequestContext, query: InterventionSessionQuery): Promise<RowPage<InterventionSessionEntity>> {
    return this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      ofPupil(query.pupilId),
      filter('intervention_id = ?', query.interventionId),
      filter('provision_id = ?', query.provisionId),
      filter('date >= ?', query.from),
      filter('date <= ?', query.to),
      filter('attended = ?', query.attended === undefined ? undefined : Number(query.attended)),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
      filter('source_system = ?', query.sourceSystem),
      filter('source_id = ?', query.sourceId),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<InterventionSessionEntity> {
    return findOwned(this.database, ctx, InterventionSessionEntity, id);
  }

  async create(
    ctx: RequestContext,
    interventionId: string,
    dto: CreateOwnSessionDto,
  ): Promise<InterventionSessionEntity> {
    await findOwned(this.database, ctx, InterventionEntity, interventionId);
    return this.uow.run(ctx.principal, async (tx) => {
      const item = { index: 0, dto: { ...dto, interventionId } };
      const outcome = (await writeSessions(tx, ctx, [item], false)).get(0)!;
      if (outcome instanceof DomainError) throw outcome;
      const row = outcome.row as InterventionSessionEntity;
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  batch(ctx: RequestContext, bodies: readonly unknown[], query: BatchQuery): Promise<BatchAnswerView> {
    return carryOutBatch(this.uow, ctx, CreateInterventionSessionDto, bodies, query, (tx, items, bySource) =>
      writeSessions(tx, ctx, items, bySource),
    );
  }

  /** A correction: the history keeps what was said before. */
  update(
    ctx: RequestContext,
    id: string,
    dto: UpdateInterventionSessionDto,
  ): Promise<InterventionSessionEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { interventionId } = await findOwned(tx, ctx, InterventionSessionEntity, id);
      const held = await holdInterventions(tx, ctx, [interventionId]);
      const place = (await sessionPlaces(tx, held.values())).get(interventionId);
      if (!place) throw notFound();
      const before = await lockOwned(tx, ctx, InterventionSessionEntity, id);
      checkPrecondition(ctx, before);
      const content = contentOf(dto, before, place);
      const faults = sessionFaults(content, place.bounds, today());
      if (faults.length > 0) throw invalid(...faults);
      const taken = await tx.query<{ id: string }>(
        `select id from intervention_session
          where owner_id = ? and intervention_id = ? and date = ? and start_time = ?`,
        [before.ownerId, interventionId, content.date, content.startTime],
      );
      if (taken.some((it) => it.id !== id)) throw slotTaken();
      return tx.update(InterventionSessionEntity, before, content);
    });
  }

  async remove(ctx: RequestContext, id: string): Promise<void> {
    await this.uow.run(ctx.principal, async (tx) => {
      const { interventionId } = await findOwned(tx, ctx, InterventionSessionEntity, id);
      await holdInterventions(tx, ctx, [interventionId]);
      const row = await lockOwned(tx, ctx, InterventionSessionEntity, id);
      checkPrecondition(ctx, row);
      tx.remove(InterventionSessionEntity, row);
    });
  }
}
