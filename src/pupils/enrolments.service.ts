import { Injectable } from '@nestjs/common';
import { within } from '../auth/lists/conditions.js';
import { Lists, type RowPage } from '../auth/lists/lists.js';
import { checkPrecondition } from '../auth/precondition.js';
import type { RequestContext } from '../auth/request-context.js';
import { findOwned, lockOwned } from '../auth/tenancy.js';
import { invalid, notFound } from '../common/errors/domain-error.js';
import { sourceColumns } from '../common/source.js';
import { Database } from '../database/database.js';
import type { Transaction } from '../database/transaction.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { enrolmentFaults } from './check-pupil.js';
import { EnrolmentEntity } from './enrolment.entity.js';
import type { CreateEnrolmentDto } from './pupil.dto.js';
import { PupilEntity } from './pupil.entity.js';
import type { EnrolmentQuery, UpdateEnrolmentDto } from './spell.dto.js';
import { overlap } from './spells.js';

const LIST = {
  entity: EnrolmentEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    entryDate: { column: 'entry_date', property: 'entryDate' },
  },
  defaultSort: 'entryDate',
};

/** Spells of a pupil on the roll. They do not overlap; the pupil's row is held while one is written. */
@Injectable()
export class EnrolmentsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  async list(ctx: RequestContext, pupilId: string, query: EnrolmentQuery): Promise<RowPage<EnrolmentEntity>> {
    const pupil = await findOwned(this.database, ctx, PupilEntity, pupilId);
    return this.lists.page(LIST, query, [
      { sql: 'owner_id = ? and pupil_id = ?', params: [pupil.ownerId, pupil.id] },
      within('entry_date', 'leaving_date', query.asOf),
    ]);
  }

  async find(ctx: RequestContext, pupilId: string, id: string): Promise<EnrolmentEntity> {
    const row = await findOwned(this.database, ctx, EnrolmentEntity, id);
    if (row.pupilId !== pupilId) throw notFound();
    return row;
  }

  create(ctx: RequestContext, pupilId: string, dto: CreateEnrolmentDto): Promise<EnrolmentEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const pupil = await lockOwned(tx, ctx, PupilEntity, pupilId);
      const spell = { ...dto, leavingDate: dto.leavingDate ?? null };
      await checkSpell(tx, pupil, spell, null);
      const row = tx.insert(EnrolmentEntity, {
        ...spell,
        ...sourceColumns(null),
        ownerId: pupil.ownerId,
        pupilId,
      });
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  update(
    ctx: RequestContext,
    pupilId: string,
    id: string,
    dto: UpdateEnrolmentDto,
  ): Promise<EnrolmentEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const pupil = await lockOwned(tx, ctx, PupilEntity, pupilId);
      const before = await lockOwned(tx, ctx, EnrolmentEntity, id);
      if (before.pupilId !== pupilId) throw notFound();
      checkPrecondition(ctx, before);
      await checkSpell(tx, pupil, { ...before, ...dto }, id);
      return tx.update(EnrolmentEntity, before, { ...dto });
    });
  }

  async remove(ctx: RequestContext, pupilId: string, id: string): Promise<void> {
    await this.uow.run(ctx.principal, async (tx) => {
      await lockOwned(tx, ctx, PupilEntity, pupilId);
      const row = await lockOwned(tx, ctx, EnrolmentEntity, id);
      if (row.pupilId !== pupilId) throw notFound();
      checkPrecondition(ctx, row);
      tx.remove(EnrolmentEntity, row);
    });
  }
}

async function checkSpell(
  tx: Transaction,
  pupil: PupilEntity,
  spell: Pick<EnrolmentEntity, 'entryDate' | 'leavingDate'>,
  ownId: string | null,
): Promise<void> {
  const faults = enrolmentFaults(spell);
  if (faults.length > 0) throw invalid(...faults);
  const others = await tx.select(EnrolmentEntity, 'where owner_id = ? and pupil_id = ?', [
    pupil.ownerId,
    pupil.id,
  ]);
  const clash = others.find(
    (it) =>
      it.id !== ownId &&
      overlap(
        { start: it.entryDate, end: it.leavingDate },
        { start: spell.entryDate, end: spell.leavingDate },
      ),
  );
  if (clash) {
    throw invalid({
      pointer: '/entryDate',
      code: 'spells-overlap',
      detail: `The pupil is on roll from ${clash.entryDate} to ${clash.leavingDate ?? 'today'} already.`,
    });
  }
}
