import type { ApiClient, Page } from './client.js';
import { allOf, bundleOf, ended, type Evaluation, type EvaluationResult, RECOMMEND } from './evaluations.js';
import type { School } from './factories.js';
import { makePackage, packageForm } from './plugin-packages.js';

/** A run that something started. */
export interface TriggeredRun extends Evaluation {
  readonly mode: string;
  readonly cause: { readonly triggers: readonly string[]; readonly changes: number } | null;
}

interface Watching {
  readonly triggers: readonly string[];
  readonly inputs?: readonly string[];
  /** Body of the policy. */
  readonly body?: string;
  /** Members of what is put at the school. */
  readonly members?: Record<string, unknown>;
}

/** Installs a plugin that recommends for everybody, with triggers, and enables it at a school. */
export async function enableTriggered(
  api: ApiClient,
  school: School,
  name: string,
  { triggers, inputs = ['yearGroup'], body = `return ${RECOMMEND};`, members = {} }: Watching,
): Promise<void> {
  const policyMembers = { id: 'policy', inputs, triggers };
  const bytes = makePackage({ members: { name, version: '1.0.0' }, policyMembers, bundle: bundleOf(body) });
  await api.expect(api.post('/api/v1/plugins', packageForm(bytes)));
  await putTriggered(api, school, name, { grants: inputs, ...members });
}

/** Sets what a school runs of such a plugin. */
export async function putTriggered(
  api: ApiClient,
  school: School,
  name: string,
  members: Record<string, unknown> = {},
): Promise<void> {
  const path = `/api/v1/schools/${school.id}/plugins/${encodeURIComponent(name)}`;
  const body = { version: '1.0.0', enabled: true, grants: ['yearGroup'], settings: {}, ...members };
  await api.expect(api.send('PUT', path, { body }));
}

/** The runs that something has started at a school, the first one first, once there are so many and all have ended. */
export async function triggeredRuns(
  api: ApiClient,
  school: School,
  atLeast: number,
): Promise<TriggeredRun[]> {
  const path = `/api/v1/evaluations?schoolId=${school.id}&triggered=true&limit=500`;
  for (;;) {
    const { data } = await api.expect(api.get<Page<TriggeredRun>>(path));
    if (data.length < atLeast) continue;
    const over: TriggeredRun[] = [];
    for (const it of data.toReversed()) over.push((await ended(api, it)) as TriggeredRun);
    return over;
  }
}

/** The pupils of a run. */
export async function pupilsOf(api: ApiClient, run: Pick<Evaluation, 'id'>): Promise<string[]> {
  const rows = await allOf<EvaluationResult>(api, `/api/v1/evaluations/${run.id}/results?sort=pupilId`);
  return rows.map((it) => it.pupilId);
}
