import { Injectable } from '@nestjs/common';
import { SensitiveReads } from '../auth/audit/audit.js';
import { filter, within } from '../auth/lists/conditions.js';
import { Lists, type RowPage } from '../auth/lists/lists.js';
import { checkPrecondition } from '../auth/precondition.js';
import { type RequestContext, requireSensitive } from '../auth/request-context.js';
import { findOwned, lockOwned } from '../auth/tenancy.js';
import { invalid, notFound } from '../common/errors/domain-error.js';
import { sourceColumns } from '../common/source.js';
import { Database } from '../database/database.js';
import type { Transaction } from '../database/transaction.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { CharacteristicEntity } from './characteristic.entity.js';
import { isCharacteristicValue } from './code-sets.js';
import { PupilEntity } from './pupil.entity.js';
import type { CharacteristicQuery, CreateCharacteristicDto, UpdateCharacteristicDto } from './spell.dto.js';
import { refuseContradiction } from './sen-needs/refuse-contradiction.js';
import { overlap } from './spells.js';

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
      const pupil = await lockOwned(tx, ctx, PupilEntity, pupilId);
      const spell = { ...dto, endDate: dto.endDate ?? null };
      await checkSpell(tx, pupil, spell, null);
      const row = tx.insert(CharacteristicEntity, {
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
  pupil: PupilEntity,
  spell: Pick<CharacteristicEntity, 'kind' | 'value' | 'startDate' | 'endDate'>,
  ownId: string | null,
): Promise<void> {
  const { kind, value, startDate: start, endDate: end } = spell;
  if (!isCharacteristicValue(kind, value)) {
    throw invalid({
      pointer: '/value',
      code: 'not-in-set',
      detail: `"${value}" is not in the code set of ${kind}.`,
    });
  }
  if (end !== null && end < start) {
    throw invalid({
      pointer: '/endDate',
      code: 'ends-before-start',
      detail: 'The end lies before the start.',
    });
  }
  const others = await tx.select(CharacteristicEntity, 'where owner_id = ? and pupil_id = ? and kind = ?', [
    pupil.ownerId,
    pupil.id,
    kind,
  ]);
  const clash = others.find(
    (it) => it.id !== ownId && overlap({ start: it.startDate, end: it.endDate }, { start, end }),
  );
  if (clash) {
    throw invalid({
      pointer: '/startDate',
      code: 'spells-overlap',
      detail: `There is a spell of ${kind} from ${clash.startDate} to ${clash.endDate ?? 'today'} already.`,
    });
  }
  if (kind === 'sen') await refuseContradiction(tx, pupil, spell);
}
