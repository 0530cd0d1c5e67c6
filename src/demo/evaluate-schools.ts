import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Database } from '../database/database.js';
import { DecisionsService } from '../evaluation/recommendations/decisions.service.js';
import { decideSchool } from './decide-school.js';
import { DemoClient } from './demo-client.js';
import { ensureEvaluated, letRunByItself, type Run } from './evaluate-school.js';
import type { LoadedSchool } from './load-schools.js';

/** What became of a school's evaluation. */
export interface EvaluatedSchool {
  readonly name: string;
  readonly run: Run;
  /** Decisions that were made now. */
  readonly decided: number;
  readonly millis: number;
}

/**
 * Evaluates schools with the first-party plugin, one after the other, and lets their SENCos decide. Ends with the
 * database closed. `progress` is told of each school that is done.
 */
export async function evaluateSchools(
  makeApp: () => Promise<NestFastifyApplication>,
  database: Database,
  schools: readonly LoadedSchool[],
  {
    seed,
    progress,
  }: { seed: number; progress: (school: EvaluatedSchool, done: number, all: number) => void },
): Promise<void> {
  const app = await makeApp();
  try {
    const server = app.getHttpAdapter().getInstance();
    const api = await DemoClient.signIn(await server.listen({ port: 0, host: '127.0.0.1' }));
    const decisions = app.get(DecisionsService, { strict: false });
    for (const [i, { id, school }] of schools.entries()) {
      const started = performance.now();
      // What is decided while the demo is loaded is no reason to evaluate these pupils again.
      const run = await ensureEvaluated(api, id, { automatic: false });
      const decided = await decideSchool(decisions, database, id, seed);
      await letRunByItself(api, id);
      progress(
        { name: school.name, run, decided, millis: performance.now() - started },
        i + 1,
        schools.length,
      );
    }
  } finally {
    await app.close();
  }
}
