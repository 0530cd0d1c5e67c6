import type { Transaction } from '../../database/transaction.js';
import type { InterventionEntity } from '../intervention.entity.js';
import type { InterventionStatus } from '../lifecycle.js';
import { InterventionTransitionEntity } from './intervention-transition.entity.js';

/** Who took a step, when and why. */
export interface StepBy {
  readonly reason: string;
  /** Null where a program proposed. */
  readonly staffId: string | null;
  readonly decidedAt: string;
}

/** Adds the step by which an intervention came to its status, in the transaction that takes it. */
export function recordStep(
  tx: Transaction,
  { ownerId, pupilId, id, status }: InterventionEntity,
  from: InterventionStatus | null,
  by: StepBy,
): void {
  tx.insert(InterventionTransitionEntity, {
    ownerId,
    pupilId,
    interventionId: id,
    fromStatus: from,
    toStatus: status,
    ...by,
  });
}
