import { places, type Reader } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { dosageReceived } from '../../interventions/dosage/dosage.js';
import { dosagePlan } from '../../interventions/dosage/dosage-plan.js';
import type { Dosage, OwnDosage } from '../../provisions/costs/planned-dosage.js';
import { knownRows, type PupilSpan } from './known-rows.js';
import { type InterventionRow, SESSION_COLUMNS, type SessionRow } from './snapshot-rows.js';

/** As of when, and as known when. */
interface DosageFrame {
  readonly asOf: string;
  readonly knownVersion: number;
}

/**
 * Minutes received ÷ minutes planned of the interventions of a batch, by intervention; nothing for those of which no
 * session was recorded. One query where there are interventions, and two more where there are sessions.
 */
export async function readDosages(
  reader: Reader,
  span: PupilSpan,
  { asOf, knownVersion }: DosageFrame,
  interventions: readonly InterventionRow[],
): Promise<ReadonlyMap<string, number>> {
  const shares = new Map<string, number>();
  if (interventions.length === 0) return shares;
  const sessions = await knownRows<SessionRow>(
    reader,
    'intervention_session',
    SESSION_COLUMNS,
    span,
    knownVersion,
    { sql: 'date <= ?', params: [asOf] },
  );
  const byIntervention = Map.groupBy(sessions, (it) => it.intervention_id);
  const begun = interventions.filter((it) => byIntervention.has(it.id));
  const [provisions, kinds] = await Promise.all([
    readProvisions(reader, span.ownerId, knownVersion, begun),
    readKinds(reader, begun),
  ]);
  for (const row of begun) {
    const dates = { startDate: row.start_date, endDate: row.end_date };
    const provision = provisions.get(row.provision_id ?? '') ?? null;
    const plan = dosagePlan(dates, provision, kinds.get(row.provision_type_id)!);
    const received = byIntervention.get(row.id)!.map((it) => ({
      date: it.date,
      minutes: it.minutes,
      attended: Boolean(it.attended),
      absenceReason: it.absence_reason,
    }));
    const { share } = dosageReceived(plan, received, asOf);
    if (share !== null) shares.set(row.id, share);
  }
  return shares;
}

async function readProvisions(
  reader: Reader,
  ownerId: string,
  version: number,
  interventions: readonly InterventionRow[],
): Promise<Map<string, OwnDosage>> {
  const found = new Map<string, OwnDosage>();
  for (const part of inParts(interventions.flatMap((it) => it.provision_id ?? []))) {
    const select = `select id, start_date as startDate, end_date as endDate, weeks,
      sessions_per_week as sessionsPerWeek, session_minutes as sessionMinutes`;
    const where = `owner_id = ? and id in (${places(part.length)}) and since_version <= ?`;
    const params = [ownerId, ...part, version];
    const rows = await reader.query<OwnDosage & { id: string }>(
      `${select} from provision where ${where}
       union all ${select} from provision_history where ${where} and until_version > ?`,
      [...params, ...params, version],
    );
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}

/** A version of a kind never changes. */
async function readKinds(
  reader: Reader,
  interventions: readonly InterventionRow[],
): Promise<Map<string, Dosage>> {
  const found = new Map<string, Dosage>();
  for (const part of inParts(interventions.map((it) => it.provision_type_id))) {
    const rows = await reader.query<Dosage & { id: string }>(
      `select id, weeks, sessions_per_week as sessionsPerWeek, minutes
         from provision_type where id in (${places(part.length)})`,
      part,
    );
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}
