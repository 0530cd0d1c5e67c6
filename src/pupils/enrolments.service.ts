import { Injectable } from '@nestjs/common';
import { carryOutBatch } from '../auth/batches/carry-out-batch.js';
import { filter, within } from '../auth/lists/conditions.js';
import { Lists, type RowPage } from '../auth/lists/lists.js';
import { checkPrecondition } from '../auth/precondition.js';
import type { RequestContext } from '../auth/request-context.js';
import { findOwned, lockOwned } from '../auth/tenancy.js';
import { DomainError, invalid, notFound } from '../common/errors/domain-error.js';
import type { BatchQuery } from '../common/http/batch.dto.js';
import type { BatchAnswerView } from '../common/http/batch.view.js';
import { Database } from '../database/database.js';
import type { Transaction } from '../database/transaction.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EnrolmentEntity } from './enrolment.entity.js';
import { PupilEntity } from './pupil.entity.js';
import {
  type AddEnrolmentDto,
  EnrolmentItemDto,
  type EnrolmentQuery,
  type UpdateEnrolmentDto,
} from './spell.dto.js';
import { type RollDates, rollFaults } from './spell-rules.js';
import { writeEnrolments } from './write-spells.js';

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
      filter('source_system = ?', query.sourceSystem),
      filter('source_id = ?', query.sourceId),
    ]);
  }

  async find(ctx: RequestContext, pupilId: string, id: string): Promise<EnrolmentEntity> {
    const row = await findOwned(this.database, ctx, EnrolmentEntity, id);
    if (row.pupilId !== pupilId) throw notFound();
    return row;
  }

  create(ctx: RequestContext, pupilId: string, dto: AddEnrolmentDto): Promise<EnrolmentEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      await findOwned(tx, ctx, PupilEntity, pupilId);
      const outcome = (await writeEnrolments(tx, ctx, [{ index: 0, dto: { ...dto, pupilId } }], false)).get(
        0,
      )!;
      if (outcome instanceof DomainError) throw outcome;
      const row = outcome.row as EnrolmentEntity;
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  batch(ctx: RequestContext, bodies: readonly unknown[], query: BatchQuery): Promise<BatchAnswerView> {
    return carryOutBatch(this.uow, ctx, EnrolmentItemDto, bodies, query, (tx, items, bySource) =>
      writeEnrolments(tx, ctx, items, bySource),
    );
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
  { ownerId, id: pupilId }: PupilEntity,
  spell: RollDates,
  ownId: string,
): Promise<void> {
  const rows = await tx.select(EnrolmentEntity, 'where owner_id = ? and pupil_id = ?', [ownerId, pupilId]);
  const faults = rollFaults(
    spell,
    rows.filter((it) => it.id !== ownId),
  );
  if (faults.length > 0) throw invalid(...faults);
}
