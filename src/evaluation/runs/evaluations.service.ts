import { SDK_API_VERSION } from '@espalier/sdk/manifest';
import { Inject, Injectable } from '@nestjs/common';
import { audit, SensitiveReads } from '../../auth/audit/audit.js';
import { filter, Lists, type RowPage } from '../../auth/lists/lists.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, ownedBy, requireSchool } from '../../auth/tenancy.js';
import { DomainError, invalid } from '../../common/errors/domain-error.js';
import { now, today } from '../../common/instants.js';
import type { Config } from '../../config/config.js';
import { APP_CONFIG } from '../../config/config.token.js';
import { Database, places, type Reader } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { type ActivePolicy, PluginRuntime } from '../../plugin-host/plugin-runtime.js';
import { pupilsOf } from '../../pupils/pupils-of.js';
import { SNAPSHOT_VERSION } from '../snapshots/snapshot-reader.js';
import { EvaluationBatchEntity, EvaluationClaimEntity } from './evaluation-batch.entity.js';
import type { CreateEvaluationDto, EvaluationQuery, EvaluationResultQuery } from './evaluation.dto.js';
import { type EvaluatedPolicy, EvaluationEntity } from './evaluation.entity.js';
import { EvaluationResultEntity } from './evaluation-result.entity.js';
import { EvaluationRunner } from './evaluation-runner.js';
import type { EvaluationView } from './evaluation.view.js';
import { evaluationView, evaluationViews } from './evaluation-views.js';
import { keyOf } from './policy-key.js';
import { pupilsOnRoll } from './pupils-on-roll.js';
import { currentVersion, nextAssessmentPoint } from './run-moment.js';
import { sensitiveRead } from './sensitive-read.js';
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
      const run = tx.insert(EvaluationEntity, {
        ownerId: dto.schoolId,
        mode: dto.mode,
        status: 'running',
        asOf,
        knownVersion,
        facts: {
          policies: policies.map(toEvaluatedPolicy),
          wholeRoll: !dto.pupilIds,
          nextAssessmentPoint: await nextAssessmentPoint(tx, dto.schoolId, asOf),
          snapshotVersion: SNAPSHOT_VERSION,
          nodeVersion: process.version,
          sdkVersion: SDK_API_VERSION,
        },
        pupils: pupilIds.length,
        counts: null,
        failure: null,
        requestedBy: ctx.principal.staffId ?? ctx.principal.clientId,
        startedAt: now(),
        finishedAt: null,
      });
      if (dto.mode === 'live') {
        const keys = policies.map(keyOf);
        const busy = await tx.select(
          EvaluationClaimEntity,
          `where owner_id = ? and policy_key in (${places(keys.length)})`,
          [dto.schoolId, ...keys],
        );
        if (busy[0]) throw runActive(busy[0]);
        const claims = keys.map((policyKey) => ({ ownerId: dto.schoolId, policyKey, evaluationId: run.id }));
        tx.append(EvaluationClaimEntity, ...claims);
      }
      tx.append(EvaluationBatchEntity, ...batchesOf(run, pupilIds, this.config.limits.batchLearners));
      audit(tx, {
        ownerId: run.ownerId,
        action: 'evaluation.start',
        resource: 'evaluations',
        resourceId: run.id,
        detail: { mode: dto.mode, asOf, policies: policies.map(keyOf), ...sensitiveRead(policies) },
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

function toEvaluatedPolicy(policy: ActivePolicy): EvaluatedPolicy {
  const { plugin, version, policyId, digest: bundleDigest, inputs, settings } = policy;
  return { plugin, version, policyId, bundleDigest, inputs, settings };
}

function batchesOf(
  run: EvaluationEntity,
  pupilIds: readonly string[],
  size: number,
): EvaluationBatchEntity[] {
  const { ownerId, id: evaluationId } = run;
  return run.facts.policies.flatMap((_, policy) =>
    Array.from({ length: Math.ceil(pupilIds.length / size) }, (_batch, batch): EvaluationBatchEntity => ({
      ownerId,
      evaluationId,
      policy,
      batch,
      pupilIds: pupilIds.slice(batch * size, (batch + 1) * size),
      state: 'pending',
      token: 0,
      leaseUntil: null,
      counts: null,
    })),
  );
}

function runActive({ evaluationId, policyKey }: EvaluationClaimEntity): DomainError {
  return new DomainError('run-active', `The live run ${evaluationId} of ${policyKey} is still under way.`);
}
