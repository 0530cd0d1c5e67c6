import type { Fault } from '../common/errors/domain-error.js';
import type { ReferralService, ReferralStatus } from './referral-words.js';

/** What is checked of a referral as it will be. */
export interface CheckedReferral {
  readonly service: ReferralService;
  readonly status: ReferralStatus;
  readonly leadStaffId: string | null;
  readonly consentOn: string | null;
  readonly consentWithdrawnOn: string | null;
  readonly withoutConsentReason: string | null;
  readonly sentOn: string | null;
  readonly answeredOn: string | null;
  readonly activeFrom: string | null;
  readonly closedOn: string | null;
  readonly outcome: string | null;
}

/** The dates of a referral's life in their order, with the statuses in which each is known. */
const STEPS = [
  {
    member: 'sentOn',
    needed: ['sent', 'accepted', 'declined', 'active', 'closed'],
    allowed: ['sent', 'accepted', 'declined', 'active', 'closed'],
  },
  {
    member: 'answeredOn',
    needed: ['accepted', 'declined', 'active'],
    allowed: ['accepted', 'declined', 'active', 'closed'],
  },
  { member: 'activeFrom', needed: ['active'], allowed: ['active', 'closed'] },
  { member: 'closedOn', needed: ['closed'], allowed: ['closed'] },
] as const satisfies readonly {
  member: keyof CheckedReferral;
  needed: readonly ReferralStatus[];
  allowed: readonly ReferralStatus[];
}[];

/** The faults of a referral in itself. */
export function referralFaults(referral: CheckedReferral, today: string): Fault[] {
  return [...dateFaults(referral, today), ...consentFaults(referral, today), ...personFaults(referral)];
}

function dateFaults(referral: CheckedReferral, today: string): Fault[] {
  const { status } = referral;
  const faults: Fault[] = [];
  let before: string | null = null;
  for (const { member, needed, allowed } of STEPS) {
    const date = referral[member];
    const pointer = `/${member}`;
    if (date === null) {
      if (among(needed, status))
        faults.push(fault(pointer, 'missing', `A referral that is ${status} has this date.`));
      continue;
    }
    if (!among(allowed, status)) {
      faults.push(fault(pointer, 'not-yet', `A referral that is ${status} has no such date.`));
    }
    if (date > today) faults.push(fault(pointer, 'in-future', 'The day is yet to come.'));
    if (before !== null && date < before) {
      faults.push(fault(pointer, 'out-of-order', `The step before was on ${before}.`));
    }
    before = date;
  }
  return faults;
}

/**
 * Consent comes before anything is shared. Social care alone may be told without it, where asking would put the child
 * at risk (Working Together to Safeguard Children; the reason is kept).
 */
function consentFaults(referral: CheckedReferral, today: string): Fault[] {
  const { service, status, consentOn, consentWithdrawnOn, withoutConsentReason, sentOn } = referral;
  const faults: Fault[] = [];
  if (withoutConsentReason !== null && service !== 'social-care') {
    const detail = 'Only social care is told without consent.';
    faults.push(fault('/withoutConsentReason', 'consent-needed', detail));
  }
  if (consentOn !== null && consentOn > today) {
    faults.push(fault('/consent/givenOn', 'in-future', 'The day is yet to come.'));
  }
  if (status === 'draft') return faults;
  if (consentOn === null && withoutConsentReason === null) {
    faults.push(fault('/consent', 'missing', 'Consent is given before a referral is sent.'));
  }
  if (consentOn !== null && sentOn !== null && consentOn > sentOn) {
    faults.push(fault('/consent/givenOn', 'after-sent', 'Consent is given before a referral is sent.'));
  }
  if (consentWithdrawnOn !== null && status !== 'closed' && status !== 'declined') {
    faults.push(fault('/consent', 'withdrawn', `Consent was withdrawn on ${consentWithdrawnOn}.`));
  }
  return faults;
}

function personFaults({ status, leadStaffId, outcome }: CheckedReferral): Fault[] {
  const faults: Fault[] = [];
  if (status !== 'draft' && leadStaffId === null) {
    const detail = 'A referral that is sent names its lead professional at the school.';
    faults.push(fault('/leadStaffId', 'missing', detail));
  }
  if (status === 'closed' && outcome === null) {
    faults.push(fault('/outcome', 'missing', 'Say what came of the referral.'));
  }
  return faults;
}

function among(statuses: readonly ReferralStatus[], status: ReferralStatus): boolean {
  return statuses.includes(status);
}

function fault(pointer: string, code: string, detail: string): Fault {
  return { pointer, code, detail };
}
