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
import { readConflicts } from './read-conflicts.js';
import type { RecommendationQuery } from './recommendation.dto.js';
import { RecommendationEntity } from './recommendation.entity.js';
import { type RecommendationView, type RunProvenance, toRecommendationView } from './recommendation.view.js';

const LIST = {
  entity: RecommendationEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    wave: { column: 'wave', property: 'wave' },
    pupilId: { column: 'pupil_id', property: 'pupilId' },
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

  list(ctx: RequestContext, query: RecommendationQuery): Promise<RowPage<RecommendationEntity>> {
    const conditions = [
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
    ];
    const { conflicting } = query;
    const keeps = async (rows: readonly RecommendationEntity[]) => {
      const conflicts = await readConflicts(this.database, rows, ctx.knownAt);
      return rows.map((it) => conflicts.has(it.id) === conflicting);
    };
    return conflicting === undefined
      ? this.lists.page(LIST, query, conditions)
      : this.lists.pageOfKept(LIST, query, conditions, keeps);
  }

  find(ctx: RequestContext, id: string): Promise<RecommendationEntity> {
    return findOwned(this.database, ctx, RecommendationEntity, id);
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

  /** Recommendations as a token sees them, each with the parts of its run and with what it is in conflict with. */
  async views(ctx: RequestContext, rows: readonly RecommendationEntity[]): Promise<RecommendationView[]> {
    const ids = [...new Set(rows.map((it) => it.evaluationId))];
    if (ids.length === 0) return [];
    const runs = await this.database.select(EvaluationEntity, `where id in (${places(ids.length)})`, ids);
    const byId = new Map(runs.map((it) => [it.id, it]));
    const conflicts = await readConflicts(this.database, rows, ctx.knownAt);
    const shown = [...rows, ...rows.flatMap((it) => conflicts.get(it.id) ?? [])];
    await this.note(ctx, shown);
    return rows.map((row) => {
      const run = provenanceOf(row, byId.get(row.evaluationId)!);
      return toRecommendationView(row, { run, conflicts: conflicts.get(row.id) ?? [] }, ctx);
    });
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
