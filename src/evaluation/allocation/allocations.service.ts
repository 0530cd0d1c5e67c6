import { createHash } from 'node:crypto';
import { SDK_API_VERSION } from '@espalier/sdk/manifest';
import { Injectable } from '@nestjs/common';
import { audit } from '../../auth/audit/audit.js';
import { filter, Lists, type RowPage } from '../../auth/lists/lists.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, ownedBy, requireSchool } from '../../auth/tenancy.js';
import { DomainError, type Fault, invalid } from '../../common/errors/domain-error.js';
import { today } from '../../common/instants.js';
import { Database } from '../../database/database.js';
import type { Transaction } from '../../database/transaction.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { type ActivePolicy, PluginRuntime } from '../../plugin-host/plugin-runtime.js';
import { BudgetEntity } from '../../provisions/funding/budget.entity.js';
import { holdInstallation } from '../recommendations/hold-installation.js';
import { keyOf } from '../runs/policy-key.js';
import { currentVersion, nextAssessmentPoint } from '../runs/run-moment.js';
import { sensitiveRead } from '../runs/sensitive-read.js';
import { SNAPSHOT_VERSION } from '../snapshots/snapshot-reader.js';
import type { AllocationQuery, CreateAllocationDto } from './allocation.dto.js';
import { AllocationEntity } from './allocation.entity.js';
import { AllocationRowEntity } from './allocation-row.entity.js';
import { type Answered, Allocator, type Question } from './allocator.js';
import { moneyLeft } from './money-left.js';
import { proposedRows } from './proposed-rows.js';
import { readOffered } from './read-offered.js';
import { readRequests } from './read-requests.js';
import { requireWholeSchool } from './require-whole-school.js';

const LIST = {
  entity: AllocationEntity,
  sortable: { id: { column: 'id', property: 'id' } },
  defaultSort: '-id',
};

/** Places of a period, given out as a policy proposes: asked for here, changed and confirmed by people. */
@Injectable()
export class AllocationsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
    private readonly runtime: PluginRuntime,
    private readonly allocator: Allocator,
  ) {}

  /** Asks the policy once over the state as known now, and keeps its answer in the place of an open one. */
  async create(ctx: RequestContext, dto: CreateAllocationDto): Promise<AllocationEntity> {
    requireWholeSchool(ctx);
    if (!ctx.principal.scopes.has('evaluations:run')) {
      throw new DomainError('scope-missing', 'Asking a policy needs the scope evaluations:run.');
    }
    const { schoolId: ownerId } = dto;
    await requireSchool(this.database, ctx, ownerId);
    const budget = dto.budgetId
      ? await this.database.selectOne(BudgetEntity, 'where owner_id = ? and id = ?', [ownerId, dto.budgetId])
      : null;
    const faults = periodFaults(dto, budget);
    if (faults.length > 0) throw invalid(...faults);
    const question = await this.questionOf(dto, budget);
    const answered = await this.allocator.ask(question);
    return this.uow.run(ctx.principal, (tx) => this.keep(tx, ctx, dto, question, answered));
  }

  list(ctx: RequestContext, query: AllocationQuery): Promise<RowPage<AllocationEntity>> {
    return this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      filter('status = ?', query.status),
      filter('plugin = ?', query.plugin),
      filter('policy_id = ?', query.policyId),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<AllocationEntity> {
    return findOwned(this.database, ctx, AllocationEntity, id);
  }

  private async questionOf(dto: CreateAllocationDto, budget: BudgetEntity | null): Promise<Question> {
    const { schoolId: ownerId, from, to } = dto;
    const asOf = today();
    const policy = await this.policyOf(ownerId, dto.policy);
    const knownVersion = await currentVersion(this.database, ownerId);
    const days = { from, to };
    const [asked, groups, next, left] = await Promise.all([
      readRequests(this.database, {
        ownerId,
        asOf,
        knownVersion,
        provisionTypes: dto.provisionTypes ?? null,
      }),
      readOffered(this.database, { ownerId, days, fundingSourceId: budget?.fundingSourceId ?? null, asOf }),
      nextAssessmentPoint(this.database, ownerId, asOf),
      budget ? moneyLeft(this.database, budget, asOf) : null,
    ]);
    if (asked.length === 0) {
      const detail = 'No open recommendation of a pupil on roll asks for a place.';
      throw invalid({ pointer: '/provisionTypes', code: 'empty', detail });
    }
    const moneyPence = left === null ? (dto.amountPence ?? null) : Math.max(0, left);
    return {
      ...{ ownerId, policy, days, asOf, knownVersion, asked, groups, moneyPence },
      nextAssessmentPoint: next,
    };
  }

  private async policyOf(ownerId: string, wanted: string): Promise<ActivePolicy> {
    const active = await this.runtime.activePolicies(ownerId);
    const policy = active.find((it) => it.kind === 'allocation' && keyOf(it) === wanted);
    if (policy) return policy;
    const detail = 'No such policy of the kind allocation is enabled at this school.';
    throw invalid({ pointer: '/policy', code: 'unknown-policy', detail });
  }

  private async keep(
    tx: Transaction,
    ctx: RequestContext,
    dto: CreateAllocationDto,
    question: Question,
    answered: Answered,
  ): Promise<AllocationEntity> {
    const { ownerId, policy, days, asOf, knownVersion } = question;
    if (!(await holdInstallation(tx, ownerId, policy.plugin))) {
      throw new DomainError('plugin-refused', `${policy.plugin} was disabled meanwhile.`);
    }
    const activeKey = activeKeyOf(policy, days);
    const before = await tx.lockOne(AllocationEntity, 'where owner_id = ? and active_key = ?', [
      ownerId,
      activeKey,
    ]);
    const row = tx.insert(AllocationEntity, {
      ownerId,
      status: 'open',
      activeKey,
      plugin: policy.plugin,
      pluginVersion: policy.version,
      policyId: policy.policyId,
      periodStart: days.from,
      periodEnd: days.to,
      provisionTypes: dto.provisionTypes ?? null,
      budgetId: dto.budgetId ?? null,
      moneyPence: question.moneyPence,
      asOf,
      knownVersion,
      facts: {
        bundleDigest: policy.digest,
        inputs: policy.inputs,
        settings: policy.settings,
        nextAssessmentPoint: question.nextAssessmentPoint,
        supplies: answered.round.supplies,
        roundDigest: answered.roundDigest,
        snapshotVersion: SNAPSHOT_VERSION,
        nodeVersion: process.version,
        sdkVersion: SDK_API_VERSION,
      },
      requestedBy: ctx.principal.staffId ?? ctx.principal.clientId,
      confirmedBy: null,
      confirmedAt: null,
      supersededBy: null,
    });
    if (before) {
      tx.update(AllocationEntity, before, { status: 'superseded', activeKey: null, supersededBy: row.id });
    }
    for (const it of proposedRows(row.id, question, answered)) tx.insert(AllocationRowEntity, it);
    audit(tx, {
      ownerId,
      action: 'allocation.ask',
      resource: 'allocations',
      resourceId: row.id,
      detail: { policy: dto.policy, version: policy.version, ...days, ...sensitiveRead([policy]) },
    });
    ctx.idempotency?.keepResource(tx, row);
    return row;
  }
}

/** The faults of the days of an allocation and of what pays for them. */
function periodFaults(dto: CreateAllocationDto, budget: BudgetEntity | null): Fault[] {
  const faults: Fault[] = [];
  if (dto.to < dto.from) {
    faults.push({ pointer: '/to', code: 'ends-before-start', detail: 'The end lies before the start.' });
  }
  if (dto.from < today()) {
    faults.push({ pointer: '/from', code: 'in-past', detail: 'Places are given from today on.' });
  }
  if (!dto.budgetId) return faults;
  if (dto.amountPence !== undefined && dto.amountPence !== null) {
    const detail = 'Give a budget or an amount, not both.';
    faults.push({ pointer: '/amountPence', code: 'one-of-two', detail });
  }
  if (!budget) {
    const detail = 'The school has no budget with this id.';
    faults.push({ pointer: '/budgetId', code: 'unknown-budget', detail });
  } else if (dto.from < budget.startDate || dto.to > budget.endDate) {
    const detail = `The budget is for ${budget.startDate} to ${budget.endDate}.`;
    faults.push({ pointer: '/budgetId', code: 'outside-budget', detail });
  }
  return faults;
}

/** What tells open allocations apart: the policy, whatever its version, and the period. */
function activeKeyOf(
  { plugin, policyId }: Pick<ActivePolicy, 'plugin' | 'policyId'>,
  { from, to }: Question['days'],
): string {
  return createHash('sha256')
    .update(JSON.stringify([plugin, policyId, from, to]))
    .digest('base64url');
}
