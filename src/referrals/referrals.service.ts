import { Injectable } from '@nestjs/common';
import { audit, SensitiveReads } from '../auth/audit/audit.js';
import { carryOutBatch } from '../auth/batches/carry-out-batch.js';
import { filter, type ListCondition, ofPupil } from '../auth/lists/conditions.js';
import { Lists, type RowPage } from '../auth/lists/lists.js';
import { checkPrecondition } from '../auth/precondition.js';
import type { RequestContext } from '../auth/request-context.js';
import { findOwned, lockOwned, ownedBy } from '../auth/tenancy.js';
import { DomainError, invalid } from '../common/errors/domain-error.js';
import type { BatchQuery } from '../common/http/batch.dto.js';
import type { BatchAnswerView } from '../common/http/batch.view.js';
import { Database } from '../database/database.js';
import type { FactPatch, Transaction } from '../database/transaction.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { PupilEntity } from '../pupils/pupil.entity.js';
import { nextStatuses } from './lifecycle.js';
import {
  type ConsentWithdrawalDto,
  CreateReferralDto,
  type ReferralQuery,
  type ReferralTransitionDto,
  type UpdateReferralDto,
} from './referral.dto.js';
import { ReferralEntity } from './referral.entity.js';
import { withdrawalOf } from './withdraw-consent.js';
import { changeReferral, membersOf, NamedByReferrals, writeReferrals } from './write-referrals.js';

const LIST = {
  entity: ReferralEntity,
  sortable: {
    id: { column: 'id', property: 'id' },
    service: { column: 'service', property: 'service' },
    updatedAt: { column: 'recorded_at', property: 'recordedAt' },
  },
  defaultSort: 'id',
};

/** The date that each step sets. */
const DATES = {
  draft: null,
  sent: 'sentOn',
  accepted: 'answeredOn',
  declined: 'answeredOn',
  active: 'activeFrom',
  closed: 'closedOn',
} as const;

/** Referrals to outside services: sensitive as a whole, and every read of them is audited. */
@Injectable()
export class ReferralsService {
  constructor(
    private readonly database: Database,
    private readonly uow: UnitOfWork,
    private readonly lists: Lists,
    private readonly sensitiveReads: SensitiveReads,
  ) {}

  async list(ctx: RequestContext, query: ReferralQuery): Promise<RowPage<ReferralEntity>> {
    const found = await this.lists.page(LIST, query, [
      ownedBy(ctx),
      filter('owner_id = ?', query.schoolId),
      ofPupil(query.pupilId),
      filter('service = ?', query.service),
      filter('status = ?', query.status),
      filter('lead_staff_id = ?', query.leadStaffId),
      underWay(query.asOf),
      filter('recorded_at >= ?', query.updatedSince && new Date(query.updatedSince).toISOString()),
      filter('source_system = ?', query.sourceSystem),
      filter('source_id = ?', query.sourceId),
    ]);
    const pupils = new Map(found.rows.map(({ ownerId, pupilId }) => [pupilId, { ownerId, id: pupilId }]));
    await this.sensitiveReads.note(ctx, 'pupils', [...pupils.values()]);
    return found;
  }

  async find(ctx: RequestContext, id: string): Promise<ReferralEntity> {
    const row = await findOwned(this.database, ctx, ReferralEntity, id);
    await this.sensitiveReads.note(ctx, 'pupils', [{ ownerId: row.ownerId, id: row.pupilId }]);
    return row;
  }

  create(ctx: RequestContext, dto: CreateReferralDto): Promise<ReferralEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const outcome = (await writeReferrals(tx, ctx, [{ index: 0, dto }], false)).get(0)!;
      if (outcome instanceof DomainError) throw outcome;
      const row = outcome.row as ReferralEntity;
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  batch(ctx: RequestContext, bodies: readonly unknown[], query: BatchQuery): Promise<BatchAnswerView> {
    return carryOutBatch(this.uow, ctx, CreateReferralDto, bodies, query, (tx, items, bySource) =>
      writeReferrals(tx, ctx, items, bySource),
    );
  }

  update(ctx: RequestContext, id: string, dto: UpdateReferralDto): Promise<ReferralEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const before = await lockReferral(tx, ctx, id);
      const given = dto.consent ? { consentWithdrawnOn: null } : {};
      return change(tx, before, { ...membersOf(dto), ...given });
    });
  }

  /** The next step of a referral's life, by a named member of staff. */
  transition(ctx: RequestContext, id: string, dto: ReferralTransitionDto): Promise<ReferralEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const before = await lockReferral(tx, ctx, id);
      const { to, on, outcome } = dto;
      if (!nextStatuses(before.status).includes(to)) {
        throw new DomainError('transition-refused', `The referral is ${before.status} and cannot be ${to}.`);
      }
      const date = DATES[to];
      const patch = { status: to, ...(date && { [date]: on }), ...(outcome !== undefined && { outcome }) };
      const row = await change(tx, before, patch, (pointer) => (pointer === `/${date}` ? '/on' : pointer));
      noteStep(tx, row, 'referral.transition', { from: before.status, to });
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }

  /** Takes consent back. A referral that is under way is closed by it. */
  withdrawConsent(ctx: RequestContext, id: string, dto: ConsentWithdrawalDto): Promise<ReferralEntity> {
    return this.uow.run(ctx.principal, async (tx) => {
      const before = await lockReferral(tx, ctx, id);
      const row = await change(tx, before, withdrawalOf(before, dto), (pointer) =>
        pointer === '/closedOn' ? '/on' : pointer,
      );
      noteStep(tx, row, 'referral.consent-withdrawal', { from: before.status, to: row.status });
      ctx.idempotency?.keepResource(tx, row);
      return row;
    });
  }
}

/** The condition of referrals that were under way on a day. */
function underWay(day: string | undefined): ListCondition | null {
  if (day === undefined) return null;
  return {
    sql: `sent_on <= ? and (closed_on is null or closed_on > ?) and (status <> 'declined' or answered_on > ?)`,
    params: [day, day, day],
  };
}

/** A referral, held after its pupil as by every writer. */
async function lockReferral(tx: Transaction, ctx: RequestContext, id: string): Promise<ReferralEntity> {
  const { ownerId, pupilId } = await findOwned(tx, ctx, ReferralEntity, id);
  await tx.lock(PupilEntity, 'where owner_id = ? and id = ?', [ownerId, pupilId]);
  const row = await lockOwned(tx, ctx, ReferralEntity, id);
  checkPrecondition(ctx, row);
  return row;
}

/** Changes a referral or throws why not, with the places of faults as the request has them. */
async function change(
  tx: Transaction,
  before: ReferralEntity,
  members: FactPatch<ReferralEntity>,
  placeOf: (pointer: string) => string = (pointer) => pointer,
): Promise<ReferralEntity> {
  const named = await NamedByReferrals.read(tx, [{ ...before, ...members }]);
  const outcome = changeReferral(tx, before, members, named);
  if (!(outcome instanceof DomainError)) return outcome.row as ReferralEntity;
  if (outcome.faults.length === 0) throw outcome;
  throw invalid(...outcome.faults.map((it) => ({ ...it, pointer: placeOf(it.pointer) })));
}

function noteStep(
  tx: Transaction,
  { ownerId, id }: ReferralEntity,
  action: string,
  detail: Record<string, string>,
): void {
  audit(tx, { ownerId, action, resource: 'referrals', resourceId: id, detail });
}
