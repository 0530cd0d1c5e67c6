import { type Fault, invalid } from '../common/errors/domain-error.js';
import type { Transaction } from '../database/transaction.js';
import { subjectFault } from '../schools/subjects/subject-fault.js';

/** What an intervention names besides its pupil and provision. */
export interface NamedFacts {
  readonly subject: string | null;
  readonly targetId: string | null;
  readonly deciderStaffId: string | null;
}

/** Refuses with every fault of what an intervention names: a subject, a target of the pupil, staff of the school. */
export async function checkNames(
  tx: Transaction,
  pupil: { readonly ownerId: string; readonly id: string },
  { subject, targetId, deciderStaffId }: NamedFacts,
): Promise<void> {
  const faults: Fault[] = [];
  const unknown = await subjectFault(tx, pupil.ownerId, subject);
  if (unknown) faults.push(unknown);
  if (targetId !== null) {
    const where = 'select 1 from target where owner_id = ? and pupil_id = ? and id = ?';
    if ((await tx.query(where, [pupil.ownerId, pupil.id, targetId])).length === 0) {
      faults.push({
        pointer: '/targetId',
        code: 'unknown-target',
        detail: 'The pupil has no target with this id.',
      });
    }
  }
  if (deciderStaffId !== null) {
    const where = 'select 1 from staff where owner_id = ? and id = ?';
    if ((await tx.query(where, [pupil.ownerId, deciderStaffId])).length === 0) {
      faults.push({
        pointer: '/deciderStaffId',
        code: 'unknown-staff',
        detail: 'No member of staff with this id is known at the pupil’s school.',
      });
    }
  }
  if (faults.length > 0) throw invalid(...faults);
}
