import { academicYearOf } from '../../common/dates.js';
import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { provisionCosts } from '../../provisions/costs/provision-costs.js';
import { placeIn, type StoredPlaceDates, toCosted } from '../../provisions/costs/read-cost-facts.js';
import type { PlacePence } from './learner-facts.js';
import type { Provided } from './read-provided.js';

interface HeldPlace extends StoredPlaceDates {
  readonly provisionId: string;
}

/**
 * What the places of some provisions cost, by intervention; nothing for places of which it is not known. A pupil's
 * share depends on who else has a place, so one query reads the places of all, whoever the batch is about.
 */
export async function readPlaceCosts(
  reader: Reader,
  ownerId: string,
  { asOf, knownVersion }: { readonly asOf: string; readonly knownVersion: number },
  { provisions, kinds }: Provided,
): Promise<ReadonlyMap<string, PlacePence>> {
  const year = academicYearOf(asOf);
  const costs = new Map<string, PlacePence>();
  const held = await readHeld(reader, ownerId, knownVersion, [...provisions.keys()]);
  for (const [id, row] of provisions) {
    // How a place ended after the day as of which pupils are seen is not known on that day.
    const own = (held.get(id) ?? []).map((it) =>
      it.endedOn !== null && it.endedOn > asOf ? { ...it, endedOn: null } : it,
    );
    const facts = {
      provision: toCosted(row, kinds.get(row.provisionTypeId)!),
      places: own.flatMap((it) => placeIn(row, it)),
      sessions: [],
    };
    for (const it of provisionCosts(facts, asOf)?.places ?? []) {
      const ofYear = it.annualised.find(({ academicYear }) => academicYear === year);
      costs.set(it.interventionId, { plannedPence: it.plannedPence, yearPence: ofYear?.pence ?? 0 });
    }
  }
  return costs;
}

/** Places that are or were agreed, by provision, in the order of their ids. */
async function readHeld(
  reader: Reader,
  ownerId: string,
  version: number,
  ids: readonly string[],
): Promise<Map<string, HeldPlace[]>> {
  const found: HeldPlace[] = [];
  for (const part of inParts(ids)) {
    const select = `select id, pupil_id as pupilId, provision_id as provisionId, start_date as startDate,
      end_date as endDate, ended_on as endedOn`;
    const where = `owner_id = ? and provision_id in (${places(part.length)}) and since_version <= ?
      and status in ('agreed', 'active', 'reviewed', 'closed')`;
    const params = [ownerId, ...part, version];
    const rows = await reader.query<HeldPlace>(
      `${select} from intervention where ${where}
       union all ${select} from intervention_history where ${where} and until_version > ?`,
      [...params, ...params, version],
    );
    found.push(...rows);
  }
  return Map.groupBy(
    found.sort((a, b) => (a.id < b.id ? -1 : 1)),
    (it) => it.provisionId,
  );
}
