import { ReferralEntity } from '../../../referrals/referral.entity.js';
import { timelineKind } from '../timeline-kind.js';

const referral = {
  entity: ReferralEntity,
  members: ['service', 'agency', 'status', 'sentOn', 'answeredOn', 'activeFrom', 'closedOn', 'outcome'],
  scope: 'referrals:read',
  sensitive: true,
} as const;

/** Referrals to outside services: sent, answered, ended. */
export const REFERRAL_KINDS = [
  timelineKind({
    ...referral,
    kind: 'referral',
    date: 'sentOn',
    tell: (row) => ({ title: `Referred to ${row.agency}`, detail: row }),
  }),
  timelineKind({
    ...referral,
    kind: 'referral-answer',
    date: 'answeredOn',
    tell: (row) => ({ title: `${row.agency} has answered`, detail: row }),
  }),
  timelineKind({
    ...referral,
    kind: 'referral-end',
    date: 'closedOn',
    tell: (row) => ({ title: `Referral to ${row.agency} closed`, detail: row }),
  }),
];
