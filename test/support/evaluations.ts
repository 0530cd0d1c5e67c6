import type { ApiClient, Page } from './client.js';
import type { School } from './factories.js';
import { makePackage, packageForm } from './plugin-packages.js';

/** A run as the API shows it. */
export interface Evaluation {
  readonly id: string;
  readonly status: string;
  readonly pupils: number;
  readonly policies: readonly {
    readonly plugin: string;
    readonly done: number;
    readonly counts: Readonly<Record<string, number>>;
  }[];
}

/** What a pupil got. */
export interface EvaluationResult {
  readonly pupilId: string;
  readonly plugin: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly detail: string | null;
}

export interface Recommendation {
  readonly id: string;
  readonly pupilId: string;
  readonly status: string;
  readonly wave: number;
  readonly stale: boolean;
  readonly staleReason: string | null;
  readonly follows: string | null;
}

/** The text of a bundle with one policy, `policy`: the body of a function of `learner` and `context`. */
export function bundleOf(body: string): string {
  return `"use strict"; module.exports.default = { policies: { policy: (learner, context) => { ${body} } } };`;
}

/** What recommends a small group, as text for `bundleOf`. */
export const RECOMMEND = `{ kind: "recommend", rule: "always", wave: 2, provisionType: "small-group-catch-up",
  subject: "reading", reason: "For the test", evidence: [{ input: "yearGroup", value: learner.yearGroup }] }`;

/** Installs a bundle with the policy `policy` and enables it at a school. */
export async function enableBundle(
  api: ApiClient,
  school: School,
  name: string,
  bundle: string,
): Promise<void> {
  const bytes = makePackage({ members: { name, version: '1.0.0' }, policyMembers: { id: 'policy' }, bundle });
  await api.expect(api.post('/api/v1/plugins', packageForm(bytes)));
  await setEnabled(api, school, name, true);
}

export async function setEnabled(
  api: ApiClient,
  school: School,
  name: string,
  enabled: boolean,
): Promise<void> {
  const path = `/api/v1/schools/${school.id}/plugins/${encodeURIComponent(name)}`;
  const body = { version: '1.0.0', enabled, grants: ['yearGroup'], settings: {} };
  await api.expect(api.send('PUT', path, { body }));
}

/** Starts a live run, as of today unless told otherwise. */
export function startRun(
  api: ApiClient,
  school: School,
  members: Record<string, unknown> = {},
): Promise<Evaluation> {
  return api.expect(
    api.post<Evaluation>('/api/v1/evaluations', { schoolId: school.id, mode: 'live', ...members }),
  );
}

/** The run once it has ended: its stream of events ends with it. */
export async function ended(api: ApiClient, run: Evaluation): Promise<Evaluation> {
  await api.get(`/api/v1/evaluations/${run.id}/events`);
  return api.expect(api.get<Evaluation>(`/api/v1/evaluations/${run.id}`));
}

/** Every row of a list, page by page. */
export async function allOf<T>(api: ApiClient, path: string): Promise<T[]> {
  const rows: T[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const after: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { data, page }: Page<T> = await api.expect(api.get<Page<T>>(`${path}&limit=500${after}`));
    rows.push(...data);
    cursor = page.next;
  }
  return rows;
}
