import { ReferralEntity } from '../../../referrals/referral.entity.js';
import { meaningOf } from '../../words/code-words.js';
import { timelineKind } from '../timeline-kind.js';

const serviceInWords = (service: string) => meaningOf('referrals', 'service', service) ?? service;

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
    tell: (row) => ({ title: `Referred to ${row.agency} (${serviceInWords(row.service)})`, detail: row }),
  }),
  timelineKind({
    ...referral,
    kind: 'referral-answer',
    date: 'answeredOn',
    tell: (row) => ({
      title: `${row.agency} ${row.status === 'declined' ? 'declined' : 'accepted'} the referral`,
      detail: row,
    }),
  }),
  timelineKind({
    ...referral,
    kind: 'referral-end',
    date: 'closedOn',
    tell: (row) => ({ title: `Referral to ${row.agency} is closed`, detail: row }),
  }),
];
