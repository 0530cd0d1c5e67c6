import type { BatchWrite } from '../auth/batches/carry-out-batch.js';
import { SourceRows, sourceTaken } from '../auth/batches/source-rows.js';
import type { RequestContext } from '../auth/request-context.js';
import { KnownStaff } from '../auth/staff/known-staff.js';
import { DomainError, duplicate, type Fault, invalid } from '../common/errors/domain-error.js';
import type { BatchDone } from '../common/http/batch.js';
import { today } from '../common/instants.js';
import { sourceColumns } from '../common/source.js';
import { places } from '../database/database.js';
import { inParts } from '../database/in-parts.js';
import type { FactPatch, NewFact, Transaction } from '../database/transaction.js';
import { KnownContacts } from '../pupils/contacts/known-contacts.js';
import { holdPupils, unknownPupil } from '../pupils/hold-pupils.js';
import { referralFaults } from './check-referral.js';
import { isOver, leadsTo } from './lifecycle.js';
import type { CreateReferralDto, UpdateReferralDto } from './referral.dto.js';
import { ReferralEntity } from './referral.entity.js';

type Outcome = BatchDone | DomainError;
type Members = FactPatch<ReferralEntity>;

const NOTHING_YET = {
  leadStaffId: null,
  agencyReference: null,
  planId: null,
  consentBy: null,
  consentName: null,
  consentContactId: null,
  consentOn: null,
  consentScope: null,
  consentWithdrawnOn: null,
  withoutConsentReason: null,
  sentOn: null,
  answeredOn: null,
  activeFrom: null,
  closedOn: null,
  outcome: null,
} as const;

/** What may change once a referral has been sent: the rest has been told to the service. */
const AFTER_SENDING: readonly string[] = [
  'leadStaffId',
  'agencyReference',
  'planId',
  'status',
  'answeredOn',
  'activeFrom',
  'closedOn',
  'outcome',
  'consentWithdrawnOn',
];

/** Adds referrals, or changes those with the same source key where `bySource` says so. The pupils are held. */
export async function writeReferrals(
  tx: Transaction,
  ctx: RequestContext,
  items: readonly BatchWrite<CreateReferralDto>[],
  bySource: boolean,
): Promise<Map<number, Outcome>> {
  const pupils = await holdPupils(
    tx,
    ctx,
    items.map((it) => it.dto.pupilId),
  );
  const sources = items.flatMap(({ dto: { pupilId, source } }) => {
    const pupil = pupils.get(pupilId);
    return pupil ? [{ ownerId: pupil.ownerId, source }] : [];
  });
  const stored = await SourceRows.lock(tx, ReferralEntity, sources);
  const named = await NamedByReferrals.read(
    tx,
    items.map(({ dto }) => ({ ...dto, consentContactId: dto.consent?.contactId })),
  );
  const outcomes = new Map<number, Outcome>();
  for (const { index, dto } of items) {
    const pupil = pupils.get(dto.pupilId);
    outcomes.set(index, pupil ? writeOne(tx, pupil.ownerId, dto, stored, named, bySource) : unknownPupil());
  }
  return outcomes;
}

function writeOne(
  tx: Transaction,
  ownerId: string,
  dto: CreateReferralDto,
  stored: SourceRows<ReferralEntity>,
  named: NamedByReferrals,
  bySource: boolean,
): Outcome {
  const before = stored.find(ownerId, dto.source);
  if (before && !bySource) return sourceTaken('A referral');
  if (before && before.pupilId !== dto.pupilId) {
    return duplicate('/source', 'The referral with this source key is another pupil’s.');
  }
  if (before) return changeReferral(tx, before, membersOf(dto), named);
  const referral: NewFact<ReferralEntity> = {
    ...NOTHING_YET,
    status: 'draft',
    ...membersOf(dto),
    ...sourceColumns(dto.source),
    service: dto.service,
    agency: dto.agency,
    reason: dto.reason,
    ownerId,
    pupilId: dto.pupilId,
  };
  const refusal = refusalOf(referral, named);
  if (refusal) return refusal;
  const row = tx.insert(ReferralEntity, referral);
  stored.add(row);
  return { row, kind: 'created' };
}

/** Changes a referral as far as its status lets it change. */
export function changeReferral(
  tx: Transaction,
  before: ReferralEntity,
  members: Members,
  named: NamedByReferrals,
): Outcome {
  const after = { ...before, ...members };
  const changed = Object.keys(members).filter(
    (it) => before[it as keyof ReferralEntity] !== after[it as keyof ReferralEntity],
  );
  if (changed.length === 0) return { row: before, kind: 'unchanged' };
  if (after.status !== before.status && !leadsTo(before.status, after.status)) {
    return new DomainError(
      'transition-refused',
      `The referral is ${before.status} and cannot be ${after.status}.`,
    );
  }
  if (isOver(before.status)) {
    return new DomainError('conflict', `The referral is ${before.status}: nothing of it changes.`);
  }
  const told = changed.filter((it) => !AFTER_SENDING.includes(it));
  if (before.status !== 'draft' && told.length > 0) {
    return new DomainError(
      'conflict',
      'The referral has been sent: what it says stays. Close it and send another.',
    );
  }
  const refusal = refusalOf(after, named);
  if (refusal) return refusal;
  return { row: tx.update(ReferralEntity, before, members), kind: 'updated' };
}

/** The columns of the members that a body has. Consent that is given anew takes the place of what was withdrawn. */
export function membersOf(dto: CreateReferralDto | UpdateReferralDto): Members {
  const { pupilId: _pupil, source: _source, consent, ...members } = dto as CreateReferralDto;
  return {
    ...members,
    ...(consent !== undefined && {
      consentBy: consent?.givenBy ?? null,
      consentName: consent?.name ?? null,
      consentContactId: consent?.contactId ?? null,
      consentOn: consent?.givenOn ?? null,
      consentScope: consent?.scope ?? null,
    }),
  };
}

function refusalOf(
  referral: Omit<ReferralEntity, 'id' | 'sinceVersion' | 'recordedAt'>,
  named: NamedByReferrals,
): DomainError | null {
  const faults = [...referralFaults(referral, today()), ...named.faults(referral)];
  return faults.length > 0 ? invalid(...faults) : null;
}

type Names = Pick<
  ReferralEntity,
  'ownerId' | 'pupilId' | 'leadStaffId' | 'planId' | 'consentBy' | 'consentContactId'
>;

/** The staff, plans and contacts that referrals name. */
export class NamedByReferrals {
  private constructor(
    private readonly staff: KnownStaff,
    private readonly contacts: KnownContacts,
    private readonly pupilsOfPlans: ReadonlyMap<string, string>,
  ) {}

  static async read(
    tx: Transaction,
    referrals: readonly {
      readonly leadStaffId?: string | null | undefined;
      readonly planId?: string | null | undefined;
      readonly consentContactId?: string | null | undefined;
    }[],
  ): Promise<NamedByReferrals> {
    const staff = await KnownStaff.read(
      tx,
      referrals.map((it) => it.leadStaffId),
    );
    const contacts = await KnownContacts.read(
      tx,
      referrals.map((it) => it.consentContactId),
    );
    const plans = new Map<string, string>();
    for (const part of inParts(referrals.flatMap((it) => it.planId ?? []))) {
      const rows = await tx.query<{ id: string; pupilId: string }>(
        `select id, pupil_id as pupilId from plan where id in (${places(part.length)})`,
        part,
      );
      for (const { id, pupilId } of rows) plans.set(id, pupilId);
    }
    return new NamedByReferrals(staff, contacts, plans);
  }

  /** The faults of what a referral names. A pupil's plan is of the pupil's school. */
  faults({ ownerId, pupilId, leadStaffId, planId, consentBy, consentContactId }: Names): Fault[] {
    const faults = [
      ...this.staff.faults(ownerId, leadStaffId, '/leadStaffId'),
      ...this.contacts.faults(pupilId, consentContactId, '/consent/contactId'),
    ];
    if (consentContactId !== null && faults.length === 0) {
      faults.push(...this.consentFaults(consentBy, consentContactId));
    }
    if (planId === null || this.pupilsOfPlans.get(planId) === pupilId) return faults;
    const detail = 'The pupil has no plan with this id.';
    return [...faults, { pointer: '/planId', code: 'unknown-plan', detail }];
  }

  /** Consent of a parent is that of a person with parental responsibility (Children Act 1989, section 3). */
  private consentFaults(consentBy: ReferralEntity['consentBy'], contactId: string): Fault[] {
    const pointer = '/consent/contactId';
    if (consentBy !== 'parent') {
      return [{ pointer, code: 'not-a-parent', detail: 'Only a parent or carer is a contact.' }];
    }
    if (this.contacts.hasResponsibility(contactId)) return [];
    const detail = 'This contact has no parental responsibility.';
    return [{ pointer, code: 'no-parental-responsibility', detail }];
  }
}
