import { DomainError } from '../../common/errors/domain-error.js';
import { today } from '../../common/instants.js';
import type { Reader } from '../../database/database.js';
import type { PupilEntity } from '../../pupils/pupil.entity.js';
import { heldPupils } from '../holds/held-pupils.js';

/** Throws `conflict` while a legal hold is on the pupil. */
export async function refuseHeld(reader: Reader, { ownerId, id }: PupilEntity): Promise<void> {
  const hold = (await heldPupils(reader, ownerId, today(), id)).get(id);
  if (hold) throw new DomainError('conflict', `A legal hold (${hold}) keeps this record; lift it first.`);
}

/** A run writes down what it found of each pupil, and counts them, until it has ended. */
export async function refuseRunning(reader: Reader, ownerId: string): Promise<void> {
  const running = await reader.query(
    "select 1 from evaluation where owner_id = ? and status = 'running' limit 1",
    [ownerId],
  );
  if (running.length > 0) {
    throw new DomainError('run-active', 'A run is under way at the school; erase when it has ended.');
  }
}
