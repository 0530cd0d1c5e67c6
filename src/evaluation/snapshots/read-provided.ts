import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { codecFor } from '../../database/row-codec.js';
import type { Dosage } from '../../provisions/costs/planned-dosage.js';
import { ProvisionEntity } from '../../provisions/provision.entity.js';
import type { InterventionRow } from './snapshot-rows.js';

/** What an intervention says of its provision. */
export type ProvidedRow = Pick<InterventionRow, 'provision_id' | 'provision_type_id'>;

/** The provisions that interventions are in, as known at a version, and what their kinds plan. */
export interface Provided {
  /** By id. */
  readonly provisions: ReadonlyMap<string, ProvisionEntity>;
  /** By the id of the kind's version. */
  readonly kinds: ReadonlyMap<string, Dosage>;
}

/** Reads what the interventions of a batch share: one query for their provisions, one for the kinds of these. */
export async function readProvided(
  reader: Reader,
  ownerId: string,
  version: number,
  interventions: readonly ProvidedRow[],
): Promise<Provided> {
  const provisions = await readProvisions(reader, ownerId, version, interventions);
  const kinds = await readKinds(reader, [
    ...interventions.map((it) => it.provision_type_id),
    ...[...provisions.values()].map((it) => it.provisionTypeId),
  ]);
  return { provisions, kinds };
}

async function readProvisions(
  reader: Reader,
  ownerId: string,
  version: number,
  interventions: readonly ProvidedRow[],
): Promise<Map<string, ProvisionEntity>> {
  const found = new Map<string, ProvisionEntity>();
  const codec = codecFor(ProvisionEntity);
  for (const part of inParts(interventions.flatMap((it) => it.provision_id ?? []))) {
    const select = `select ${codec.selectList} from`;
    const where = `owner_id = ? and id in (${places(part.length)}) and since_version <= ?`;
    const params = [ownerId, ...part, version];
    const rows = await reader.query(
      `${select} provision where ${where}
       union all ${select} provision_history where ${where} and until_version > ?`,
      [...params, ...params, version],
    );
    for (const row of codec.decode(rows)) found.set(row.id, row);
  }
  return found;
}

/** A version of a kind never changes. */
async function readKinds(reader: Reader, ids: readonly string[]): Promise<Map<string, Dosage>> {
  const found = new Map<string, Dosage>();
  for (const part of inParts(ids)) {
    const rows = await reader.query<Dosage & { id: string }>(
      `select id, weeks, sessions_per_week as sessionsPerWeek, minutes
         from provision_type where id in (${places(part.length)})`,
      part,
    );
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}
