import { Injectable } from '@nestjs/common';
import { carryOutBatch } from '../auth/batches/carry-out-batch.js';
import { existsFact, filter, type ListCondition, ofPupil } from '../auth/lists/conditions.js';
import { Lists, type RowPage } from '../auth/lists/lists.js';
import { checkPrecondition } from '../auth/precondition.js';
import type { RequestContext } from '../auth/request-context.js';
import { findOwned, ownedBy } from '../auth/tenancy.js';
import { DomainError } from '../common/errors/domain-error.js';
import type { BatchQuery } from '../common/http/batch.dto.js';
import type { BatchAnswerView } from '../common/http/batch.view.js';
import type { ListQuery } from '../common/paging/list.dto.js';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { ProvisionEntity } from '../provisions/provision.entity.js';
import {
  CreateInterventionDto,
  type CreateTransitionDto,
  type InterventionQuery,
  type UpdateInterventionDto,
} from './intervention.dto.js';
import { InterventionEntity } from './intervention.entity.js';
import { isOver } from './lifecycle.js';
import { readMeasures } from './measures/read-measures.js';
import { checkNames } from './named-facts.js';
import { checkPlace, lockProvision, typeOf } from './place-intervention.js';
import { checkSessionsWithin } from './sessions/held-sessions.js';
import { lockIntervention, takeStep } from './take-step.js';
import { InterventionTransitionEntity } from './transitions/intervention-transition.entity.js';
import { writeInterventions } from './write-interventions.js';

const LIST = {
  entity: InterventionEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    status: { column: 'status', property: 'status' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'id',
};

const TRANSITIONS = {
  entity: InterventionTransitionEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    recordedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'id',
};

/** Interventions: anybody who may write proposes one, a named member of staff takes each further step. */
@Injectable()
export class InterventionsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  list(ctx: RequestContext, query: InterventionQuery): Promise<RowPage<InterventionEntity>> {
    return this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      ofPupil(query.pupilId),
      filter('provision_id = ?', query.provisionId),
      filter('status = ?', query.status),
      filter('subject = ?', query.subject),
      ...daysHold(query),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
      filter('source_system = ?', query.sourceSystem),
      filter('source_id = ?', query.sourceId),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<InterventionEntity> {
    return findOwned(this.database, ctx, InterventionEntity, id);
  }

  create(ctx: RequestContext, dto: CreateInterventionDto): Promise<InterventionEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const outcome = (await writeInterventions(tx, ctx, [{ index: 0, dto }], false)).get(0)!;
      if (outcome instanceof DomainError) throw outcome;
      const row = outcome.row as InterventionEntity;
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  batch(ctx: RequestContext, bodies: readonly unknown[], query: BatchQuery): Promise<BatchAnswerView> {
    return carryOutBatch(this.uow, ctx, CreateInterventionDto, bodies, query, (tx, items, bySource) =>
      writeInterventions(tx, ctx, items, bySource),
    );
  }

  update(ctx: RequestContext, id: string, dto: UpdateInterventionDto): Promise<InterventionEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const before = await lockIntervention(tx, ctx, id);
      checkPrecondition(ctx, before);
      if (isOver(before.status)) {
        throw new DomainError('conflict', `The intervention is ${before.status}; nothing of it changes.`);
      }
      const { entry, exit, ...members } = dto;
      const pupil = { ownerId: before.ownerId, id: before.pupilId };
      const measures = await readMeasures(
        tx,
        pupil,
        { ...(entry !== undefined && { entry }), ...(exit !== undefined && { exit }) },
        before,
      );
      const after = { ...before, ...members, ...measures };
      const provision = await lockProvision(tx, before.ownerId, after.provisionId);
      if (provision && provision.id !== before.provisionId) {
        await typeOf(tx, before.ownerId, before.provisionTypeKey, provision);
      }
      if (after.targetId !== before.targetId) {
        await checkNames(tx, pupil, { subject: null, targetId: after.targetId, deciderStaffId: null });
      }
      await checkPlace(tx, after, provision);
      await checkSessionsWithin(tx, after, provision);
      return tx.update(InterventionEntity, before, { ...members, ...measures });
    });
  }

  /** The next step of an intervention's life, by a named member of staff. */
  transition(ctx: RequestContext, id: string, dto: CreateTransitionDto): Promise<InterventionEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const row = await takeStep(tx, ctx, id, dto);
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  /** The steps that were taken in an intervention's life. */
  async transitions(
    ctx: RequestContext,
    id: string,
    query: ListQuery,
  ): Promise<RowPage<InterventionTransitionEntity>> {
    const { ownerId, pupilId } = await this.find(ctx, id);
    return this.lists.page(TRANSITIONS, query, [
      { sql: 'owner_id = ? and pupil_id = ? and intervention_id = ?', params: [ownerId, pupilId, id] },
    ]);
  }
}

/** A place without dates of its own has its provision's; one without a provision has no day before its own start. */
function daysHold({ asOf, knownAt }: InterventionQuery): ListCondition[] {
  if (asOf === undefined) return [];
  const own = 'provision.owner_id = intervention.owner_id and provision.id = intervention.provision_id';
  const provision = (sql: string) =>
    existsFact(ProvisionEntity, knownAt, { sql: `${own} and ${sql}`, params: [asOf] });
  const started = provision('provision.start_date <= ?');
  const ends = provision('provision.end_date >= ?');
  return [
    {
      sql: `(intervention.start_date <= ? or (intervention.start_date is null and ${started.sql}))`,
      params: [asOf, ...started.params],
    },
    {
      sql: `(intervention.end_date >= ? or (intervention.end_date is null
        and (intervention.provision_id is null or ${ends.sql})))`,
      params: [asOf, ...ends.params],
    },
    { sql: '(intervention.ended_on is null or intervention.ended_on >= ?)', params: [asOf] },
  ];
}
