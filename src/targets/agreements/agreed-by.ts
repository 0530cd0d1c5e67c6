import type { AgreementEntity, AgreementParty } from './agreement.entity.js';

/** The day since which each party agrees; null for one that does not. */
export type AgreedBy = Record<AgreementParty, string | null>;

type Said = Pick<AgreementEntity, 'party' | 'view' | 'date' | 'withdrawnOn' | 'id'>;

/**
 * Who agrees to a target. The latest that a party said counts, of several on a day the one recorded last (ids rise with
 * time); what was taken back counts no more, and then what was said before does not come back.
 */
export function agreedBy(agreements: readonly Said[]): AgreedBy {
  const agreed: AgreedBy = { pupil: null, parent: null, staff: null };
  const inOrder = agreements.toSorted((a, b) => (`${a.date} ${a.id}` < `${b.date} ${b.id}` ? -1 : 1));
  for (const { party, view, date, withdrawnOn } of inOrder) {
    agreed[party] = view === 'agrees' && withdrawnOn === null ? date : null;
  }
  return agreed;
}

/** Whether anybody agrees. */
export function isAgreed(agreements: readonly Said[]): boolean {
  return Object.values(agreedBy(agreements)).some((date) => date !== null);
}
