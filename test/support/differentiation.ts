import type { Answer, ApiClient, Problem } from './client.js';
import { resultBody, type School } from './factories.js';
import { makePackage, packageForm } from './plugin-packages.js';

/** As the API shows it. */
export interface Round {
  id: string;
  subject: string;
  asOf: string;
  pupils: number;
  policies: { plugin: string; sensitive: boolean; counts?: Record<string, number> }[];
  statuses?: Record<string, number>;
}
/** As the API shows it. */
export interface PupilAnswer {
  plugin: string;
  sensitive: boolean;
  standing?: boolean;
  outcome?: string;
  tier?: string | null;
  strategies?: string[];
  scaffolds?: string[];
  reviewBy?: string | null;
  reason?: string | null;
  notEvaluated?: string | null;
  detail?: string | null;
  inputDigest?: string;
}
/** As the API shows it. */
export interface Decision {
  id: string;
  pupilId: string;
  differentiationId: string;
  outcome?: string;
  policies?: string[];
  tier?: string | null;
  strategies?: string[];
  scaffolds?: string[];
  reviewBy?: string | null;
  reason?: string | null;
  sensitive: boolean;
  staffId: string;
  decidedAt: string;
  endedAt: string | null;
}
/** As the API shows it. */
export interface Differentiation {
  id: string;
  pupilId: string;
  differentiationRoundId: string;
  status?: string;
  outcome?: string;
  conflict?: boolean;
  sensitive: boolean;
  answers: PupilAnswer[];
  decision: Decision | null;
  supersededBy: string | null;
  version: number;
}
/** As the API shows it. */
export interface SuggestedGroup {
  id: string;
  plugin: string;
  sensitive: boolean;
  title?: string;
  reason?: string;
  pupilIds?: string[];
  status: string;
  madeGroupId: string | null;
  madeByStaffId: string | null;
}

const bundleOf = (body: string) =>
  `"use strict"; module.exports.default = { policies: { policy: (group, context) => { ${body} } } };`;

/** Support below 10, stretch from 15, by the latest result; those below 10 together, as many as there is room for. */
const TIERS = bundleOf(`
  const latest = (learner) => (learner.results.mathematics || []).at(-1);
  const verdictOf = (learner) => {
    const last = latest(learner);
    if (!last) return { kind: "insufficientData", missing: ["results:mathematics"] };
    if (last.value >= 10 && last.value < 15) return { kind: "noAction", why: "noneNeeded" };
    const tier = last.value < 10 ? "support" : "stretch";
    return {
      kind: "differentiate", rule: tier + "-by-result", tier, reason: "Latest result " + last.value + ".",
      strategies: tier === "support" ? ["Check after each example."] : ["Open problems first."],
      scaffolds: tier === "support" ? ["A worked example."] : [],
      evidence: [{ input: "results:mathematics", value: last.value, date: last.date }],
      reviewBy: context.settings.reviewBy || null,
    };
  };
  const below = group.learners.filter((it) => latest(it) && latest(it).value < 10).map((it) => it.ref);
  const room = group.groupCapacity || below.length || 1;
  const suggestedGroups = [];
  for (let from = 0; from < below.length; from += room) {
    suggestedGroups.push({ title: "Below 10", refs: below.slice(from, from + room), reason: "Each is below 10." });
  }
  return { learners: group.learners.map((it) => ({ ref: it.ref, verdict: verdictOf(it) })), suggestedGroups };`);

/** A glossary for who is new to English, and all of them together. */
const LANGUAGE = bundleOf(`
  const isNew = ({ language }) => language && language.proficiency === "A";
  const verdictOf = (learner) => isNew(learner)
    ? { kind: "differentiate", rule: "new-to-english", strategies: ["Teach the key words first."],
        scaffolds: ["A glossary."], reason: "New to English (A).", evidence: [{ input: "language", value: "A" }] }
    : { kind: "noAction", why: "notApplicable", reason: "Not new to English." };
  const refs = group.learners.filter(isNew).map((it) => it.ref);
  return {
    learners: group.learners.map((it) => ({ ref: it.ref, verdict: verdictOf(it) })),
    suggestedGroups: refs.length > 0 ? [{ title: "New to English", refs, reason: "Each is new to English." }] : [],
  };`);

/** Core for everybody. */
const CORE = bundleOf(`
  const verdict = { kind: "differentiate", rule: "all-core", tier: "core", reason: "As for all.",
    strategies: ["Teach as planned."], scaffolds: [], evidence: [] };
  return { learners: group.learners.map(({ ref }) => ({ ref, verdict })), suggestedGroups: [] };`);

/** Ends its process. */
const CRASHES = bundleOf(`return "x".repeat(2 ** 28).split("").length;`);

/** Answers about somebody who was not asked about. */
const FORGES = bundleOf(`
  const verdict = { kind: "noAction" };
  return { learners: group.learners.map(({ ref }) => ({ ref: ref + 1, verdict })), suggestedGroups: [] };`);

const PLUGINS = {
  '@test/tiers': { bundle: TIERS, inputs: ['results:mathematics'] },
  '@test/language': { bundle: LANGUAGE, inputs: ['language'] },
  '@test/core': { bundle: CORE, inputs: ['yearGroup'] },
  '@test/crashes': { bundle: CRASHES, inputs: ['yearGroup'] },
  '@test/forges': { bundle: FORGES, inputs: ['yearGroup'] },
} as const;

export type DifferentiationPlugin = keyof typeof PLUGINS;

/** How bodies name the policy of a plugin. */
export const policyOf = (plugin: DifferentiationPlugin): string => `${plugin}/policy`;

/** Installs the plugins, each with one policy of the kind `differentiation`. */
export async function installDifferentiation(api: ApiClient): Promise<void> {
  for (const [name, { bundle, inputs }] of Object.entries(PLUGINS)) {
    const reviewBy = { type: 'string', default: '', description: 'When to look again.' };
    const feature = 'teaching-and-learning';
    const contributes = {
      policies: [{ id: 'policy', kind: 'differentiation', title: 'Example', feature, inputs }],
      configuration: { type: 'object', properties: { reviewBy } },
    };
    const bytes = makePackage({
      members: { name, version: '1.0.0' },
      espalierMembers: { contributes },
      bundle,
    });
    await api.expect(api.post('/api/v1/plugins', packageForm(bytes)));
  }
}

/** Enables a plugin at a school, unless `members` say otherwise. */
export async function enableDifferentiation(
  api: ApiClient,
  school: School,
  plugin: DifferentiationPlugin,
  members: Record<string, unknown> = {},
): Promise<void> {
  const path = `/api/v1/schools/${school.id}/plugins/${encodeURIComponent(plugin)}`;
  const grants = PLUGINS[plugin].inputs;
  const body = { version: '1.0.0', enabled: true, grants, settings: {}, ...members };
  await api.expect(api.send('PUT', path, { body }));
}

/** Asks about a group. */
export function ask(
  client: ApiClient,
  group: { readonly id: string },
  body: Record<string, unknown> = {},
): Promise<Answer<Round & Problem>> {
  return client.post<Round & Problem>(`/api/v1/groups/${group.id}/differentiation`, body);
}

/** Decides on a pupil's row as it is now, or as it was read with `ifMatch`. */
export async function decideOn(
  client: ApiClient,
  row: { readonly id: string },
  body: Record<string, unknown>,
  ifMatch?: string,
): Promise<Answer<Decision & Problem>> {
  const path = `/api/v1/differentiations/${row.id}`;
  const etag = ifMatch ?? (await client.get(path)).headers.get('etag') ?? '';
  return client.post<Decision & Problem>(`${path}/decisions`, body, { 'if-match': etag });
}

/** Adds a result in mathematics out of 20. */
export async function score(api: ApiClient, pupil: { readonly id: string }, value: number): Promise<void> {
  await api.expect(api.post('/api/v1/results', resultBody(pupil, { date: '2026-01-09', value })));
}
