import { Injectable } from '@nestjs/common';
import { audit } from '../../auth/audit/audit.js';
import type { RequestContext } from '../../auth/request-context.js';
import { lockOwned } from '../../auth/tenancy.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { ErasureEntity } from '../erasure/erasure.entity.js';
import { ErasuresService } from '../erasure/erasures.service.js';
import { refuseHeld, refuseRunning } from '../erasure/refuse-erasure.js';
import { RecordTables } from '../record-tables.js';
import { disposeOf } from './dispose-of-kind.js';
import { heldParts } from './held-parts.js';
import { requireDue } from './require-due.js';
import type { CreateDisposalDto } from './retention-review.dto.js';
import { unreplayable } from './unreplayable.js';

/** Disposes of what is due of one kind of a pupil's record, and keeps that it was done. */
@Injectable()
export class DisposalsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly tables: RecordTables,
    private readonly erasures: ErasuresService,
  ) {}

  /** Throws `not-due`, `conflict` under a legal hold, and `run-active` while a run goes on at the school. */
  async dispose(
    ctx: RequestContext,
    pupilId: string,
    { kind, reason }: CreateDisposalDto,
  ): Promise<ErasureEntity> {
    if (kind === 'pupil-record') return this.erasures.erase(ctx, pupilId, { ground: 'retention', reason });
    return this.uow.run(ctx.principal, async (tx) => {
      const pupil = await lockOwned(tx, ctx, PupilEntity, pupilId);
      const { ownerId } = pupil;
      await refuseHeld(tx, pupil);
      await refuseRunning(tx, ownerId);
      const parts = heldParts(this.tables.all);
      const frame = await requireDue(tx, parts, pupil, kind);
      const decisions = await unreplayable(tx, pupil, kind, frame);
      const counts = await disposeOf(
        tx,
        parts.filter((it) => it.kind === kind),
        frame,
        pupil,
      );
      const staffId = ctx.principal.staffId!;
      const disposal = { formerId: pupilId, kind, ground: 'retention' as const, reason, staffId };
      const row = tx.insert(ErasureEntity, { ...disposal, counts, decisions, ownerId });
      audit(tx, {
        ownerId,
        action: 'record.dispose',
        resource: 'erasures',
        resourceId: row.id,
        detail: { kind },
      });
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }
}
