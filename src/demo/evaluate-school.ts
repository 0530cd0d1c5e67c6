import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { type DemoClient, DemoRefused } from './demo-client.js';

const PLUGIN = '@espalier/trajectory-catch-up';
const GRANTS = ['trajectory', 'interventions', 'attendance'];
const LOOK_MILLIS = 100;

/** A run, as far as the demo tells of it. */
export interface Run {
  readonly id: string;
  readonly status: string;
  readonly asOf: string;
  readonly pupils: number;
  readonly policies: readonly { readonly counts: Record<string, number> }[];
}

interface Page<T> {
  readonly data: readonly T[];
}

/** The school's newest live run; where there is none, the first-party plugin is enabled and evaluated. */
export async function ensureEvaluated(api: DemoClient, schoolId: string): Promise<Run> {
  const [before] = (await api.get<Page<Run>>(`/evaluations?schoolId=${schoolId}&mode=live&limit=1`)).data;
  if (!before) await enablePlugin(api, schoolId);
  return finished(api, before ?? (await api.post<Run>('/evaluations', { schoolId, mode: 'live' })));
}

async function enablePlugin(api: DemoClient, schoolId: string): Promise<void> {
  const form = new FormData();
  const description = import.meta.resolve(`${PLUGIN}/package.json`);
  const { version } = JSON.parse(await readFile(new URL(description), 'utf8')) as { version: string };
  const packed = await readFile(new URL(`dist/espalier-trajectory-catch-up-${version}.tgz`, description));
  form.append('package', new Blob([packed], { type: 'application/gzip' }), 'plugin.tgz');
  await api.post('/plugins', form);
  const path = `/schools/${schoolId}/plugins/${encodeURIComponent(PLUGIN)}`;
  await api.put(path, { version, enabled: true, grants: GRANTS, settings: {} });
}

async function finished(api: DemoClient, run: Run): Promise<Run> {
  let now = run;
  while (now.status === 'running') {
    await delay(LOOK_MILLIS);
    now = await api.get(`/evaluations/${run.id}`);
  }
  if (now.status !== 'succeeded') throw new DemoRefused(`The demo's evaluation ${now.status}`);
  return now;
}
