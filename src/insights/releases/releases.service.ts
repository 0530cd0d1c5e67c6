import { Injectable } from '@nestjs/common';
import { filter, type ListCondition, whereOf } from '../../auth/lists/conditions.js';
import { Lists, type RowPage } from '../../auth/lists/lists.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, ownedBy, requireSchool } from '../../auth/tenancy.js';
import { invalid } from '../../common/errors/domain-error.js';
import { today } from '../../common/instants.js';
import { Database } from '../../database/database.js';
import { knownAmongCurrent } from '../../database/known-at.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { AssessmentPointEntity } from '../../schools/assessment-points/assessment-point.entity.js';
import { InsightReleaseEntity } from './insight-release.entity.js';
import { makeRelease } from './make-release.js';
import type { CreateReleaseDto, ReleaseQuery } from './release.dto.js';

const LIST = {
  entity: InsightReleaseEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    date: { column: 'date', property: 'date' },
    number: { column: 'number', property: 'number' },
  },
  defaultSort: 'id',
};

/** Releases of figures: made once for an assessment point, never changed. */
@Injectable()
export class ReleasesService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
  ) {}

  list(ctx: RequestContext, query: ReleaseQuery): Promise<RowPage<InsightReleaseEntity>> {
    return this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      filter('assessment_point_id = ?', query.assessmentPointId),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<InsightReleaseEntity> {
    return findOwned(this.database, ctx, InsightReleaseEntity, id);
  }

  async create(ctx: RequestContext, dto: CreateReleaseDto): Promise<InsightReleaseEntity> {
    await requireSchool(this.database, ctx, dto.schoolId);
    const point = await this.database.selectOne(AssessmentPointEntity, 'where owner_id = ? and id = ?', [
      dto.schoolId,
      dto.assessmentPointId,
    ]);
    if (!point) {
      throw invalid({
        pointer: '/assessmentPointId',
        code: 'unknown-assessment-point',
        detail: 'The school has no assessment point with this id.',
      });
    }
    if (point.date > today()) {
      throw invalid({
        pointer: '/assessmentPointId',
        code: 'not-yet',
        detail: `The assessment point is on ${point.date}; its figures are released from that day on.`,
      });
    }
    return makeRelease(this.database, this.uow, ctx, point);
  }

  /** The newest release of a school, or of one of its assessment points; null where there is none. */
  newest(
    schoolId: string,
    { assessmentPointId, knownAt }: { assessmentPointId?: string; knownAt?: string },
  ): Promise<InsightReleaseEntity | null> {
    return this.first(schoolId, [filter('assessment_point_id = ?', assessmentPointId), releasedBy(knownAt)]);
  }

  /** The newest release of figures of before a day; null where there is none. */
  newestBefore(
    schoolId: string,
    date: string,
    knownAt: string | undefined,
  ): Promise<InsightReleaseEntity | null> {
    return this.first(schoolId, [filter('date < ?', date), releasedBy(knownAt)]);
  }

  private first(
    schoolId: string,
    filters: readonly (ListCondition | null)[],
  ): Promise<InsightReleaseEntity | null> {
    const all = [filter('owner_id = ?', schoolId), ...filters].filter((it) => it !== null);
    return this.database.selectOne(
      InsightReleaseEntity,
      `${whereOf(all)} order by date desc, number desc limit 1`,
      all.flatMap((it) => it.params),
    );
  }

  /** The date of the figures of each release of a school, by its number. */
  async dates(schoolId: string): Promise<Map<number, string>> {
    const rows = await this.database.select(InsightReleaseEntity, 'where owner_id = ?', [schoolId]);
    return new Map(rows.map((it) => [it.number, it.date]));
  }
}

/** Releases stay as they are, so that none lies in the history. */
function releasedBy(knownAt: string | undefined): ListCondition | null {
  return knownAt === undefined ? null : knownAmongCurrent('insight_release', knownAt);
}
