import { Injectable } from '@nestjs/common';
import { SensitiveReads } from '../auth/audit/audit.js';
import { carryOutBatch } from '../auth/batches/carry-out-batch.js';
import { filter, within } from '../auth/lists/conditions.js';
import { Lists, type RowPage } from '../auth/lists/lists.js';
import { checkPrecondition } from '../auth/precondition.js';
import { type RequestContext, requireSensitive } from '../auth/request-context.js';
import { findOwned, lockOwned } from '../auth/tenancy.js';
import { DomainError, invalid, notFound } from '../common/errors/domain-error.js';
import type { BatchQuery } from '../common/http/batch.dto.js';
import type { BatchAnswerView } from '../common/http/batch.view.js';
import { Database } from '../database/database.js';
import type { Transaction } from '../database/transaction.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { CharacteristicEntity } from './characteristic.entity.js';
import { PupilEntity } from './pupil.entity.js';
import { SenNeedEntity } from './sen-needs/sen-need.entity.js';
import {
  CharacteristicItemDto,
  type CharacteristicQuery,
  type CreateCharacteristicDto,
  type UpdateCharacteristicDto,
} from './spell.dto.js';
import { characteristicFaults, type CharacteristicSpell } from './spell-rules.js';
import { writeCharacteristics } from './write-spells.js';

const LIST = {
  entity: CharacteristicEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    kind: { column: 'kind', property: 'kind' },
    startDate: { column: 'start_date', property: 'startDate' },
  },
  defaultSort: 'kind,startDate',
};

/** Dated characteristics of a pupil: sensitive as a whole, and every read of them is audited. */
@Injectable()
export class CharacteristicsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
    private readonly sensitiveReads: SensitiveReads,
  ) {}

  async list(
    ctx: RequestContext,
    pupilId: string,
    query: CharacteristicQuery,
  ): Promise<RowPage<CharacteristicEntity>> {
    requireSensitive(ctx, 'Characteristics');
    const pupil = await findOwned(this.database, ctx, PupilEntity, pupilId);
    const found = await this.lists.page(LIST, query, [
      { sql: 'owner_id = ? and pupil_id = ?', params: [pupil.ownerId, pupil.id] },
      filter('kind = ?', query.kind),
      within('start_date', 'end_date', query.asOf),
      filter('source_system = ?', query.sourceSystem),
      filter('source_id = ?', query.sourceId),
    ]);
    await this.sensitiveReads.note(ctx, 'pupils', [pupil]);
    return found;
  }

  async find(ctx: RequestContext, pupilId: string, id: string): Promise<CharacteristicEntity> {
    requireSensitive(ctx, 'Characteristics');
    const row = await findOwned(this.database, ctx, CharacteristicEntity, id);
    if (row.pupilId !== pupilId) throw notFound();
    await this.sensitiveReads.note(ctx, 'pupils', [{ ownerId: row.ownerId, id: row.pupilId }]);
    return row;
  }

  create(ctx: RequestContext, pupilId: string, dto: CreateCharacteristicDto): Promise<CharacteristicEntity> {
    requireSensitive(ctx, 'Characteristics');
    return this.uow.run(ctx.principal, async (tx) => {
      await findOwned(tx, ctx, PupilEntity, pupilId);
      const outcome = (
        await writeCharacteristics(tx, ctx, [{ index: 0, dto: { ...dto, pupilId } }], false)
      ).get(0)!;
      if (outcome instanceof DomainError) throw outcome;
      const row = outcome.row as CharacteristicEntity;
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  async batch(ctx: RequestContext, bodies: readonly unknown[], query: BatchQuery): Promise<BatchAnswerView> {
    requireSensitive(ctx, 'Characteristics');
    return carryOutBatch(this.uow, ctx, CharacteristicItemDto, bodies, query, (tx, items, bySource) =>
      writeCharacteristics(tx, ctx, items, bySource),
    );
  }

  update(
    ctx: RequestContext,
    pupilId: string,
    id: string,
    dto: UpdateCharacteristicDto,
  ): Promise<CharacteristicEntity> {
    requireSensitive(ctx, 'Characteristics');
    return this.uow.run(ctx.principal, async (tx) => {
      const pupil = await lockOwned(tx, ctx, PupilEntity, pupilId);
      const before = await lockOwned(tx, ctx, CharacteristicEntity, id);
      if (before.pupilId !== pupilId) throw notFound();
      checkPrecondition(ctx, before);
      await checkSpell(tx, pupil, { ...before, ...dto }, id);
      return tx.update(CharacteristicEntity, before, { ...dto });
    });
  }

  async remove(ctx: RequestContext, pupilId: string, id: string): Promise<void> {
    requireSensitive(ctx, 'Characteristics');
    await this.uow.run(ctx.principal, async (tx) => {
      await lockOwned(tx, ctx, PupilEntity, pupilId);
      const row = await lockOwned(tx, ctx, CharacteristicEntity, id);
      if (row.pupilId !== pupilId) throw notFound();
      checkPrecondition(ctx, row);
      tx.remove(CharacteristicEntity, row);
    });
  }
}

async function checkSpell(
  tx: Transaction,
  { ownerId, id: pupilId }: PupilEntity,
  spell: CharacteristicSpell,
  ownId: string,
): Promise<void> {
  const ofPupil = 'where owner_id = ? and pupil_id = ?';
  const rows = await tx.select(CharacteristicEntity, ofPupil, [ownerId, pupilId]);
  const needs = await tx.select(SenNeedEntity, ofPupil, [ownerId, pupilId]);
  const others = rows.filter((it) => it.id !== ownId);
  const faults = characteristicFaults(spell, others, needs);
  if (faults.length > 0) throw invalid(...faults);
}
