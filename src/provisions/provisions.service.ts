import { Injectable } from '@nestjs/common';
import { filter, within } from '../auth/lists/conditions.js';
import { Lists, type RowPage } from '../auth/lists/lists.js';
import { checkPrecondition } from '../auth/precondition.js';
import type { RequestContext } from '../auth/request-context.js';
import { findOwned, lockOwned, ownedBy, requireSchool } from '../auth/tenancy.js';
import { type Fault, invalid } from '../common/errors/domain-error.js';
import { SYSTEM_OWNER } from '../common/ids.js';
import { Database } from '../database/database.js';
import type { Transaction } from '../database/transaction.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { subjectFault } from '../schools/subjects/subject-fault.js';
import { checkCapacity, checkPlacesWithin } from './held-places.js';
import type { CreateProvisionDto, ProvisionQuery, UpdateProvisionDto } from './provision.dto.js';
import { ProvisionEntity } from './provision.entity.js';

const LIST = {
  entity: ProvisionEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    name: { column: 'name', property: 'name' },
    startDate: { column: 'start_date', property: 'startDate' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'id',
};

const NO_COSTS = {
  weeks: null,
  sessionsPerWeek: null,
  sessionMinutes: null,
  staff: null,
  ratePerHourPence: null,
  rateRoundUpMinutes: null,
  rateMinimumMinutes: null,
  fixedPence: null,
  resources: null,
  funding: null,
  sourceSystem: null,
  sourceId: null,
};

/** Provisions of schools. A change never leaves more places held than there are. */
@Injectable()
export class ProvisionsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  list(ctx: RequestContext, query: ProvisionQuery): Promise<RowPage<ProvisionEntity>> {
    return this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      filter('provision_type_id = ?', query.provisionTypeId),
      filter('subject = ?', query.subject),
      within('start_date', 'end_date', query.asOf),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<ProvisionEntity> {
    return findOwned(this.database, ctx, ProvisionEntity, id);
  }

  async create(ctx: RequestContext, dto: CreateProvisionDto): Promise<ProvisionEntity> {
    await requireSchool(this.database, ctx, dto.schoolId);
    return this.uow.run(ctx.principal, async (tx) => {
      const { schoolId, ...members } = dto;
      const provision = {
        ...members,
        subject: dto.subject ?? null,
        leadStaffId: dto.leadStaffId ?? null,
        ...NO_COSTS,
      };
      await checkProvision(tx, schoolId, provision);
      const row = tx.insert(ProvisionEntity, { ...provision, ownerId: schoolId });
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  update(ctx: RequestContext, id: string, dto: UpdateProvisionDto): Promise<ProvisionEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const before = await lockOwned(tx, ctx, ProvisionEntity, id);
      checkPrecondition(ctx, before);
      const after = { ...before, ...dto };
      await checkProvision(tx, before.ownerId, after);
      await checkPlacesWithin(tx, after);
      await checkCapacity(tx, after, null);
      return tx.update(ProvisionEntity, before, { ...dto });
    });
  }
}

type Members = Pick<ProvisionEntity, 'provisionTypeId' | 'subject' | 'leadStaffId' | 'startDate' | 'endDate'>;

async function checkProvision(tx: Transaction, schoolId: string, provision: Members): Promise<void> {
  const { provisionTypeId, leadStaffId, startDate, endDate } = provision;
  const faults: Fault[] = [];
  if (endDate <= startDate) {
    faults.push({
      pointer: '/endDate',
      code: 'ends-before-start',
      detail: 'The end does not lie after the start.',
    });
  }
  const types = await tx.query('select 1 from provision_type where id = ? and owner_id in (?, ?)', [
    provisionTypeId,
    schoolId,
    SYSTEM_OWNER,
  ]);
  if (types.length === 0) {
    faults.push({
      pointer: '/provisionTypeId',
      code: 'unknown-provision-type',
      detail: 'No kind of provision with this id is known at this school.',
    });
  }
  const subject = await subjectFault(tx, schoolId, provision.subject);
  if (subject) faults.push(subject);
  if (leadStaffId !== null) {
    const staff = await tx.query('select 1 from staff where id = ? and owner_id = ?', [
      leadStaffId,
      schoolId,
    ]);
    if (staff.length === 0) {
      faults.push({
        pointer: '/leadStaffId',
        code: 'unknown-staff',
        detail: 'No member of staff with this id is known at this school.',
      });
    }
  }
  if (faults.length > 0) throw invalid(...faults);
}
