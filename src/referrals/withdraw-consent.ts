import { DomainError, invalid } from '../common/errors/domain-error.js';
import { today } from '../common/instants.js';
import type { FactPatch } from '../database/transaction.js';
import { isOver } from './lifecycle.js';
import type { ConsentWithdrawalDto } from './referral.dto.js';
import type { ReferralEntity } from './referral.entity.js';

/** What a withdrawal of consent changes. Throws where there is none to withdraw. */
export function withdrawalOf(
  referral: ReferralEntity,
  { on, reason }: ConsentWithdrawalDto,
): FactPatch<ReferralEntity> {
  const { status, consentOn, consentWithdrawnOn } = referral;
  if (isOver(status)) throw new DomainError('conflict', `The referral is ${status}: nothing of it changes.`);
  if (consentOn === null || consentWithdrawnOn !== null) {
    throw new DomainError('conflict', 'There is no consent that could be withdrawn.');
  }
  if (on > today()) throw invalid({ pointer: '/on', code: 'in-future', detail: 'The day is yet to come.' });
  if (on < consentOn) {
    throw invalid({ pointer: '/on', code: 'before-consent', detail: `Consent was given on ${consentOn}.` });
  }
  if (status === 'draft') return { consentWithdrawnOn: on };
  return { consentWithdrawnOn: on, status: 'closed', closedOn: on, outcome: `Consent withdrawn: ${reason}` };
}
