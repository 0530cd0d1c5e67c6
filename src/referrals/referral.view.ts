import { SourceDto } from '../common/source.dto.js';
import { sourceKey } from '../common/source.js';
import type { ReferralEntity } from './referral.entity.js';

/** Consent to share what a referral says. */
export class ConsentView {
  /** parent, pupil or local-authority. @example 'parent' */
  givenBy!: string;
  /** @example 'Ngozi Okafor' */
  name!: string;
  /** The contact who gave it. */
  contactId!: string | null;
  /** @example '2026-09-10' */
  givenOn!: string;
  /** @example 'School reports and assessments' */
  scope!: string;
  /** @example null */
  withdrawnOn!: string | null;
}

/** A referral of a pupil to an outside service. Sensitive as a whole. */
export class ReferralView {
  id!: string;
  schoolId!: string;
  pupilId!: string;
  /** @example 'speech-and-language' */
  service!: string;
  /** @example 'Community speech and language therapy' */
  agency!: string;
  /** @example 'Does not follow two-part instructions.' */
  reason!: string;
  /** draft, sent, accepted, declined, active or closed. @example 'sent' */
  status!: string;
  /** The lead professional at the school. */
  leadStaffId!: string | null;
  /** @example null */
  agencyReference!: string | null;
  planId!: string | null;
  consent!: ConsentView | null;
  /** @example null */
  withoutConsentReason!: string | null;
  /** @example '2026-09-14' */
  sentOn!: string | null;
  /** @example null */
  answeredOn!: string | null;
  /** @example null */
  activeFrom!: string | null;
  /** @example null */
  closedOn!: string | null;
  /** @example null */
  outcome!: string | null;
  source!: SourceDto | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toReferralView(row: ReferralEntity): ReferralView {
  return {
    id: row.id,
    schoolId: row.ownerId,
    pupilId: row.pupilId,
    service: row.service,
    agency: row.agency,
    reason: row.reason,
    status: row.status,
    leadStaffId: row.leadStaffId,
    agencyReference: row.agencyReference,
    planId: row.planId,
    consent: toConsentView(row),
    withoutConsentReason: row.withoutConsentReason,
    sentOn: row.sentOn,
    answeredOn: row.answeredOn,
    activeFrom: row.activeFrom,
    closedOn: row.closedOn,
    outcome: row.outcome,
    source: sourceKey(row),
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}

function toConsentView(row: ReferralEntity): ConsentView | null {
  const { consentBy, consentName, consentOn, consentScope, consentWithdrawnOn } = row;
  if (consentBy === null || consentName === null || consentOn === null || consentScope === null) return null;
  return {
    givenBy: consentBy,
    name: consentName,
    contactId: row.consentContactId,
    givenOn: consentOn,
    scope: consentScope,
    withdrawnOn: consentWithdrawnOn,
  };
}
