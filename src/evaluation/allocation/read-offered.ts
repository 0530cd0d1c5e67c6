import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { provisionsBetween, readCostFacts } from '../../provisions/costs/read-cost-facts.js';
import type { ProvisionEntity } from '../../provisions/provision.entity.js';
import type { OfferedGroup } from './assign-places.js';
import { commonDays, type Days, freePlaces, placePence } from './offered-places.js';

/** What groups are read for: the days that places are wanted on, and who pays; null where nobody is named. */
export interface OfferFrame {
  readonly ownerId: string;
  readonly days: Days;
  readonly fundingSourceId: string | null;
  /** The day as of which costs are read. */
  readonly asOf: string;
}

/** The groups of a school that run on some of the days, each with its free places and what one of them costs. */
export async function readOffered(
  reader: Reader,
  { ownerId, days, fundingSourceId, asOf }: OfferFrame,
): Promise<OfferedGroup[]> {
  const provisions = await provisionsBetween(reader, ownerId, days.from, days.to, null);
  const [facts, held, keys] = await Promise.all([
    readCostFacts(reader, ownerId, provisions, asOf),
    readHeld(reader, ownerId, provisions),
    readKeys(reader, provisions),
  ]);
  return provisions.map((row, i): OfferedGroup => {
    const own = { from: row.startDate, to: row.endDate };
    const within = commonDays(days, own)!;
    const taken = (held.get(row.id) ?? []).map((it) => ({
      from: it.startDate ?? row.startDate,
      to: it.endDate ?? row.endDate,
    }));
    return {
      id: row.id,
      provisionType: keys.get(row.provisionTypeId)!,
      subject: row.subject,
      ...within,
      free: freePlaces(row.capacity, taken, within),
      pence: placePence(facts[i]!.provision, row.capacity, within, fundingSourceId),
    };
  });
}

/** What the places that are or were agreed cost a funding source on some days. */
export async function readCommitted(
  reader: Reader,
  { ownerId, days, fundingSourceId, asOf }: OfferFrame,
): Promise<number> {
  const provisions = await provisionsBetween(reader, ownerId, days.from, days.to, null);
  const capacities = new Map(provisions.map((it) => [it.id, it.capacity]));
  const facts = await readCostFacts(reader, ownerId, provisions, asOf);
  let pence = 0;
  for (const { provision, places: held } of facts) {
    // What nothing is said of who pays is nobody's commitment yet.
    if (!provision.funding?.some((it) => it.fundingSourceId === fundingSourceId)) continue;
    for (const { start, end } of held) {
      const on = commonDays(days, { from: start, to: end });
      if (on) pence += placePence(provision, capacities.get(provision.id)!, on, fundingSourceId) ?? 0;
    }
  }
  return pence;
}

interface Held {
  readonly provisionId: string;
  readonly startDate: string | null;
  readonly endDate: string | null;
}

/** Places that are held (definitions, Capacity), by group. */
async function readHeld(
  reader: Reader,
  ownerId: string,
  provisions: readonly ProvisionEntity[],
): Promise<Map<string, Held[]>> {
  const found: Held[] = [];
  for (const part of inParts(provisions.map((it) => it.id))) {
    const rows = await reader.query<Held>(
      `select provision_id as provisionId, start_date as startDate, end_date as endDate from intervention
        where owner_id = ? and provision_id in (${places(part.length)}) and status in ('agreed', 'active')`,
      [ownerId, ...part],
    );
    found.push(...rows);
  }
  return Map.groupBy(found, (it) => it.provisionId);
}

/** Keys of kinds by the ids of their versions. */
async function readKeys(
  reader: Reader,
  provisions: readonly ProvisionEntity[],
): Promise<Map<string, string>> {
  const keys = new Map<string, string>();
  for (const part of inParts(provisions.map((it) => it.provisionTypeId))) {
    const rows = await reader.query<{ id: string; typeKey: string }>(
      `select id, type_key as typeKey from provision_type where id in (${places(part.length)})`,
      part,
    );
    for (const it of rows) keys.set(it.id, it.typeKey);
  }
  return keys;
}
