import { DomainError } from '../../common/errors/domain-error.js';
import type { Transaction } from '../../database/transaction.js';
import type { ProvisionEntity } from '../../provisions/provision.entity.js';
import { plannedDates } from '../check-dates.js';
import type { InterventionEntity } from '../intervention.entity.js';

/** Refuses with `conflict` where sessions that were recorded would lie outside the intervention's dates. */
export async function checkSessionsWithin(
  tx: Transaction,
  row: Pick<InterventionEntity, 'ownerId' | 'pupilId' | 'id' | 'startDate' | 'endDate' | 'endedOn'>,
  provision: ProvisionEntity | null,
): Promise<void> {
  const { start, end } = plannedDates(row, provision);
  const last = [end, row.endedOn].filter((it) => it !== null).sort()[0] ?? null;
  const found = await tx.query<{ first: string | null; last: string | null }>(
    `select min(date) as first, max(date) as last from intervention_session
      where owner_id = ? and pupil_id = ? and intervention_id = ?`,
    [row.ownerId, row.pupilId, row.id],
  );
  const held = found[0]!;
  if (held.first === null || held.last === null) return;
  if ((start !== null && held.first < start) || (last !== null && held.last > last)) {
    throw new DomainError(
      'conflict',
      `Sessions from ${held.first} to ${held.last} were recorded; they would lie outside the intervention.`,
    );
  }
}
