import { places } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import type { Transaction } from '../../database/transaction.js';
import { dosageOf } from '../../provisions/costs/planned-dosage.js';
import { ProvisionTypeEntity } from '../../provisions/provision-type.entity.js';
import { ProvisionEntity } from '../../provisions/provision.entity.js';
import { plannedDates } from '../check-dates.js';
import type { InterventionEntity } from '../intervention.entity.js';
import type { SessionBounds } from './check-session.js';

/** What sessions of an intervention are held against. */
export interface SessionPlace {
  readonly intervention: InterventionEntity;
  readonly bounds: SessionBounds;
  /** Of one planned session. */
  readonly plannedMinutes: number;
}

/** What sessions of interventions are held against, by the interventions' ids, with two queries for all. */
export async function sessionPlaces(
  tx: Transaction,
  interventions: Iterable<InterventionEntity>,
): Promise<Map<string, SessionPlace>> {
  const rows = [...interventions];
  const provisions = await rowsOf(
    tx,
    ProvisionEntity,
    rows.flatMap((it) => it.provisionId ?? []),
  );
  const kinds = await rowsOf(
    tx,
    ProvisionTypeEntity,
    rows.map((it) => it.provisionTypeId),
  );
  return new Map(
    rows.map((intervention) => {
      const provision = provisions.get(intervention.provisionId ?? '') ?? null;
      const kind = kinds.get(intervention.provisionTypeId)!;
      const { start, end } = plannedDates(intervention, provision);
      const last = [end, intervention.endedOn].filter((it) => it !== null).sort()[0] ?? null;
      return [
        intervention.id,
        {
          intervention,
          bounds: { status: intervention.status, start, end: last },
          plannedMinutes: provision ? dosageOf(provision, kind).minutes : kind.minutes,
        },
      ];
    }),
  );
}

async function rowsOf<E extends ProvisionEntity | ProvisionTypeEntity>(
  tx: Transaction,
  entity: new () => E,
  ids: readonly string[],
): Promise<Map<string, E>> {
  const found = new Map<string, E>();
  for (const part of inParts(ids)) {
    for (const row of await tx.select(entity, `where id in (${places(part.length)})`, part)) {
      found.set(row.id, row);
    }
  }
  return found;
}
