import type { Reader } from '../../database/database.js';
import { InterventionEntity } from '../../interventions/intervention.entity.js';
import { PlanEntity } from '../../plans/plan.entity.js';
import { FEATURES } from '../../provisions/provision-words.js';
import { type KnownState, knownSource } from '../cohort/known-source.js';
import type { CutTable } from '../releases/cut-table.js';
import { COVERAGE, coverageOf, type SupportByIntervention, type SupportByPlan } from './coverage.js';
import { type CountFigures, countTables } from './count-tables.js';
import type { PupilStanding } from './read-standings.js';

/** What supports the school's pupils: agreed and active interventions, and open plans. */
export async function readSupport(
  reader: Reader,
  state: KnownState,
): Promise<{ interventions: SupportByIntervention[]; plans: SupportByPlan[] }> {
  const interventions = knownSource(InterventionEntity, state);
  const plans = knownSource(PlanEntity, state);
  const [supported, planned] = await Promise.all([
    reader.query<SupportByIntervention>(
      `select i.pupil_id as pupilId, i.subject, t.feature
         from ${interventions.sql} i join provision_type t on t.id = i.provision_type_id
        where i.status in ('agreed', 'active')`,
      interventions.params,
    ),
    reader.query<{ pupilId: string; subjects: string | null }>(
      `select p.pupil_id as pupilId, p.subjects from ${plans.sql} p where p.status = 'open'`,
      plans.params,
    ),
  ]);
  return {
    interventions: supported,
    plans: planned.map(({ pupilId, subjects }) => ({
      pupilId,
      subjects: subjects === null ? null : (JSON.parse(subjects) as string[]),
    })),
  };
}

/** The tables of coverage: of each pupil and subject judged below, once, how it is supported, and by which features. */
export function coverageTables(
  standings: readonly PupilStanding[],
  support: {
    readonly interventions: readonly SupportByIntervention[];
    readonly plans: readonly SupportByPlan[];
  },
): CutTable<CountFigures>[] {
  const interventions = Map.groupBy(support.interventions, (it) => it.pupilId);
  const plans = Map.groupBy(support.plans, (it) => it.pupilId);
  const below = new Map(
    standings.filter((it) => it.standing === 'below').map((it) => [`${it.pupilId} ${it.subject}`, it]),
  );
  const covered = [...below.values()].map(({ pupilId, ncYear, subject }) => ({
    ...{ pupilId, ncYear, subject, frameworkId: '' },
    ...coverageOf(subject, interventions.get(pupilId) ?? [], plans.get(pupilId) ?? []),
  }));
  return [
    ...countTables(
      'coverage',
      'support',
      COVERAGE,
      covered.map((it) => ({ ...it, values: [it.coverage] })),
    ),
    ...countTables(
      'coverage',
      'feature',
      FEATURES,
      covered.map((it) => ({ ...it, values: it.features })),
    ),
  ];
}
