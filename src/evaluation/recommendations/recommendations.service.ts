import { Injectable } from '@nestjs/common';
import { SensitiveReads } from '../../auth/audit/audit.js';
import { filter, ofPupil } from '../../auth/lists/conditions.js';
import { Lists, type RowPage } from '../../auth/lists/lists.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, ownedBy } from '../../auth/tenancy.js';
import type { ListQuery } from '../../common/paging/list.dto.js';
import { Database, places } from '../../database/database.js';
import { pupilsOf } from '../../pupils/pupils-of.js';
import { EvaluationEntity } from '../runs/evaluation.entity.js';
import { DecisionEntity } from './decision.entity.js';
import type { RecommendationQuery } from './recommendation.dto.js';
import { RecommendationEntity } from './recommendation.entity.js';
import type { RunProvenance } from './recommendation.view.js';

const LIST = {
  entity: RecommendationEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    wave: { column: 'wave', property: 'wave' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'id',
};

const DECISIONS = {
  entity: DecisionEntity,
  sortable: { id: { column: 'id', property: 'id' } },
  defaultSort: 'id',
};

/** Recommendations, each with the run that it comes from. */
@Injectable()
export class RecommendationsService {
  constructor(
    private readonly database: Database,
    private readonly lists: Lists,
    private readonly sensitiveReads: SensitiveReads,
  ) {}

  async list(ctx: RequestContext, query: RecommendationQuery): Promise<RowPage<RecommendationEntity>> {
    const found = await this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      ofPupil(query.pupilId),
      filter('status = ?', query.status),
      filter('plugin = ?', query.plugin),
      filter('policy_id = ?', query.policyId),
      filter('subject = ?', query.subject),
      filter('wave = ?', query.wave),
      filter('urgent = ?', flagOf(query.urgent)),
      filter('stale = ?', flagOf(query.stale)),
      filter('as_of <= ?', query.asOf),
      filter('evaluation_id = ?', query.evaluationId),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
    ]);
    await this.note(ctx, found.rows);
    return found;
  }

  async find(ctx: RequestContext, id: string): Promise<RecommendationEntity> {
    const row = await findOwned(this.database, ctx, RecommendationEntity, id);
    await this.note(ctx, [row]);
    return row;
  }

  async decisions(ctx: RequestContext, id: string, query: ListQuery): Promise<RowPage<DecisionEntity>> {
    const { ownerId } = await findOwned(this.database, ctx, RecommendationEntity, id);
    const found = await this.lists.page(DECISIONS, query, [
      { sql: 'owner_id = ? and recommendation_id = ?', params: [ownerId, id] },
    ]);
    await this.note(ctx, found.rows);
    return found;
  }

  private note(
    ctx: RequestContext,
    rows: readonly Pick<RecommendationEntity, 'ownerId' | 'pupilId' | 'onSensitiveInputs'>[],
  ): Promise<void> {
    return this.sensitiveReads.note(ctx, 'pupils', pupilsOf(rows.filter((it) => it.onSensitiveInputs)));
  }

  /** The parts of their runs that recommendations show, by the recommendation's id. */
  async provenance(rows: readonly RecommendationEntity[]): Promise<Map<string, RunProvenance>> {
    const ids = [...new Set(rows.map((it) => it.evaluationId))];
    if (ids.length === 0) return new Map();
    const runs = await this.database.select(EvaluationEntity, `where id in (${places(ids.length)})`, ids);
    const byId = new Map(runs.map((it) => [it.id, it]));
    return new Map(rows.map((row) => [row.id, provenanceOf(row, byId.get(row.evaluationId)!)]));
  }
}

function provenanceOf(row: RecommendationEntity, run: EvaluationEntity): RunProvenance {
  const policy = run.facts.policies.find((it) => it.plugin === row.plugin && it.policyId === row.policyId)!;
  const { inputs, settings, bundleDigest } = policy;
  return { knownVersion: run.knownVersion, inputs, settings, bundleDigest };
}

function flagOf(value: boolean | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}
