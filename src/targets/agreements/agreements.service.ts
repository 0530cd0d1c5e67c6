import { Injectable } from '@nestjs/common';
import { filter, Lists, type RowPage } from '../../auth/lists/lists.js';
import { checkPrecondition } from '../../auth/precondition.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, lockOwned } from '../../auth/tenancy.js';
import { observedFaults } from '../../assessments/results/check-result.js';
import { DomainError, invalid, notFound } from '../../common/errors/domain-error.js';
import { today } from '../../common/instants.js';
import { Database } from '../../database/database.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { ContactEntity } from '../../pupils/contacts/contact.entity.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { nextStatuses } from '../lifecycle.js';
import { TargetEntity } from '../target.entity.js';
import type { AgreementQuery, CreateAgreementDto, WithdrawAgreementDto } from './agreement.dto.js';
import { AgreementEntity } from './agreement.entity.js';
import { recorderOf } from './recorder.js';
import { NOT_WITHDRAWN } from './staff-agreement.js';

const LIST = {
  entity: AgreementEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    date: { column: 'date', property: 'date' },
  },
  defaultSort: 'date',
};

/** What pupils, parents and staff said to targets. Nothing is unsaid: an agreement that is taken back stays, marked. */
@Injectable()
export class AgreementsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  async list(
    ctx: RequestContext,
    targetId: string,
    query: AgreementQuery,
  ): Promise<RowPage<AgreementEntity>> {
    const target = await findOwned(this.database, ctx, TargetEntity, targetId);
    return this.lists.page(LIST, query, [
      { sql: 'owner_id = ? and target_id = ?', params: [target.ownerId, target.id] },
      filter('party = ?', query.party),
    ]);
  }

  async find(ctx: RequestContext, targetId: string, id: string): Promise<AgreementEntity> {
    const row = await findOwned(this.database, ctx, AgreementEntity, id);
    if (row.targetId !== targetId) throw notFound();
    return row;
  }

  create(ctx: RequestContext, targetId: string, dto: CreateAgreementDto): Promise<AgreementEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { target, pupil } = await holdTarget(tx, ctx, targetId);
      if (nextStatuses(target.status).length === 0) {
        throw new DomainError('conflict', `The target is ${target.status}; nobody agrees to it any more.`);
      }
      const { name: staffName, id: recordedBy } = await recorderOf(tx, ctx, target.ownerId, dto.recordedBy);
      const { party, view = 'agrees', date = today(), comment = null } = dto;
      const faults = [...observedFaults(date, pupil.dateOfBirth, today()), ...nameFaults(dto)];
      if (faults.length > 0) throw invalid(...faults);
      const contact = await contactOf(tx, target, dto);
      const row = tx.insert(AgreementEntity, {
        ownerId: target.ownerId,
        pupilId: target.pupilId,
        targetId,
        party,
        view,
        name: dto.name ?? contact?.name ?? (party === 'staff' ? staffName : null),
        date,
        comment,
        recordedBy,
        contactId: contact?.id ?? null,
        ...NOT_WITHDRAWN,
      });
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  /** Takes an agreement back. The target keeps its status: whoever withdraws it does so by itself. */
  withdraw(
    ctx: RequestContext,
    targetId: string,
    id: string,
    dto: WithdrawAgreementDto,
  ): Promise<AgreementEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { target } = await holdTarget(tx, ctx, targetId);
      const before = await lockOwned(tx, ctx, AgreementEntity, id);
      if (before.targetId !== targetId) throw notFound();
      checkPrecondition(ctx, before);
      if (before.withdrawnOn !== null) {
        throw new DomainError('conflict', `The agreement was taken back on ${before.withdrawnOn} already.`);
      }
      const { id: withdrawnBy } = await recorderOf(tx, ctx, target.ownerId, dto.recordedBy);
      const { date = today(), reason } = dto;
      if (date < before.date || date > today()) {
        const detail = `An agreement of ${before.date} is taken back from then on, up to today.`;
        throw invalid({ pointer: '/date', code: 'not-between', detail });
      }
      const patch = { withdrawnOn: date, withdrawnReason: reason, withdrawnBy };
      const row = tx.update(AgreementEntity, before, patch);
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }
}

/** A target after its pupil, as by every writer. */
async function holdTarget(tx: Transaction, ctx: RequestContext, id: string) {
  const { ownerId, pupilId } = await findOwned(tx, ctx, TargetEntity, id);
  const pupil = await tx.lockOne(PupilEntity, 'where owner_id = ? and id = ?', [ownerId, pupilId]);
  const target = await lockOwned(tx, ctx, TargetEntity, id);
  if (!pupil) throw notFound();
  return { target, pupil };
}

/** The contact of the pupil whom an agreement names. */
async function contactOf(
  tx: Transaction,
  { ownerId, pupilId }: TargetEntity,
  { party, contactId = null }: CreateAgreementDto,
): Promise<ContactEntity | null> {
  if (contactId === null) return null;
  const fault = (code: string, detail: string) => invalid({ pointer: '/contactId', code, detail });
  if (party !== 'parent') throw fault('not-taken', 'Only a parent is named by a contact.');
  const where = 'where owner_id = ? and pupil_id = ? and id = ?';
  const contact = await tx.selectOne(ContactEntity, where, [ownerId, pupilId, contactId]);
  if (!contact) throw fault('unknown-contact', 'The pupil has no contact with this id.');
  return contact;
}

function nameFaults({ party, name = null, contactId = null }: CreateAgreementDto) {
  if (party === 'parent' && name === null && contactId === null) {
    return [
      { pointer: '/name', code: 'missing', detail: 'A parent is named, or is a contact of the pupil.' },
    ];
  }
  if (party === 'pupil' && name !== null) {
    return [
      { pointer: '/name', code: 'not-taken', detail: 'The pupil is the target’s, and not named again.' },
    ];
  }
  return [];
}
