import type { Reader } from '../../database/database.js';
import { dosageReceived } from '../../interventions/dosage/dosage.js';
import { dosagePlan } from '../../interventions/dosage/dosage-plan.js';
import { knownRows, type PupilSpan } from './known-rows.js';
import type { Provided } from './read-provided.js';
import { type InterventionRow, SESSION_COLUMNS, type SessionRow } from './snapshot-rows.js';

/** What the dosage of an intervention is planned by. */
export type DosedRow = Pick<
  InterventionRow,
  'id' | 'start_date' | 'end_date' | 'provision_id' | 'provision_type_id'
>;

/** As of when, and as known when. */
interface DosageFrame {
  readonly asOf: string;
  readonly knownVersion: number;
}

/**
 * Minutes received ÷ minutes planned of the interventions of a batch, by intervention; nothing for those of which no
 * session was recorded. One query where there are interventions.
 */
export async function readDosages(
  reader: Reader,
  span: PupilSpan,
  { asOf, knownVersion }: DosageFrame,
  interventions: readonly DosedRow[],
  { provisions, kinds }: Provided,
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
