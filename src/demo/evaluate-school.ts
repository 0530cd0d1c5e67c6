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

interface Installation {
  readonly version: string;
  readonly enabled: boolean;
  readonly automatic: boolean;
  readonly grants: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * The school's newest live run; where there is none, the first-party plugin is enabled and evaluated. `automatic` says
 * whether it runs by itself from then on.
 */
export async function ensureEvaluated(
  api: DemoClient,
  schoolId: string,
  { automatic }: { automatic: boolean },
): Promise<Run> {
  const [before] = (await api.get<Page<Run>>(`/evaluations?schoolId=${schoolId}&mode=live&limit=1`)).data;
  if (!before) await enablePlugin(api, schoolId, automatic);
  return finished(api, before ?? (await api.post<Run>('/evaluations', { schoolId, mode: 'live' })));
}

/** Lets the plugin run by itself from now on, where it is enabled. */
export async function letRunByItself(api: DemoClient, schoolId: string): Promise<void> {
  const path = pathOf(schoolId);
  const { version, enabled, automatic, grants, settings } = await api.get<Installation>(path);
  if (enabled && !automatic) await api.put(path, { version, enabled, automatic: true, grants, settings });
}

async function enablePlugin(api: DemoClient, schoolId: string, automatic: boolean): Promise<void> {
  const form = new FormData();
  const description = import.meta.resolve(`${PLUGIN}/package.json`);
  const { version } = JSON.parse(await readFile(new URL(description), 'utf8')) as { version: string };
  const packed = await readFile(new URL(`dist/espalier-trajectory-catch-up-${version}.tgz`, description));
  form.append('package', new Blob([packed], { type: 'application/gzip' }), 'plugin.tgz');
  await api.post('/plugins', form);
  await api.put(pathOf(schoolId), { version, enabled: true, automatic, grants: GRANTS, settings: {} });
}

function pathOf(schoolId: string): string {
  return `/schools/${schoolId}/plugins/${encodeURIComponent(PLUGIN)}`;
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
