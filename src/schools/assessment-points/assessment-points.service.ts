import { Injectable } from '@nestjs/common';
import { filter, Lists, type RowPage } from '../../auth/lists/lists.js';
import { checkPrecondition } from '../../auth/precondition.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, lockOwned, ownedBy, requireSchool } from '../../auth/tenancy.js';
import { duplicate } from '../../common/errors/domain-error.js';
import { Database } from '../../database/database.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { SchoolEntity } from '../school.entity.js';
import type {
  AssessmentPointQuery,
  CreateAssessmentPointDto,
  UpdateAssessmentPointDto,
} from './assessment-point.dto.js';
import { AssessmentPointEntity } from './assessment-point.entity.js';

const LIST = {
  entity: AssessmentPointEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    date: { column: 'date', property: 'date' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'date',
};

/** The dates at which schools collect assessments. */
@Injectable()
export class AssessmentPointsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  list(ctx: RequestContext, query: AssessmentPointQuery): Promise<RowPage<AssessmentPointEntity>> {
    return this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      filter('date >= ?', query.dateFrom),
      filter('date <= ?', query.dateTo),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<AssessmentPointEntity> {
    return findOwned(this.database, ctx, AssessmentPointEntity, id);
  }

  async create(ctx: RequestContext, dto: CreateAssessmentPointDto): Promise<AssessmentPointEntity> {
    await requireSchool(this.database, ctx, dto.schoolId);
    return this.uow.run(ctx.principal, async (tx) => {
      const { schoolId, ...members } = dto;
      await refuseTaken(tx, schoolId, dto.date, null);
      const row = tx.insert(AssessmentPointEntity, { ...members, ownerId: schoolId });
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  update(ctx: RequestContext, id: string, dto: UpdateAssessmentPointDto): Promise<AssessmentPointEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const before = await lockOwned(tx, ctx, AssessmentPointEntity, id);
      checkPrecondition(ctx, before);
      if (dto.date !== undefined) await refuseTaken(tx, before.ownerId, dto.date, id);
      return tx.update(AssessmentPointEntity, before, { ...dto });
    });
  }
}

/** The school's row is held, so that of two who ask for a date at once the second is told. */
async function refuseTaken(
  tx: Transaction,
  schoolId: string,
  date: string,
  ownId: string | null,
): Promise<void> {
  await tx.lock(SchoolEntity, 'where id = ?', [schoolId]);
  const taken = await tx.query<{ id: string }>(
    'select id from assessment_point where owner_id = ? and date = ?',
    [schoolId, date],
  );
  if (taken.some((it) => it.id !== ownId)) {
    throw duplicate('/date', 'The school has an assessment point on this date already.');
  }
}
