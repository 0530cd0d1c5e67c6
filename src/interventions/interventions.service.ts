import { Injectable } from '@nestjs/common';
import { audit } from '../auth/audit/audit.js';
import { existsFact, filter, type ListCondition, ofPupil } from '../auth/lists/conditions.js';
import { Lists, type RowPage } from '../auth/lists/lists.js';
import { checkPrecondition } from '../auth/precondition.js';
import type { RequestContext } from '../auth/request-context.js';
import { findOwned, lockOwned, ownedBy } from '../auth/tenancy.js';
import { DomainError, duplicate, invalid } from '../common/errors/domain-error.js';
import { today } from '../common/instants.js';
import { sourceColumns } from '../common/source.js';
import { Database } from '../database/database.js';
import type { Transaction } from '../database/transaction.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { ProvisionEntity } from '../provisions/provision.entity.js';
import { holdPupil } from '../pupils/hold-pupils.js';
import type { PupilEntity } from '../pupils/pupil.entity.js';
import { subjectFault } from '../schools/subjects/subject-fault.js';
import type {
  CreateInterventionDto,
  CreateTransitionDto,
  InterventionQuery,
  UpdateInterventionDto,
} from './intervention.dto.js';
import { InterventionEntity } from './intervention.entity.js';
import { isOver, nextStatuses } from './lifecycle.js';
import { NO_MEASURES } from './measures/measure-columns.js';
import { checkPlace, lockProvision, typeOf } from './place-intervention.js';

const LIST = {
  entity: InterventionEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    status: { column: 'status', property: 'status' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
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
      const pupil = await holdPupil(tx, ctx, dto.pupilId);
      const provision = await lockProvision(tx, pupil.ownerId, dto.provisionId ?? null);
      const type = await typeOf(tx, pupil.ownerId, dto.provisionTypeKey, provision);
      const source = sourceColumns(dto.source);
      await refuseTaken(tx, pupil.ownerId, source);
      await refuseForeignTarget(tx, pupil, dto.targetId ?? null);
      const unknown = await subjectFault(tx, pupil.ownerId, dto.subject ?? null);
      if (unknown) throw invalid(unknown);
      const dates = { startDate: dto.startDate ?? null, endDate: dto.endDate ?? null };
      await checkPlace(tx, { ...dates, id: '', status: 'proposed' }, provision);
      const row = tx.insert(InterventionEntity, {
        ...dates,
        ...source,
        ownerId: pupil.ownerId,
        pupilId: pupil.id,
        provisionTypeId: type.id,
        provisionTypeKey: type.typeKey,
        provisionTypeVersion: type.typeVersion,
        wave: type.wave,
        provisionId: provision?.id ?? null,
        subject: dto.subject ?? null,
        reason: dto.reason,
        status: 'proposed',
        targetId: dto.targetId ?? null,
        recommendationId: null,
        deciderStaffId: null,
        decidedAt: null,
        endedOn: null,
        outcome: null,
        ...NO_MEASURES,
        entryMeasure: dto.entryMeasure ?? null,
      });
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  update(ctx: RequestContext, id: string, dto: UpdateInterventionDto): Promise<InterventionEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const before = await lockOwned(tx, ctx, InterventionEntity, id);
      checkPrecondition(ctx, before);
      if (isOver(before.status)) {
        throw new DomainError('conflict', `The intervention is ${before.status}; nothing of it changes.`);
      }
      const after = { ...before, ...dto };
      const provision = await lockProvision(tx, before.ownerId, after.provisionId);
      if (provision && provision.id !== before.provisionId) {
        await typeOf(tx, before.ownerId, before.provisionTypeKey, provision);
      }
      if (after.targetId !== before.targetId) {
        await refuseForeignTarget(tx, { ownerId: before.ownerId, id: before.pupilId }, after.targetId);
      }
      await checkPlace(tx, after, provision);
      return tx.update(InterventionEntity, before, { ...dto });
    });
  }

  /** The next step of an intervention's life, by a named member of staff. */
  transition(ctx: RequestContext, id: string, dto: CreateTransitionDto): Promise<InterventionEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const before = await lockOwned(tx, ctx, InterventionEntity, id);
      checkPrecondition(ctx, before);
      const { to, ...members } = dto;
      if (!nextStatuses(before.status).includes(to)) {
        throw new DomainError('transition-refused', refusal(before, to));
      }
      const decided = to === 'agreed' || to === 'declined';
      const patch = {
        ...members,
        status: to,
        ...(to === 'active' && { startDate: members.startDate ?? before.startDate ?? today() }),
        ...(decided && { deciderStaffId: ctx.principal.staffId, decidedAt: tx.at }),
      };
      const provision = await lockProvision(tx, before.ownerId, before.provisionId);
      await checkPlace(tx, { ...before, ...patch }, provision);
      const row = tx.update(InterventionEntity, before, patch);
      audit(tx, {
        ownerId: before.ownerId,
        action: 'intervention.transition',
        resource: 'interventions',
        resourceId: id,
        detail: { from: before.status, to, reason: dto.reason },
      });
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
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
  ];
}

function refusal({ status }: InterventionEntity, to: string): string {
  const next = nextStatuses(status);
  const open = next.length > 0 ? `from there it can be ${next.join(' or ')}` : 'that is its end';
  return `The intervention is ${status} and cannot be ${to}; ${open}.`;
}

async function refuseForeignTarget(
  tx: Transaction,
  pupil: Pick<PupilEntity, 'ownerId' | 'id'>,
  targetId: string | null,
): Promise<void> {
  if (targetId === null) return;
  const found = await tx.query('select 1 from target where owner_id = ? and pupil_id = ? and id = ?', [
    pupil.ownerId,
    pupil.id,
    targetId,
  ]);
  if (found.length === 0) {
    throw invalid({
      pointer: '/targetId',
      code: 'unknown-target',
      detail: 'The pupil has no target with this id.',
    });
  }
}

async function refuseTaken(
  tx: Transaction,
  ownerId: string,
  { sourceSystem, sourceId }: { sourceSystem: string | null; sourceId: string | null },
): Promise<void> {
  if (sourceId === null) return;
  const taken = await tx.query(
    'select 1 from intervention where owner_id = ? and source_system = ? and source_id = ?',
    [ownerId, sourceSystem, sourceId],
  );
  if (taken.length > 0) {
    throw duplicate('/source', 'An intervention with this source key is there already.');
  }
}
