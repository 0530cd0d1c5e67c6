import { OmitType, PartialType } from '@nestjs/swagger';
import { ListQuery } from '../common/paging/list.dto.js';
import { SourceDto } from '../common/source.dto.js';
import {
  DateText,
  IdText,
  InstantText,
  Nested,
  Nullable,
  OneOf,
  Optional,
  Prose,
  Text,
} from '../common/validation/members.js';
import {
  CONSENT_GIVERS,
  type ConsentGiver,
  REFERRAL_SERVICES,
  REFERRAL_STATUSES,
  type ReferralService,
  type ReferralStatus,
} from './referral-words.js';

/** Consent to share what a referral says. */
export class ConsentDto {
  /** A parent or carer, a pupil who is 16 or competent to decide, or the local authority that has care. @example 'parent' */
  @OneOf(CONSENT_GIVERS)
  givenBy!: ConsentGiver;

  /** @example 'Ngozi Okafor' */
  @Text(120)
  name!: string;

  /** The contact of the pupil's who gave it: a parent or carer with parental responsibility. */
  @Nullable()
  @IdText()
  contactId?: string | null;

  /** Not after the referral is sent. @example '2026-09-10' */
  @DateText()
  givenOn!: string;

  /** What may be shared, and for what. @example 'School reports and assessments, with the speech and language service' */
  @Text(500)
  scope!: string;
}

/** A referral to be added. */
export class CreateReferralDto {
  @IdText()
  pupilId!: string;

  /** @example 'speech-and-language' */
  @OneOf(REFERRAL_SERVICES)
  service!: ReferralService;

  /** Who is asked. @example 'Community speech and language therapy' */
  @Text(120)
  agency!: string;

  /** @example 'Does not follow two-part instructions after two terms of support.' */
  @Prose(4000)
  reason!: string;

  /** Left out: a draft. Others take in what was done elsewhere, with its dates. @example 'draft' */
  @Optional()
  @OneOf(REFERRAL_STATUSES)
  status?: ReferralStatus;

  /** The lead professional at the school. Needed once it is sent. */
  @Nullable()
  @IdText()
  leadStaffId?: string | null;

  /** The agency's own reference. @example null */
  @Nullable()
  @Text(60)
  agencyReference?: string | null;

  /** The pupil's plan that it serves. */
  @Nullable()
  @IdText()
  planId?: string | null;

  /** Needed before it is sent. */
  @Nullable()
  @Nested(() => ConsentDto)
  consent?: ConsentDto | null;

  /** To social care only: why the family was not asked. @example null */
  @Nullable()
  @Text(500)
  withoutConsentReason?: string | null;

  /** @example null */
  @Nullable()
  @DateText()
  sentOn?: string | null;

  /** When the service accepted or declined. @example null */
  @Nullable()
  @DateText()
  answeredOn?: string | null;

  /** When the service's work began. @example null */
  @Nullable()
  @DateText()
  activeFrom?: string | null;

  /** @example null */
  @Nullable()
  @DateText()
  closedOn?: string | null;

  /** What came of it. @example null */
  @Nullable()
  @Prose(4000)
  outcome?: string | null;

  /** The referral's key in the system that it is synced from. */
  @Nullable()
  @Nested(() => SourceDto)
  source?: SourceDto | null;
}

/** Changes to a referral. Once it is sent, only its lead, its plan and the agency's reference change. */
export class UpdateReferralDto extends PartialType(
  OmitType(CreateReferralDto, [
    'pupilId',
    'status',
    'sentOn',
    'answeredOn',
    'activeFrom',
    'closedOn',
    'outcome',
    'source',
  ]),
  { skipNullProperties: false },
) {}

/** A step in the life of a referral. */
export class ReferralTransitionDto {
  /** draft → sent → accepted → active → closed; sent → declined. @example 'sent' */
  @OneOf(REFERRAL_STATUSES)
  to!: ReferralStatus;

  /** When it was taken; not after today. @example '2026-09-14' */
  @DateText()
  on!: string;

  /** Needed to close it; says why it was declined. @example null */
  @Nullable()
  @Prose(4000)
  outcome?: string | null;
}

/** A withdrawal of consent. */
export class ConsentWithdrawalDto {
  /** Not after today. @example '2026-11-20' */
  @DateText()
  on!: string;

  /** @example 'The family would rather wait.' */
  @Text(500)
  reason!: string;
}

/** Filters of referrals. */
export class ReferralQuery extends ListQuery {
  @Optional()
  @IdText()
  schoolId?: string;

  @Optional()
  @IdText()
  pupilId?: string;

  @Optional()
  @OneOf(REFERRAL_SERVICES)
  service?: ReferralService;

  @Optional()
  @OneOf(REFERRAL_STATUSES)
  status?: ReferralStatus;

  @Optional()
  @IdText()
  leadStaffId?: string;

  /** Sent by this day, and neither declined nor closed by then. @example '2026-11-24' */
  @Optional()
  @DateText()
  asOf?: string;

  /** Changed at or after this instant. @example '2026-01-01T00:00:00Z' */
  @Optional()
  @InstantText()
  updatedSince?: string;

  @Optional()
  @Text(40)
  sourceSystem?: string;

  @Optional()
  @Text(100)
  sourceId?: string;
}
