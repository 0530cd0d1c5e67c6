import { Injectable } from '@nestjs/common';
import { filter, Lists, type RowPage } from '../../auth/lists/lists.js';
import { checkPrecondition } from '../../auth/precondition.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwnedOrSystem, lockOwnedOrSystem, ownedByOrSystem, requireSchool } from '../../auth/tenancy.js';
import { DomainError, duplicate } from '../../common/errors/domain-error.js';
import { SYSTEM_OWNER } from '../../common/ids.js';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { SchoolEntity } from '../school.entity.js';
import type { CreateSubjectDto, SubjectQuery, UpdateSubjectDto } from './subject.dto.js';
import { SubjectEntity } from './subject.entity.js';

const LIST = {
  entity: SubjectEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    code: { column: 'code', property: 'code' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'code',
};

/** Subjects: those that ship with Espalier, which every school may use, and each school's own. */
@Injectable()
export class SubjectsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  list(ctx: RequestContext, query: SubjectQuery): Promise<RowPage<SubjectEntity>> {
    return this.lists.page(LIST, query, [
      ownedByOrSystem(ctx),
      filter('owner_id = ?', query.schoolId),
      filter('code = ?', query.code),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<SubjectEntity> {
    return findOwnedOrSystem(this.database, ctx, SubjectEntity, id);
  }

  /** A code means one thing at a school, so those that ship with Espalier are taken. */
  async create(ctx: RequestContext, { schoolId, code, name }: CreateSubjectDto): Promise<SubjectEntity> {
    await requireSchool(this.database, ctx, schoolId);
    return this.uow.run(ctx.principal, async (tx) => {
      await tx.lock(SchoolEntity, 'where id = ?', [schoolId]);
      const taken = await tx.query('select 1 from subject where owner_id in (?, ?) and code = ?', [
        schoolId,
        SYSTEM_OWNER,
        code,
      ]);
      if (taken.length > 0) throw duplicate('/code', 'The school has a subject with this code already.');
      const row = tx.insert(SubjectEntity, { ownerId: schoolId, code, name });
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  update(ctx: RequestContext, id: string, dto: UpdateSubjectDto): Promise<SubjectEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const before = await lockOwnedOrSystem(tx, ctx, SubjectEntity, id);
      checkPrecondition(ctx, before);
      if (before.ownerId === SYSTEM_OWNER) {
        throw new DomainError('conflict', 'This subject ships with Espalier; a school cannot change it.');
      }
      return tx.update(SubjectEntity, before, { ...dto });
    });
  }
}
