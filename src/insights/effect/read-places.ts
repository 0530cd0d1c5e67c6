import type { RequestContext } from '../../auth/request-context.js';
import { type Database, places as placesFor } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { plannedFor } from '../../interventions/dosage/dosage.js';
import { InterventionEntity } from '../../interventions/intervention.entity.js';
import { expectedChange } from '../../interventions/measures/expected-change.js';
import { InterventionSessionEntity } from '../../interventions/sessions/intervention-session.entity.js';
import type { CostFacts } from '../../provisions/costs/cost-facts.js';
import type { PlaceCosts } from '../../provisions/costs/provision-costs.js';
import { provisionCosts } from '../../provisions/costs/provision-costs.js';
import { readCostFacts } from '../../provisions/costs/read-cost-facts.js';
import { ProvisionEntity } from '../../provisions/provision.entity.js';
import { TargetEntity } from '../../targets/target.entity.js';
import { type KnownState, knownSource } from '../cohort/known-source.js';
import { readFrameworks } from '../releases/read-cells.js';
import type { MeasuredPlace } from './gains.js';

/** A place with what it is told apart by. */
export interface KindOfPlace extends MeasuredPlace {
  readonly provisionType: string;
  readonly frameworkId: string;
  readonly framework: string;
  readonly frameworkVersion: number;
}

/** Places that have been taken up and have an entry measure in a framework, as of the state's day. */
export async function readPlaces(
  database: Database,
  { knownAt }: RequestContext,
  state: KnownState,
): Promise<KindOfPlace[]> {
  const { ownerId, date } = state;
  const [interventions, minutes, provisions] = await Promise.all([
    database.selectKnownAt(
      InterventionEntity,
      knownAt,
      `owner_id = ? and status in ('active', 'reviewed', 'closed') and measure_framework_id is not null
        and entry_measure is not null and entry_date <= ?`,
      [ownerId, date],
    ),
    readMinutes(database, state),
    database.selectKnownAt(ProvisionEntity, knownAt, 'owner_id = ?', [ownerId]),
  ]);
  const wanted = new Set(interventions.map((it) => it.provisionId));
  const [facts, frameworks, targets] = await Promise.all([
    readCostFacts(
      database,
      ownerId,
      provisions.filter((it) => wanted.has(it.id)),
      date,
      knownAt,
    ),
    readFrameworks(
      database,
      interventions.map((it) => it.measureFrameworkId!),
    ),
    readTargets(
      database,
      ownerId,
      interventions.filter((it) => exitMeasure(it, date) !== null).map((it) => it.pupilId),
      knownAt,
    ),
  ]);
  const running = new Map(facts.map(({ provision }) => [provision.id, provision]));
  const costs = new Map(
    facts.flatMap((it): [string, PlaceCosts][] =>
      (provisionCosts(it, date)?.places ?? []).map((place) => [place.interventionId, place]),
    ),
  );
  const ofPupils = Map.groupBy(targets, (it) => it.pupilId);
  return interventions.map((it): KindOfPlace => {
    const framework = frameworks.get(it.measureFrameworkId!)!;
    const exit = exitMeasure(it, date);
    const plan = plannedMinutes(it, running.get(it.provisionId ?? ''));
    const received = minutes.get(it.id);
    return {
      provisionType: it.provisionTypeKey,
      frameworkId: framework.id,
      framework: framework.frameworkKey,
      frameworkVersion: framework.frameworkVersion,
      direction: framework.direction,
      entry: it.entryMeasure!,
      exit,
      expectedChange: exit === null ? null : expectedChange(it, ofPupils.get(it.pupilId) ?? []),
      dosage: received === undefined || plan === 0 ? null : received / plan,
      costPence: costs.get(it.id)?.toDatePence ?? null,
    };
  });
}

/** Null: not measured at the end by the day. */
function exitMeasure({ exitDate, exitMeasure: exit }: InterventionEntity, date: string): number | null {
  return exitDate !== null && exitDate <= date ? exit : null;
}

/** The targets that some pupils had: a school has tens of times as many as the pupils in its provision. */
async function readTargets(
  database: Database,
  ownerId: string,
  pupilIds: readonly string[],
  knownAt: string | null,
): Promise<TargetEntity[]> {
  const found: TargetEntity[] = [];
  for (const part of inParts(pupilIds)) {
    const where = `owner_id = ? and pupil_id in (${placesFor(part.length)})
      and status in ('agreed', 'active', 'met', 'missed')`;
    found.push(...(await database.selectKnownAt(TargetEntity, knownAt, where, [ownerId, ...part])));
  }
  return found;
}

/** Minutes planned for a place: the part of its provision that falls in the pupil's own days. */
function plannedMinutes(place: InterventionEntity, provision: CostFacts['provision'] | undefined): number {
  if (!provision) return 0;
  const { startDate, endDate, plannedSessions, sessionMinutes } = provision;
  return plannedFor({
    minutes: plannedSessions * sessionMinutes,
    provision: { start: startDate, end: endDate },
    place: { start: place.startDate ?? startDate, end: place.endDate ?? endDate },
  });
}

/** Minutes that each place received; only of places with sessions. */
async function readMinutes(database: Database, state: KnownState): Promise<Map<string, number>> {
  const sessions = knownSource(InterventionSessionEntity, state);
  const rows = await database.query<{ id: string; minutes: number | string }>(
    `select s.intervention_id as id, sum(case when s.attended = 1 then s.minutes else 0 end) as minutes
       from ${sessions.sql} s where s.date <= ? group by s.intervention_id`,
    [...sessions.params, state.date],
  );
  return new Map(rows.map((it) => [it.id, Number(it.minutes)]));
}
