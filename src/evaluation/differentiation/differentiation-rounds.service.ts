import { SDK_API_VERSION } from '@espalier/sdk/manifest';
import { Injectable } from '@nestjs/common';
import { audit } from '../../auth/audit/audit.js';
import { filter, Lists, type RowPage } from '../../auth/lists/lists.js';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned, ownedBy } from '../../auth/tenancy.js';
import { DomainError, invalid } from '../../common/errors/domain-error.js';
import { today } from '../../common/instants.js';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { type ActivePolicy, PluginRuntime } from '../../plugin-host/plugin-runtime.js';
import { GroupEntity } from '../../pupils/groups/group.entity.js';
import type { EvaluatedPolicy } from '../runs/evaluation.entity.js';
import { keyOf } from '../runs/policy-key.js';
import { currentVersion, nextAssessmentPoint } from '../runs/run-moment.js';
import { sensitiveRead } from '../runs/sensitive-read.js';
import { SNAPSHOT_VERSION } from '../snapshots/snapshot-reader.js';
import { findAskedGroup, pupilsOfGroup, subjectOf } from './asked-group.js';
import { DifferentiationRoundEntity } from './differentiation-round.entity.js';
import type { AskDifferentiationDto, DifferentiationRoundQuery } from './differentiation.dto.js';
import { Differentiator } from './differentiator.js';
import { writeRound } from './write-round.js';

const LIST = {
  entity: DifferentiationRoundEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    asOf: { column: 'as_of', property: 'asOf' },
  },
  defaultSort: '-id',
};

/** Rounds in which policies are asked how to teach a group. */
@Injectable()
export class DifferentiationRoundsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
    private readonly runtime: PluginRuntime,
    private readonly differentiator: Differentiator,
  ) {}

  /** Asks the policies over the state as known now, then writes what they answered in one transaction. */
  async ask(
    ctx: RequestContext,
    groupId: string,
    dto: AskDifferentiationDto,
  ): Promise<DifferentiationRoundEntity> {
    const found = await findAskedGroup(this.database, ctx, groupId);
    const { ownerId } = found;
    const asOf = dto.asOf ?? today();
    if (asOf > today()) {
      const detail = 'Pupils cannot be seen as of a date in the future.';
      throw invalid({ pointer: '/asOf', code: 'in-future', detail });
    }
    const active = await this.runtime.activePolicies(ownerId);
    const policies = chosen(
      active.filter((it) => it.kind === 'differentiation'),
      dto.policies ?? null,
    );
    const group = {
      ownerId,
      groupId: found.id,
      subject: await subjectOf(this.database, found, dto.subject),
      groupCapacity: dto.groupCapacity ?? null,
      asOf,
      knownVersion: await currentVersion(this.database, ownerId),
      pupilIds: await pupilsOfGroup(this.database, ctx, found, asOf),
      facts: {
        policies: policies.map(toEvaluated),
        nextAssessmentPoint: await nextAssessmentPoint(this.database, ownerId, asOf),
        snapshotVersion: SNAPSHOT_VERSION,
        nodeVersion: process.version,
        sdkVersion: SDK_API_VERSION,
      },
      askedBy: ctx.principal.staffId ?? ctx.principal.clientId,
    };
    const answers = await this.differentiator.ask(group);
    return this.uow.run(ctx.principal, async (tx) => {
      const row = await writeRound(tx, ctx, group, answers);
      audit(tx, {
        ownerId,
        action: 'differentiation.ask',
        resource: 'differentiation-rounds',
        resourceId: row.id,
        detail: {
          ...{ groupId: row.groupId, subject: row.subject, asOf, policies: policies.map(keyOf) },
          ...sensitiveRead(policies),
        },
      });
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  async ofGroup(
    ctx: RequestContext,
    groupId: string,
    query: DifferentiationRoundQuery,
  ): Promise<RowPage<DifferentiationRoundEntity>> {
    const { ownerId, id } = await findOwned(this.database, ctx, GroupEntity, groupId);
    return this.lists.page(LIST, query, [
      ownedBy(ctx),
      { sql: 'owner_id = ? and group_id = ?', params: [ownerId, id] },
      filter('subject = ?', query.subject),
    ]);
  }

  find(ctx: RequestContext, id: string): Promise<DifferentiationRoundEntity> {
    return findOwned(this.database, ctx, DifferentiationRoundEntity, id);
  }
}

function chosen(active: readonly ActivePolicy[], wanted: readonly string[] | null): readonly ActivePolicy[] {
  if (active.length === 0) {
    const detail = 'No policy of the kind differentiation is enabled at this school.';
    throw new DomainError('plugin-refused', detail);
  }
  if (!wanted) return active;
  const byKey = new Map(active.map((it) => [keyOf(it), it]));
  const faults = wanted.flatMap((it, i) => {
    if (byKey.has(it)) return [];
    const detail = 'No such policy of the kind differentiation is enabled at this school.';
    return [{ pointer: `/policies/${i}`, code: 'unknown-policy', detail }];
  });
  if (wanted.length === 0) faults.push({ pointer: '/policies', code: 'empty', detail: 'Name at least one.' });
  if (faults.length > 0) throw invalid(...faults);
  return wanted.map((it) => byKey.get(it)!);
}

function toEvaluated({ plugin, version, policyId, digest, inputs, settings }: ActivePolicy): EvaluatedPolicy {
  return { plugin, version, policyId, bundleDigest: digest, inputs, settings };
}
