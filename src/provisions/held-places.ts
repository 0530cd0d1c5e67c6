import { DomainError } from '../common/errors/domain-error.js';
import type { Transaction } from '../database/transaction.js';
import { overfullDay, type Place } from './capacity.js';
import type { ProvisionEntity } from './provision.entity.js';

/** A place as it is stored: without dates of its own it lasts as long as its provision. */
export interface StoredPlace {
  readonly id: string;
  readonly startDate: string | null;
  readonly endDate: string | null;
}

/**
 * Refuses with `conflict` where a provision would hold more places on a day than it has. The caller holds the
 * provision's row, so that two who ask at once are asked one after the other. `asked` is a place to be taken or
 * changed; its stored row is left out of the count. `pending` are places that the same transaction gives before,
 * which are not stored yet.
 */
export async function checkCapacity(
  tx: Transaction,
  provision: ProvisionEntity,
  asked: StoredPlace | null,
  pending: readonly StoredPlace[] = [],
): Promise<void> {
  const stored = await readPlaces(tx, provision);
  const fresh = new Set(pending.map((it) => it.id));
  const others = stored.filter((it) => !fresh.has(it.id)).concat(pending);
  const places = others.filter((it) => it.id !== asked?.id).concat(asked ?? []);
  const full = overfullDay(
    places.map((it) => placeIn(provision, it)),
    provision.capacity,
  );
  if (full) {
    throw new DomainError(
      'conflict',
      `The provision has ${provision.capacity} places; on ${full.date} there would be ${full.places} pupils in it.`,
    );
  }
}

/** Refuses with `conflict` where a place that is held lies outside the provision's dates. */
export async function checkPlacesWithin(tx: Transaction, provision: ProvisionEntity): Promise<void> {
  const outside = (await readPlaces(tx, provision)).filter((it) => {
    const { start, end } = placeIn(provision, it);
    return start < provision.startDate || end > provision.endDate || end < start;
  });
  if (outside.length > 0) {
    throw new DomainError(
      'conflict',
      `${outside.length} agreed or active interventions have dates outside the provision’s new dates.`,
    );
  }
}

/** Agreed and active places. The table is a later domain's, so it is read by its name. */
function readPlaces(tx: Transaction, { ownerId, id }: ProvisionEntity): Promise<StoredPlace[]> {
  return tx.query<StoredPlace>(
    `select id, start_date as startDate, end_date as endDate from intervention
      where owner_id = ? and provision_id = ? and status in ('agreed', 'active')`,
    [ownerId, id],
  );
}

function placeIn(provision: ProvisionEntity, { startDate, endDate }: StoredPlace): Place {
  return { start: startDate ?? provision.startDate, end: endDate ?? provision.endDate };
}
