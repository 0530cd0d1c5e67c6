import { Inject, Injectable } from '@nestjs/common';
import { SensitiveReads } from '../../auth/audit/audit.js';
import { filter, Lists, type RowPage } from '../../auth/lists/lists.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, ownedBy, requireSchool } from '../../auth/tenancy.js';
import { DomainError, invalid } from '../../common/errors/domain-error.js';
import { today } from '../../common/instants.js';
import type { Config } from '../../config/config.js';
import { APP_CONFIG } from '../../config/config.token.js';
import { Database, type Reader } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { type ActivePolicy, PluginRuntime } from '../../plugin-host/plugin-runtime.js';
import { pupilsOf } from '../../pupils/pupils-of.js';
import type { CreateEvaluationDto, EvaluationQuery, EvaluationResultQuery } from './evaluation.dto.js';
import { EvaluationEntity } from './evaluation.entity.js';
import { EvaluationResultEntity } from './evaluation-result.entity.js';
import { EvaluationRunner } from './evaluation-runner.js';
import type { EvaluationView } from './evaluation.view.js';
import { evaluationView, evaluationViews } from './evaluation-views.js';
import { keyOf } from './policy-key.js';
import { pupilsOnRoll } from './pupils-on-roll.js';
import { makeRun } from './make-run.js';
import { currentVersion } from './run-moment.js';
import { readsSensitive, seesOutcomes } from './sees-outcomes.js';

const LIST = {
  entity: EvaluationEntity,
  sortable: { id: { column: 'id', property: 'id' } },
  defaultSort: '-id',
};

const RESULTS = {
  entity: EvaluationResultEntity,
  sortable: { pupilId: { column: 'pupil_id', property: 'pupilId' } },
  defaultSort: 'pupilId',
  tieBreak: { column: 'policy', property: 'policy' },
};

/** Runs: started here, carried out by the runner. */
@Injectable()
export class EvaluationsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
    private readonly runtime: PluginRuntime,
    private readonly runner: EvaluationRunner,
    private readonly sensitiveReads: SensitiveReads,
    @Inject(APP_CONFIG) private readonly config: Config,
  ) {}

  /** Starts a run over the state as known now. Throws `run-active` while a live run of the same policy goes on. */
  async start(ctx: RequestContext, dto: CreateEvaluationDto): Promise<EvaluationEntity> {
    await requireSchool(this.database, ctx, dto.schoolId);
    const asOf = dto.asOf ?? today();
    if (asOf > today()) {
      throw invalid({
        pointer: '/asOf',
        code: 'in-future',
        detail: 'A run cannot be as of a date in the future.',
      });
    }
    const active = await this.runtime.activePolicies(dto.schoolId);
    const policies = chosen(
      active.filter((it) => it.kind === 'intervention'),
      dto.policies ?? null,
    );
    const row = await this.uow.run(ctx.principal, async (tx) => {
      const knownVersion = await currentVersion(tx, dto.schoolId);
      const pupilIds = await this.pupilsOf(tx, dto, asOf, knownVersion);
      const run = await makeRun(tx, {
        ...{ ownerId: dto.schoolId, mode: dto.mode, asOf, knownVersion, policies, pupilIds },
        wholeRoll: !dto.pupilIds,
        requestedBy: ctx.principal.staffId ?? ctx.principal.clientId,
        cause: null,
        batchLearners: this.config.limits.batchLearners,
      });
      ctx.idempotency?.keepResource(tx, run);
      return run;
    });
    this.runner.wake();
    return row;
  }

  list(ctx: RequestContext, query: EvaluationQuery): Promise<RowPage<EvaluationEntity>> {
    return this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      filter('mode = ?', query.mode),
      filter('status = ?', query.status),
      query.triggered === undefined
        ? null
        : { sql: `cause is ${query.triggered ? 'not ' : ''}null`, params: [] },
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<EvaluationEntity> {
    return findOwned(this.database, ctx, EvaluationEntity, id);
  }

  /** Runs with the figures that the token sees of them. */
  views(ctx: RequestContext, runs: readonly EvaluationEntity[]): Promise<EvaluationView[]> {
    return evaluationViews(this.database, ctx, runs);
  }

  view(ctx: RequestContext, run: EvaluationEntity): Promise<EvaluationView> {
    return evaluationView(this.database, ctx, run);
  }

  async results(
    ctx: RequestContext,
    id: string,
    query: EvaluationResultQuery,
  ): Promise<RowPage<EvaluationResultEntity> & { readonly run: EvaluationEntity }> {
    const run = await this.find(ctx, id);
    const policy =
      query.policy === undefined
        ? undefined
        : run.facts.policies.findIndex((it) => keyOf(it) === query.policy);
    if (run.cause && !run.facts.wholeRoll && !run.facts.policies.every((it) => seesOutcomes(ctx, it))) {
      throw new DomainError(
        'sensitive-refused',
        'Whom a change concerned that a policy with sensitive inputs looked at needs the scope sensitive:read.',
      );
    }
    const reached = run.facts.policies.filter((_, i) => policy === undefined || i === policy);
    if (query.outcome !== undefined && !reached.every((it) => seesOutcomes(ctx, it))) {
      throw new DomainError(
        'sensitive-refused',
        'The filter on the outcome of a policy that reads sensitive inputs needs the scope sensitive:read.',
      );
    }
    const found = await this.lists.page(RESULTS, query, [
      ownedBy(ctx),
      { sql: 'owner_id = ? and evaluation_id = ?', params: [run.ownerId, run.id] },
      filter('outcome = ?', query.outcome),
      filter('pupil_id = ?', query.pupilId),
      filter('policy = ?', policy),
    ]);
    const sensitive = found.rows.filter((it) => readsSensitive(run.facts.policies[it.policy]!));
    await this.sensitiveReads.note(ctx, 'pupils', pupilsOf(sensitive));
    return { ...found, run };
  }

  private async pupilsOf(
    tx: Reader,
    dto: CreateEvaluationDto,
    asOf: string,
    knownVersion: number,
  ): Promise<string[]> {
    const onRoll = await pupilsOnRoll(tx, dto.schoolId, asOf, knownVersion);
    if (!dto.pupilIds) return onRoll;
    const known = new Set(onRoll);
    const faults = dto.pupilIds.flatMap((it, i) =>
      known.has(it)
        ? []
        : [
            {
              pointer: `/pupilIds/${i}`,
              code: 'unknown-pupil',
              detail: `No pupil with this id is on roll on ${asOf}.`,
            },
          ],
    );
    if (faults.length > 0) throw invalid(...faults);
    return [...dto.pupilIds].sort();
  }
}

function chosen(active: readonly ActivePolicy[], wanted: readonly string[] | null): readonly ActivePolicy[] {
  if (!wanted) {
    if (active.length > 0) return active;
    throw new DomainError('plugin-refused', 'No policy of the kind intervention is enabled at this school.');
  }
  const byKey = new Map(active.map((it) => [keyOf(it), it]));
  const faults = wanted.flatMap((it, i) =>
    byKey.has(it)
      ? []
      : [
          {
            pointer: `/policies/${i}`,
            code: 'unknown-policy',
            detail: 'No such policy is enabled at this school.',
          },
        ],
  );
  if (faults.length > 0) throw invalid(...faults);
  return wanted.map((it) => byKey.get(it)!);
}
