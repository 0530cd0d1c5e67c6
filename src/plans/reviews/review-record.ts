import type { OutcomeResult, ParticipantRole } from '../plan-words.js';

/** Somebody who was invited to a review, with the answer and whether they came. */
export interface Invitation {
  readonly role: ParticipantRole;
  readonly name: string;
  readonly contactId: string | null;
  readonly staffId: string | null;
  readonly invitedOn: string | null;
  /** Null until they answer. */
  readonly answer: 'accepted' | 'declined' | null;
  /** Null until the meeting. */
  readonly attended: boolean | null;
}

/** How far one outcome of the plan was reached. */
export interface ReviewedOutcome {
  readonly outcomeId: string;
  readonly result: OutcomeResult;
  readonly achieved: string | null;
  readonly comment: string | null;
}

/** The intervention that a next step opens when the review is signed. */
export interface StepIntervention {
  readonly provisionTypeKey: string;
  readonly subject: string | null;
  readonly startDate: string | null;
  readonly endDate: string | null;
}

/** What is to be done after a review, by whom and when. */
export interface NextStep {
  readonly what: string;
  readonly who: string | null;
  readonly byDate: string | null;
  readonly intervention: StepIntervention | null;
  /** Set when the review is signed. */
  readonly interventionId: string | null;
}
