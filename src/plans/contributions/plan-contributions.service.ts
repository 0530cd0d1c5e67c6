import { Injectable } from '@nestjs/common';
import { SensitiveReads } from '../../auth/audit/audit.js';
import { Lists, type RowPage } from '../../auth/lists/lists.js';
import { checkPrecondition } from '../../auth/precondition.js';
import type { RequestContext } from '../../auth/request-context.js';
import { KnownStaff } from '../../auth/staff/known-staff.js';
import { findOwned } from '../../auth/tenancy.js';
import { DomainError, type Fault, invalid } from '../../common/errors/domain-error.js';
import { today } from '../../common/instants.js';
import type { ListQuery } from '../../common/paging/list.dto.js';
import { Database } from '../../database/database.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { KnownContacts } from '../../pupils/contacts/known-contacts.js';
import type { PupilEntity } from '../../pupils/pupil.entity.js';
import { canChange } from '../cycle.js';
import { findPart, lockPart } from '../find-part.js';
import { lockPlan } from '../lock-plan.js';
import { PlanEntity } from '../plan.entity.js';
import { pupilsOf } from '../../pupils/pupils-of.js';
import type { CreatePlanContributionDto, UpdatePlanContributionDto } from './plan-contribution.dto.js';
import { PlanContributionEntity } from './plan-contribution.entity.js';

const LIST = {
  entity: PlanContributionEntity,
  sortable: { id: { column: 'id', property: 'id' }, date: { column: 'date', property: 'date' } },
  defaultSort: 'date',
};

type Content = Pick<
  PlanContributionEntity,
  'author' | 'authorName' | 'contactId' | 'date' | 'recordedByStaffId'
>;

/** Views of pupils and parents on plans. Sensitive as a whole, and every read of them is audited. */
@Injectable()
export class PlanContributionsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
    private readonly sensitiveReads: SensitiveReads,
  ) {}

  async list(
    ctx: RequestContext,
    planId: string,
    query: ListQuery,
  ): Promise<RowPage<PlanContributionEntity>> {
    const plan = await findOwned(this.database, ctx, PlanEntity, planId);
    const sql = 'owner_id = ? and pupil_id = ? and plan_id = ?';
    const found = await this.lists.page(LIST, query, [{ sql, params: [plan.ownerId, plan.pupilId, planId] }]);
    await this.sensitiveReads.note(ctx, 'pupils', pupilsOf([plan]));
    return found;
  }

  async find(ctx: RequestContext, planId: string, id: string): Promise<PlanContributionEntity> {
    const row = await findPart(this.database, ctx, PlanContributionEntity, planId, id);
    await this.sensitiveReads.note(ctx, 'pupils', pupilsOf([row]));
    return row;
  }

  create(
    ctx: RequestContext,
    planId: string,
    dto: CreatePlanContributionDto,
  ): Promise<PlanContributionEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { plan, pupil } = await lockPlan(tx, ctx, planId);
      const recordedByStaffId = dto.recordedByStaffId ?? ctx.principal.staffId;
      if (!canChange(plan.status)) {
        throw new DomainError('conflict', `The plan is ${plan.status}: add it to the next cycle.`);
      }
      if (recordedByStaffId === null) {
        const detail = 'A program names the member of staff who wrote it down.';
        throw invalid({ pointer: '/recordedByStaffId', code: 'missing', detail });
      }
      const { authorName = null, contactId = null } = dto;
      const content = { ...dto, authorName, contactId, recordedByStaffId };
      await check(tx, pupil, content);
      const row = tx.insert(PlanContributionEntity, {
        ...content,
        ownerId: plan.ownerId,
        pupilId: plan.pupilId,
        planId,
        reviewId: null,
      });
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  update(
    ctx: RequestContext,
    planId: string,
    id: string,
    dto: UpdatePlanContributionDto,
  ): Promise<PlanContributionEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { pupil } = await lockPlan(tx, ctx, planId);
      const before = await lockPart(tx, ctx, PlanContributionEntity, planId, id);
      checkPrecondition(ctx, before);
      refuseHeard(before);
      await check(tx, pupil, { ...before, ...dto });
      return tx.update(PlanContributionEntity, before, { ...dto });
    });
  }

  remove(ctx: RequestContext, planId: string, id: string): Promise<void> {
    return this.uow.run(ctx.principal, async (tx) => {
      await lockPlan(tx, ctx, planId);
      const row = await lockPart(tx, ctx, PlanContributionEntity, planId, id);
      checkPrecondition(ctx, row);
      refuseHeard(row);
      tx.remove(PlanContributionEntity, row);
    });
  }
}

function refuseHeard({ reviewId }: PlanContributionEntity): void {
  if (reviewId === null) return;
  throw new DomainError('conflict', 'A signed review has heard this contribution: it stays as it is.');
}

async function check(tx: Transaction, pupil: PupilEntity, content: Content): Promise<void> {
  const { author, authorName, contactId, date, recordedByStaffId } = content;
  const staff = await KnownStaff.read(tx, [recordedByStaffId]);
  const faults: Fault[] = staff.faults(pupil.ownerId, recordedByStaffId, '/recordedByStaffId');
  if (date > today()) {
    faults.push({ pointer: '/date', code: 'in-future', detail: 'The day is yet to come.' });
  }
  if (date < pupil.dateOfBirth) {
    faults.push({ pointer: '/date', code: 'before-birth', detail: 'The day lies before the pupil’s birth.' });
  }
  const contacts = await KnownContacts.read(tx, [contactId]);
  faults.push(...contacts.faults(pupil.id, contactId, '/contactId'));
  if (author === 'parent' && authorName === null && contactId === null) {
    const detail = 'Say which parent or carer this is: contactId or authorName.';
    faults.push({ pointer: '/authorName', code: 'missing', detail });
  }
  if (author === 'pupil' && contactId !== null) {
    faults.push({ pointer: '/contactId', code: 'not-a-parent', detail: 'The pupil is no contact.' });
  }
  if (faults.length > 0) throw invalid(...faults);
}
