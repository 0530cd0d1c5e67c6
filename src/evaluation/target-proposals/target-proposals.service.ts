import { SDK_API_VERSION } from '@espalier/sdk/manifest';
import { Injectable } from '@nestjs/common';
import { audit } from '../../auth/audit/audit.js';
import { filter, Lists, type RowPage } from '../../auth/lists/lists.js';
import type { RequestContext } from '../../auth/request-context.js';
import { ownedBy, requireSchool } from '../../auth/tenancy.js';
import { DomainError, invalid } from '../../common/errors/domain-error.js';
import { today } from '../../common/instants.js';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { type ActivePolicy, PluginRuntime } from '../../plugin-host/plugin-runtime.js';
import type { ProposingPolicy } from '../../targets/proposal.js';
import { pupilsOfCohort } from '../../targets/sets/cohort.js';
import {
  type DraftOutcome,
  draftProposals,
  type ProposedPupil,
  requireSetFramework,
} from '../../targets/sets/draft-proposals.js';
import { findSet } from '../../targets/sets/find-set.js';
import type { TargetSetEntity } from '../../targets/sets/target-set.entity.js';
import { holdInstallation } from '../recommendations/hold-installation.js';
import { keyOf } from '../runs/policy-key.js';
import { currentVersion, nextAssessmentPoint } from '../runs/run-moment.js';
import { sensitiveRead } from '../runs/sensitive-read.js';
import { SNAPSHOT_VERSION } from '../snapshots/snapshot-reader.js';
import type { ProposedDraft } from './contradicting-draft.js';
import { readContradictions } from './read-contradictions.js';
import type { ProposeTargetSetDto, TargetProposalQuery } from './target-proposal.dto.js';
import { TargetProposalEntity } from './target-proposal.entity.js';
import { type AskedPupil, TargetProposer } from './target-proposer.js';

const LIST = {
  entity: TargetProposalEntity,
  sortable: { pupilId: { column: 'pupil_id', property: 'pupilId' } },
  defaultSort: 'pupilId',
  tieBreak: { column: 'target_set_id', property: 'targetSetId' },
};

const DETAIL_CHARS = 500;

/** What pupils of a set got, and by pupil the draft of another policy that this contradicts. */
export type ProposalPage = RowPage<TargetProposalEntity> & {
  readonly contradicted: ReadonlyMap<string, ProposedDraft>;
};

/** Targets of cohorts that policies propose: drafts in a set, which people look through like any other. */
@Injectable()
export class TargetProposalsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
    private readonly runtime: PluginRuntime,
    private readonly proposer: TargetProposer,
  ) {}

  /** Asks the policy over the state as known now, then writes the drafts in one transaction. */
  async propose(ctx: RequestContext, dto: ProposeTargetSetDto): Promise<TargetSetEntity> {
    requireRuns(ctx);
    const { schoolId: ownerId, title, subject, framework, cohort } = dto;
    await requireSchool(this.database, ctx, ownerId);
    const asOf = dto.asOf ?? today();
    if (asOf > today()) {
      const detail = 'Pupils cannot be seen as of a date in the future.';
      throw invalid({ pointer: '/asOf', code: 'in-future', detail });
    }
    const policy = await this.policyOf(ownerId, dto.policy, asOf);
    const pupilIds = await pupilsOfCohort(this.database, ownerId, cohort, asOf);
    await this.uow.run(ctx.principal, (tx) => requireSetFramework(tx, ctx, dto, pupilIds[0]!));
    const asked = await this.proposer.ask({ ownerId, policy, subject, asOf, pupilIds });
    return this.uow.run(ctx.principal, async (tx) => {
      if (!(await holdInstallation(tx, ownerId, policy.plugin))) {
        throw new DomainError('plugin-refused', `${policy.plugin} was disabled meanwhile.`);
      }
      const set = {
        ...{ ownerId, title, subject, framework, asOf, policy },
        cohort: { yearGroup: cohort.yearGroup ?? null, groupId: cohort.groupId ?? null },
      };
      const proposed = asked.map((it) => toProposed(it, policy));
      const { row, outcomes } = await draftProposals(tx, ctx, set, proposed);
      const answers = new Map(asked.map((it) => [it.pupilId, it]));
      const records = outcomes.map((it) => toRecord(row, answers.get(it.pupilId)!, it));
      tx.append(TargetProposalEntity, ...records);
      audit(tx, {
        ownerId,
        action: 'target-set.propose',
        resource: 'target-sets',
        resourceId: row.id,
        detail: { policy: dto.policy, version: policy.version, asOf, ...sensitiveRead([policy]) },
      });
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  async list(ctx: RequestContext, id: string, query: TargetProposalQuery): Promise<ProposalPage> {
    const set = await findSet(this.database, ctx, id);
    const conditions = [
      ownedBy(ctx),
      { sql: 'owner_id = ? and target_set_id = ?', params: [set.ownerId, set.id] },
      filter('outcome = ?', query.outcome),
      filter('pupil_id = ?', query.pupilId),
    ];
    const { conflicting } = query;
    const keeps = async (rows: readonly TargetProposalEntity[]) => {
      const contradicted = await readContradictions(this.database, set, rows);
      return rows.map((it) => contradicted.has(it.pupilId) === conflicting);
    };
    const found =
      conflicting === undefined
        ? await this.lists.page(LIST, query, conditions)
        : await this.lists.pageOfKept(LIST, query, conditions, keeps);
    return { ...found, contradicted: await readContradictions(this.database, set, found.rows) };
  }

  private async policyOf(ownerId: string, wanted: string, asOf: string): Promise<ProposingPolicy> {
    const active = await this.runtime.activePolicies(ownerId);
    const policy = active.find((it) => it.kind === 'target' && keyOf(it) === wanted);
    if (!policy) {
      const detail = 'No such policy of the kind target is enabled at this school.';
      throw invalid({ pointer: '/policy', code: 'unknown-policy', detail });
    }
    return toProposing(policy, {
      knownVersion: await currentVersion(this.database, ownerId),
      nextAssessmentPoint: await nextAssessmentPoint(this.database, ownerId, asOf),
    });
  }
}

/** A set speaks of a whole cohort, so it is not for who sees only the pupils taught. */
function requireRuns({ principal }: RequestContext): void {
  if (!principal.scopes.has('evaluations:run')) {
    throw new DomainError('scope-missing', 'Asking a policy needs the scope evaluations:run.');
  }
  if (principal.taughtOnly) {
    throw new DomainError(
      'scope-missing',
      'Targets for a cohort are not set by who sees only the pupils taught.',
    );
  }
}

function toProposing(
  { plugin, version, policyId, digest, inputs, settings }: ActivePolicy,
  moment: Pick<ProposingPolicy, 'knownVersion' | 'nextAssessmentPoint'>,
): ProposingPolicy {
  return {
    ...{ plugin, version, policyId, bundleDigest: digest, inputs, settings },
    ...moment,
    snapshotVersion: SNAPSHOT_VERSION,
    nodeVersion: process.version,
    sdkVersion: SDK_API_VERSION,
  };
}

function toProposed({ pupilId, judged, inputDigest }: AskedPupil, policy: ProposingPolicy): ProposedPupil {
  if (typeof judged === 'string') return { pupilId, proposal: null, skip: judged };
  const { kind: _kind, subject: _subject, ...proposal } = judged;
  const { plugin, version, policyId } = policy;
  return { pupilId, proposal: { plugin, version, policyId, ...proposal, inputDigest } };
}

function toRecord(
  set: TargetSetEntity,
  { pupilId, outcome: answer, inputDigest }: AskedPupil,
  drafted: DraftOutcome,
): TargetProposalEntity {
  const problem = drafted.outcome === 'proposed' ? null : drafted.problem;
  const refusal =
    'notEvaluated' in answer
      ? { reason: answer.notEvaluated, detail: answer.detail }
      : { reason: problem === null ? null : 'badOutput', detail: problem };
  return {
    ownerId: set.ownerId,
    targetSetId: set.id,
    pupilId,
    outcome: drafted.outcome,
    targetId: drafted.outcome === 'proposed' ? drafted.targetId : null,
    verdicts: 'notEvaluated' in answer ? null : answer.verdicts,
    reason: refusal.reason,
    detail: refusal.detail?.slice(0, DETAIL_CHARS) ?? null,
    inputDigest,
  };
}
