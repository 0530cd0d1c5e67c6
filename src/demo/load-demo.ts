import { now } from '../common/instants.js';
import type { Database } from '../database/database.js';
import { DemoClient } from './demo-client.js';
import { ensureEvaluated } from './evaluate-school.js';
import { DEMO_SEED, loadSchools } from './load-schools.js';

/** What the demo shows. */
export interface DemoSummary {
  readonly school: string;
  readonly schoolId: string;
  readonly asOf: string;
  readonly pupils: number;
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Loads the demo school, enables the first-party plugin and evaluates it. What is there is kept, and what a start
 * that was cut short left out is added.
 */
export async function loadDemo(origin: string, database: Database): Promise<DemoSummary> {
  const options = { size: 'smoke', seed: DEMO_SEED, now: now(), progress: () => undefined } as const;
  const [loaded] = await loadSchools(database, options);
  const { id: schoolId, school } = loaded!;
  const run = await ensureEvaluated(await DemoClient.signIn(origin), schoolId, { automatic: true });
  return {
    school: school.name,
    schoolId,
    asOf: run.asOf,
    pupils: run.pupils,
    counts: run.policies[0]?.counts ?? {},
  };
}
