import { Injectable } from '@nestjs/common';
import { carryOutBatch } from '../../auth/batches/carry-out-batch.js';
import { filter, ofPupil } from '../../auth/lists/conditions.js';
import { Lists, type RowPage } from '../../auth/lists/lists.js';
import { checkPrecondition } from '../../auth/precondition.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, lockOwned, ownedBy } from '../../auth/tenancy.js';
import { DomainError, invalid } from '../../common/errors/domain-error.js';
import type { BatchQuery } from '../../common/http/batch.dto.js';
import type { BatchAnswerView } from '../../common/http/batch.view.js';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { attainmentFilter } from './attainment-filter.js';
import { KnownFacts } from '../known-facts.js';
import { type CreateCorrectionDto, CreateResultDto, type ResultQuery } from './result.dto.js';
import { ResultEntity } from './result.entity.js';
import { readContent, saysTheSame, supersede, writeResults } from './write-results.js';

const LIST = {
  entity: ResultEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    date: { column: 'date', property: 'date' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'date',
};

/** Results: added, and corrected by results that supersede them; never overwritten. */
@Injectable()
export class ResultsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  async list(ctx: RequestContext, query: ResultQuery): Promise<RowPage<ResultEntity>> {
    return this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      ofPupil(query.pupilId),
      filter('subject = ?', query.subject),
      filter('framework_key = ?', query.framework),
      filter('date >= ?', query.dateFrom),
      filter('date <= ?', query.dateTo),
      filter('date <= ?', query.asOf),
      filter('status = ?', query.status),
      filter('result_source = ?', query.resultSource),
      filter('assessment_point_id = ?', query.assessmentPointId),
      filter('flag = ?', query.flag),
      await attainmentFilter(this.database, ctx, query.attainment, query.framework),
      query.includeSuperseded ? null : { sql: 'superseded_by is null', params: [] },
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
      filter('source_system = ?', query.sourceSystem),
      filter('source_id = ?', query.sourceId),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<ResultEntity> {
    return findOwned(this.database, ctx, ResultEntity, id);
  }

  create(ctx: RequestContext, dto: CreateResultDto): Promise<ResultEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const outcome = (await writeResults(tx, ctx, [{ index: 0, dto }], false)).get(0)!;
      if (outcome instanceof DomainError) throw outcome;
      const row = outcome.row as ResultEntity;
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  batch(ctx: RequestContext, bodies: readonly unknown[], query: BatchQuery): Promise<BatchAnswerView> {
    return carryOutBatch(this.uow, ctx, CreateResultDto, bodies, query, (tx, items, bySource) =>
      writeResults(tx, ctx, items, bySource),
    );
  }

  /** A result is corrected once; its correction can be corrected again. */
  correct(ctx: RequestContext, id: string, dto: CreateCorrectionDto): Promise<ResultEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      // What a result says never changes. It is held after its pupil, as by every writer.
      const corrected = correctedBody(await findOwned(tx, ctx, ResultEntity, id), dto);
      const known = await KnownFacts.read(tx, ctx, [corrected]);
      const before = await lockOwned(tx, ctx, ResultEntity, id);
      checkPrecondition(ctx, before);
      if (before.supersededBy !== null) {
        const detail = 'A correction has taken this result’s place already; correct that one.';
        throw new DomainError('conflict', detail);
      }
      const content = readContent(known, corrected, before);
      if (content instanceof DomainError) throw content;
      const { ownerId: _ownerId, ...said } = content;
      if (saysTheSame(before, said)) throw invalid(NOTHING_CORRECTED);
      const row = supersede(tx, before, said);
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }
}

const NOTHING_CORRECTED = {
  pointer: '',
  code: 'nothing-corrected',
  detail: 'The correction says what the result says already.',
};

/** What a result says once it is corrected, as a body. */
function correctedBody(row: ResultEntity, dto: CreateCorrectionDto): CreateResultDto {
  const { pupilId, subject, assessmentPointId, date, status, resultSource, flag } = row;
  const framework = { key: row.frameworkKey, version: row.frameworkVersion };
  const says = (dto.value ?? dto.grade ?? dto.outcome ?? null) !== null ? dto : row;
  const { value = null, grade = null, outcome = null } = says;
  const stored = { pupilId, subject, framework, assessmentPointId, date, status, resultSource, flag };
  return { ...stored, ...dto, value, grade, outcome };
}
