import type { RequestContext } from '../../auth/request-context.js';
import type { StaffEntity } from '../../auth/staff/staff.entity.js';
import { DomainError } from '../../common/errors/domain-error.js';
import { today } from '../../common/instants.js';
import type { NewFact, Transaction } from '../../database/transaction.js';
import type { TargetEntity } from '../target.entity.js';
import { agreedBy, isAgreed } from './agreed-by.js';
import { AgreementEntity } from './agreement.entity.js';
import { recorderOf } from './recorder.js';

/** Of an agreement that stands. */
export const NOT_WITHDRAWN = { withdrawnOn: null, withdrawnReason: null, withdrawnBy: null };

/** A member of staff's own agreement to a target. */
export function staffAgreement(
  { ownerId, pupilId, id: targetId }: TargetEntity,
  { id: recordedBy, name }: StaffEntity,
): NewFact<AgreementEntity> {
  return {
    ownerId,
    pupilId,
    targetId,
    party: 'staff',
    view: 'agrees',
    name,
    contactId: null,
    date: today(),
    comment: null,
    recordedBy,
    ...NOT_WITHDRAWN,
  };
}

/**
 * A target becomes agreed by somebody who agrees to it. A member of staff who makes it so agrees thereby, and that is
 * recorded; a program only tells what has been recorded before. Throws `transition-refused`.
 */
export async function requireAgreed(
  tx: Transaction,
  ctx: RequestContext,
  target: TargetEntity,
): Promise<void> {
  const ofTarget = 'where owner_id = ? and target_id = ?';
  const agreements = await tx.select(AgreementEntity, ofTarget, [target.ownerId, target.id]);
  if (ctx.principal.staffId === null) {
    if (isAgreed(agreements)) return;
    throw new DomainError(
      'transition-refused',
      'Nobody agrees to the target: record that the pupil, a parent or a member of staff does.',
    );
  }
  if (agreedBy(agreements).staff !== null) return;
  const staff = await recorderOf(tx, ctx, target.ownerId, undefined);
  tx.insert(AgreementEntity, staffAgreement(target, staff));
}
