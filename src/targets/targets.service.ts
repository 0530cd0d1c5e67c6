import { Injectable } from '@nestjs/common';
import { FrameworkEntity } from '../assessments/framework.entity.js';
import { carryOutBatch } from '../auth/batches/carry-out-batch.js';
import { filter, ofPupil } from '../auth/lists/conditions.js';
import { Lists, type RowPage } from '../auth/lists/lists.js';
import { checkPrecondition } from '../auth/precondition.js';
import type { RequestContext } from '../auth/request-context.js';
import { findOwned, lockOwned, ownedBy } from '../auth/tenancy.js';
import { DomainError, invalid } from '../common/errors/domain-error.js';
import type { BatchQuery } from '../common/http/batch.dto.js';
import type { BatchAnswerView } from '../common/http/batch.view.js';
import { Database, type Reader } from '../database/database.js';
import type { Transaction } from '../database/transaction.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { PupilEntity } from '../pupils/pupil.entity.js';
import { requireAgreed } from './agreements/staff-agreement.js';
import { readAim, type SentAim, sentAimOf } from './read-aim.js';
import {
  type AimedValueDto,
  CreateTargetDto,
  type DatedValuePatchDto,
  type TargetQuery,
  type UpdateTargetDto,
} from './target.dto.js';
import { TargetEntity } from './target.entity.js';
import { standings } from './target-views.js';
import { toTrajectoryFramework, toTrajectoryTarget } from './trajectory-facts.js';
import type { TrajectoryResult } from './trajectory/facts.js';
import { type Trajectory, trajectoryOf } from './trajectory/trajectory.js';
import { activeKeyOf, changeRefusal, saysTheSame, secondActive, writeTargets } from './write-targets.js';

const LIST = {
  entity: TargetEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    due: { column: 'due', property: 'due' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'id',
};

/** Targets of pupils and the trajectories to them. */
@Injectable()
export class TargetsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  list(ctx: RequestContext, query: TargetQuery): Promise<RowPage<TargetEntity>> {
    const conditions = [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      ofPupil(query.pupilId),
      filter('subject = ?', query.subject),
      filter('framework_key = ?', query.framework),
      filter('status = ?', query.status),
      filter('baseline_date <= ?', query.asOf),
      filter('target_set_id = ?', query.targetSetId),
      filter('due >= ?', query.dueFrom),
      filter('due <= ?', query.dueTo),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
      filter('source_system = ?', query.sourceSystem),
      filter('source_id = ?', query.sourceId),
    ];
    const { standing } = query;
    if (standing === undefined) return this.lists.page(LIST, query, conditions);
    return this.lists.pageOfKept(LIST, query, conditions, async (rows) =>
      (await standings(this.database, rows, ctx.knownAt)).map((it) => it?.value === standing),
    );
  }

  find(ctx: RequestContext, id: string): Promise<TargetEntity> {
    return findOwned(this.database, ctx, TargetEntity, id);
  }

  create(ctx: RequestContext, dto: CreateTargetDto): Promise<TargetEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const outcome = (await writeTargets(tx, ctx, [{ index: 0, dto }], false)).get(0)!;
      if (outcome instanceof DomainError) throw outcome;
      const row = outcome.row as TargetEntity;
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  batch(ctx: RequestContext, bodies: readonly unknown[], query: BatchQuery): Promise<BatchAnswerView> {
    return carryOutBatch(this.uow, ctx, CreateTargetDto, bodies, query, (tx, items, bySource) =>
      writeTargets(tx, ctx, items, bySource),
    );
  }

  update(ctx: RequestContext, id: string, dto: UpdateTargetDto): Promise<TargetEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const { ownerId, pupilId } = await findOwned(tx, ctx, TargetEntity, id);
      // The pupil is held before the target, as by every writer.
      const pupil = await tx.lockOne(PupilEntity, 'where owner_id = ? and id = ?', [ownerId, pupilId]);
      const before = await lockOwned(tx, ctx, TargetEntity, id);
      checkPrecondition(ctx, before);
      const { status = before.status, statusReason, challenge, adjustReason: _reason, ...aimed } = dto;
      const content = {
        ...(Object.keys(aimed).length > 0 && (await patchedAim(tx, before, pupil, dto))),
        ...(challenge !== undefined && { challenge }),
      };
      const otherwise = !saysTheSame(before, content);
      const refusal = changeRefusal(before, status, otherwise);
      if (refusal) throw refusal;
      const adjustReason = adjustReasonOf(before, dto, otherwise);
      if (status === 'agreed' && before.status === 'draft') await requireAgreed(tx, ctx, before);
      const activeKey = activeKeyOf({ ...before, status });
      if (activeKey !== before.activeKey && activeKey !== null) await refuseSecond(tx, ownerId, activeKey);
      return tx.update(TargetEntity, before, {
        ...content,
        status,
        activeKey,
        adjustReason,
        ...(status !== before.status && { statusBasis: null }),
        ...(statusReason !== undefined && { statusReason }),
      });
    });
  }

  /** The trajectory to a target from what is dated up to `asOf`. */
  async trajectory(
    ctx: RequestContext,
    id: string,
    asOf: string,
  ): Promise<{ target: TargetEntity; trajectory: Trajectory }> {
    const target = await this.find(ctx, id);
    const { ownerId, pupilId, subject, frameworkId } = target;
    const [framework, results] = await Promise.all([
      frameworkOf(this.database, frameworkId, ctx.knownAt),
      this.database.queryKnownAt<TrajectoryResult>(
        'result',
        'date, points, status',
        ctx.knownAt,
        `owner_id = ? and pupil_id = ? and subject = ? and framework_id = ?
          and superseded_by is null and date <= ?`,
        [ownerId, pupilId, subject, frameworkId, asOf],
      ),
    ]);
    const trajectory = trajectoryOf({
      target: toTrajectoryTarget(target),
      framework: toTrajectoryFramework(framework),
      results,
      asOf,
    });
    return { target, trajectory };
  }
}

async function frameworkOf(
  reader: Reader,
  id: string,
  knownAt: string | null = null,
): Promise<FrameworkEntity> {
  const [framework] = await reader.selectKnownAt(FrameworkEntity, knownAt, 'id = ?', [id]);
  if (!framework) throw new Error(`Framework ${id} is used and not there`);
  return framework;
}

/** Why a target of a set is other than its rule drafted it: whoever changes it says so. */
function adjustReasonOf(
  before: TargetEntity,
  { adjustReason = before.adjustReason }: UpdateTargetDto,
  otherwise: boolean,
): string | null {
  if (before.targetSetId !== null && otherwise && adjustReason === null) {
    const detail = 'A target of a set is changed with a reason.';
    throw invalid({ pointer: '/adjustReason', code: 'missing', detail });
  }
  return adjustReason;
}

async function patchedAim(
  tx: Transaction,
  before: TargetEntity,
  pupil: PupilEntity | null,
  dto: UpdateTargetDto,
) {
  const framework = await frameworkOf(tx, before.frameworkId);
  const { baseline, target, ...stored } = sentAimOf(before, framework);
  const { due = stored.due, checkpoints = stored.checkpoints } = dto;
  const { belowBaselineReason = stored.belowBaselineReason } = dto;
  const sent: SentAim = {
    baseline: merged(baseline, dto.baseline),
    target: merged(target, dto.target),
    due,
    ...(checkpoints !== undefined && { checkpoints }),
    ...(belowBaselineReason !== undefined && { belowBaselineReason }),
  };
  const aim = readAim(sent, pupil, framework);
  if (aim instanceof DomainError) throw aim;
  return aim;
}

/** A merge patch of a value; a value or grade that is sent takes the place of both. */
function merged<T extends AimedValueDto>(stored: T, patch: DatedValuePatchDto | undefined): T {
  const says = (patch?.value ?? patch?.grade ?? null) !== null;
  return { ...stored, ...(says && { value: null, grade: null }), ...patch };
}

async function refuseSecond(tx: Transaction, ownerId: string, activeKey: string): Promise<void> {
  const held = await tx.query('select 1 from target where owner_id = ? and active_key = ?', [
    ownerId,
    activeKey,
  ]);
  if (held.length > 0) throw secondActive();
}
