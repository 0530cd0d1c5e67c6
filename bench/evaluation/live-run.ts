import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Api } from '../http/server.ts';

const PLUGIN_FOLDER = join(import.meta.dirname, '../../plugins/trajectory-catch-up');

/** A run as the API shows it. */
export interface Evaluation {
  readonly id: string;
  readonly status: string;
  readonly pupils: number;
  readonly finishedAt: string | null;
  readonly failure: string | null;
  readonly policies: readonly { readonly counts: { recommend: number; notEvaluated: number } }[];
}

/** Installs the first-party plugin where it is not there yet, and enables it at the schools. */
export async function installPlugin(api: Api, schoolIds: readonly string[]): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(PLUGIN_FOLDER, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const known = await api.get<{ data: { name: string }[] }>('/api/v1/plugins');
  if (!known.data.some((it) => it.name === manifest.name)) {
    const file = readdirSync(join(PLUGIN_FOLDER, 'dist')).find((it) => it.endsWith('.tgz'));
    if (file === undefined) throw new Error('trajectory-catch-up has not been packed');
    const form = new FormData();
    form.append('package', new Blob([readFileSync(join(PLUGIN_FOLDER, 'dist', file))]), file);
    await api.post('/api/v1/plugins', form);
  }
  for (const schoolId of schoolIds) {
    await api.put(`/api/v1/schools/${schoolId}/plugins/${encodeURIComponent(manifest.name)}`, {
      version: manifest.version,
      enabled: true,
      // What is measured is the run that is asked for.
      automatic: false,
      grants: ['trajectory', 'interventions', 'attendance'],
      settings: {},
    });
  }
}

/** A live run to its end. Throws where it did not succeed for everybody, or recommends nothing. */
export async function liveRun(api: Api, schoolId: string, asOf: string): Promise<Evaluation> {
  let run = await api.post<Evaluation>('/api/v1/evaluations', { schoolId, asOf, mode: 'live' });
  while (run.status === 'running') {
    await delay(100);
    run = await api.get<Evaluation>(`/api/v1/evaluations/${run.id}`);
  }
  const { recommend, notEvaluated } = run.policies[0]!.counts;
  if (run.status !== 'succeeded' || notEvaluated > 0 || recommend === 0) {
    throw new Error(`the run ended as ${run.status} (${run.failure ?? ''}), ${notEvaluated} not evaluated`);
  }
  return run;
}
