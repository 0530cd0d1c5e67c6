import type { InterventionTransitionEntity } from './intervention-transition.entity.js';

/** A step that was taken in the life of an intervention. */
export class InterventionTransitionView {
  id!: string;
  interventionId!: string;
  /** Null where the intervention began with this step. @example 'proposed' */
  from!: string | null;
  /** @example 'agreed' */
  to!: string;
  /** @example 'Agreed at the pupil progress meeting' */
  reason!: string;
  /** The named person; null where a program proposed. */
  staffId!: string | null;
  /** When the person took it. */
  decidedAt!: string;
  /** When it was recorded. */
  recordedAt!: string;
}

export function toInterventionTransitionView(row: InterventionTransitionEntity): InterventionTransitionView {
  const { id, interventionId, fromStatus, toStatus, reason, staffId, decidedAt, recordedAt } = row;
  return { id, interventionId, from: fromStatus, to: toStatus, reason, staffId, decidedAt, recordedAt };
}
