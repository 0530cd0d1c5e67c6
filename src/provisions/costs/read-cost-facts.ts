import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { ProvisionEntity } from '../provision.entity.js';
import type { CostedPlace, CostedProvision, CostFacts, HeldSession } from './cost-facts.js';
import { type Dosage, dosageOf, plannedSessions } from './planned-dosage.js';
import { rateOf } from './provision-rate.js';

/**
 * What the costs of provisions are calculated from, with three queries for each 500 of them, as known at an instant
 * or, where that is null, now. Places and sessions are a later domain's, so they are read by the names of their
 * tables. `asOf` leaves later sessions out.
 */
export async function readCostFacts(
  reader: Reader,
  ownerId: string,
  provisions: readonly ProvisionEntity[],
  asOf: string,
  knownAt: string | null = null,
): Promise<CostFacts[]> {
  const facts: CostFacts[] = [];
  for (const part of inParts(provisions)) {
    const ids = part.map((it) => it.id);
    const [kinds, held, sessions] = await Promise.all([
      readDosages(reader, part),
      readPlaces(reader, ownerId, ids, knownAt),
      readSessions(reader, ownerId, ids, asOf, knownAt),
    ]);
    for (const row of part) {
      facts.push({
        provision: toCosted(row, kinds.get(row.provisionTypeId)!),
        places: (held.get(row.id) ?? []).flatMap((it) => placeIn(row, it)),
        sessions: sessions.get(row.id) ?? [],
      });
    }
  }
  return facts;
}

/** All provisions of a school whose dates meet a span, as known at an instant or now, for `readCostFacts`. */
export async function provisionsBetween(
  reader: Reader,
  ownerId: string,
  from: string,
  to: string,
  knownAt: string | null,
): Promise<ProvisionEntity[]> {
  const where = 'owner_id = ? and start_date <= ? and end_date >= ?';
  const rows = await reader.selectKnownAt(ProvisionEntity, knownAt, where, [ownerId, to, from]);
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** A provision as its costs are calculated. */
export function toCosted(row: ProvisionEntity, kind: Dosage): CostedProvision {
  const dosage = dosageOf(row, kind);
  return {
    id: row.id,
    startDate: row.startDate,
    endDate: row.endDate,
    plannedSessions: plannedSessions(dosage),
    sessionMinutes: dosage.minutes,
    rate: rateOf(row),
    fixedPence: row.fixedPence,
    resourcesPence: row.resources?.reduce((a, it) => a + it.pence, 0) ?? null,
    funding: row.funding,
  };
}

async function readDosages(
  reader: Reader,
  provisions: readonly ProvisionEntity[],
): Promise<Map<string, Dosage>> {
  const ids = [...new Set(provisions.map((it) => it.provisionTypeId))];
  const rows = await reader.query<Dosage & { id: string }>(
    `select id, weeks, sessions_per_week as sessionsPerWeek, minutes
       from provision_type where id in (${places(ids.length)})`,
    ids,
  );
  return new Map(rows.map((it) => [it.id, it]));
}

/** A pupil's place as it is stored. A date that is null is the provision's. */
export interface StoredPlaceDates {
  readonly id: string;
  readonly pupilId: string;
  readonly startDate: string | null;
  readonly endDate: string | null;
  /** The last day on which the pupil had it. */
  readonly endedOn: string | null;
}

interface StoredPlace extends StoredPlaceDates {
  readonly provisionId: string;
}

/** Whoever was agreed to have a place had it on the days of the intervention, also when it is over since. */
async function readPlaces(
  reader: Reader,
  ownerId: string,
  ids: readonly string[],
  knownAt: string | null,
): Promise<Map<string, StoredPlace[]>> {
  const rows = await reader.queryKnownAt<StoredPlace>(
    'intervention',
    `id, pupil_id as pupilId, provision_id as provisionId, start_date as startDate, end_date as endDate,
      ended_on as endedOn`,
    knownAt,
    `owner_id = ? and provision_id in (${places(ids.length)})
      and status in ('agreed', 'active', 'reviewed', 'closed')`,
    [ownerId, ...ids],
  );
  return Map.groupBy(
    rows.sort((a, b) => (a.id < b.id ? -1 : 1)),
    (it) => it.provisionId,
  );
}

/** The days of a place that are the provision's too; none where it ended before it began. */
export function placeIn(provision: ProvisionEntity, place: StoredPlaceDates): CostedPlace[] {
  const start = later(place.startDate ?? provision.startDate, provision.startDate);
  const planned = earlier(place.endDate ?? provision.endDate, provision.endDate);
  const end = earlier(place.endedOn ?? planned, planned);
  return end < start ? [] : [{ interventionId: place.id, pupilId: place.pupilId, start, end }];
}

interface StoredSession {
  readonly provisionId: string;
  readonly date: string;
  readonly startTime: string;
  readonly minutes: number;
}

/** Sessions of groups: what pupils had of one date and time was one session, as long as the longest says. */
async function readSessions(
  reader: Reader,
  ownerId: string,
  ids: readonly string[],
  asOf: string,
  knownAt: string | null,
): Promise<Map<string, HeldSession[]>> {
  const rows = await reader.queryKnownAt<StoredSession>(
    'intervention_session',
    'provision_id as provisionId, date, start_time as startTime, length_minutes as minutes',
    knownAt,
    `owner_id = ? and provision_id in (${places(ids.length)}) and date <= ?
      and (absence_reason is null or absence_reason <> 'not-held')`,
    [ownerId, ...ids, asOf],
  );
  const ofGroups = new Map<string, StoredSession>();
  for (const row of rows) {
    const key = `${row.provisionId} ${row.date} ${row.startTime}`;
    const before = ofGroups.get(key);
    if (!before || before.minutes < row.minutes) ofGroups.set(key, row);
  }
  return Map.groupBy(ofGroups.values(), (it) => it.provisionId);
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
