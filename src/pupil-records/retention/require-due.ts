import { DomainError } from '../../common/errors/domain-error.js';
import { today } from '../../common/instants.js';
import type { Transaction } from '../../database/transaction.js';
import type { PupilEntity } from '../../pupils/pupil.entity.js';
import { dueOfPupil } from './due-pupils.js';
import type { HeldPart } from './held-parts.js';
import type { RetentionFrame } from './read-record-facts.js';
import { readSchedules, termsOf } from './read-terms.js';
import type { RecordKind } from './record-kinds.js';

/** By which terms a kind of a pupil's record is due today. Throws `not-due` where nothing of it is. */
export async function requireDue(
  tx: Transaction,
  parts: readonly HeldPart[],
  pupil: PupilEntity,
  kind: RecordKind,
): Promise<RetentionFrame> {
  const { ownerId } = pupil;
  const frame = { ownerId, day: today(), terms: termsOf(await readSchedules(tx, ownerId)) };
  const due = await dueOfPupil(tx, parts, frame, pupil);
  if (!due.some((it) => it.kind === kind)) {
    const detail =
      kind === 'pupil-record'
        ? 'Something that is held on this pupil is not due yet, or the pupil is on roll.'
        : `Nothing of ${kind} is held on this pupil that is due, or the pupil is on roll.`;
    throw new DomainError('not-due', detail);
  }
  return frame;
}
