import type { ApiClient } from './client.js';
import { bundleOf } from './evaluations.js';
import type { School } from './factories.js';
import { makePackage, packageForm } from './plugin-packages.js';

/** As the API shows it. */
export interface TargetSet {
  id: string;
  pupils: number;
  drafted: number;
  due: string;
  baselineOn: string;
  challenge: { rule: string; points: number | null };
  skipped: { reason: string; pupilIds: string[] }[];
  statuses: Record<string, number>;
  policy: Record<string, unknown> | null;
}
/** As the API shows it. */
export interface Target {
  id: string;
  pupilId: string;
  target: { points: number };
  status: string;
  adjustReason: string | null;
  targetSetId: string | null;
  proposal: (Record<string, unknown> & { target: { points: number } }) | null;
}
/** As the API shows it. */
export interface PupilProposal {
  pupilId: string;
  outcome: string;
  targetId: string | null;
  verdicts: Record<string, unknown>[] | null;
  reason: string | null;
  detail: string | null;
  inputDigest: string;
}
/** As the API shows it. */
export interface Outcome {
  changed: number;
  activated: number;
  left: { targetId: string; reason: string }[];
}

/**
 * Proposes the latest result and as many points more as the settings say. Some values of it make it propose what
 * cannot be a target, or nothing.
 */
const ESTIMATES = bundleOf(`
  const latest = (learner.results.mathematics || []).at(-1);
  if (!latest) return { kind: "insufficientData", subject: "mathematics", missing: ["results:mathematics"] };
  const good = {
    kind: "proposeTarget", rule: "points-more", subject: "mathematics", framework: "twenty", frameworkVersion: 1,
    baseline: latest.value, baselineDate: latest.date, target: latest.value + context.settings.points,
    due: "2026-07-10", challenge: context.settings.points + " points",
    reason: "From " + latest.value + " it is " + context.settings.points + " more.",
    evidence: [{ input: "results:mathematics", value: latest.value, date: latest.date }],
  };
  switch (latest.value) {
    case 1: return { ...good, target: 0 };
    case 2: return { ...good, framework: "stars" };
    case 3: return { ...good, frameworkVersion: 9 };
    case 4: return { ...good, target: 6.5 };
    case 5: return { ...good, target: 21 };
    case 6: return { ...good, baselineDate: "2026-01-10" };
    case 7: return { ...good, subject: "alchemy" };
    case 8: throw new Error("Cannot do eight");
    case 9: return { kind: "noAction", why: "noneNeeded" };
    case 11: return [{ ...good, subject: "reading" }, good];
    case 13: return { ...good, subject: "reading" };
    case 14: return { ...good, target: latest.value, due: "2026-03-27" };
    default: return good;
  }`);

const INPUTS = ['results:mathematics'];

/** Installs what proposes targets as `@test/estimates` and as `@test/other-estimates`, and as `@test/recommends`, whose policy is of another kind. */
export async function installEstimates(api: ApiClient): Promise<void> {
  for (const [name, kind] of Object.entries({
    '@test/estimates': 'target',
    '@test/other-estimates': 'target',
    '@test/recommends': 'intervention',
  })) {
    const points = { type: 'integer', minimum: 0, maximum: 5, default: 1, description: 'Points more.' };
    const feature = 'target-setting-and-tracking';
    const contributes = {
      policies: [{ id: 'policy', kind, title: 'Example', feature, inputs: INPUTS }],
      configuration: { type: 'object', properties: { points } },
    };
    const members = { name, version: '1.0.0' };
    const bytes = makePackage({ members, espalierMembers: { contributes }, bundle: ESTIMATES });
    await api.expect(api.post('/api/v1/plugins', packageForm(bytes)));
  }
}

/** Enables it at a school, with two points more, unless `members` say otherwise. */
export async function enableEstimates(
  api: ApiClient,
  school: School,
  members: Record<string, unknown> = {},
  plugin = '@test/estimates',
): Promise<void> {
  const path = `/api/v1/schools/${school.id}/plugins/${encodeURIComponent(plugin)}`;
  const body = { version: '1.0.0', enabled: true, grants: INPUTS, settings: { points: 2 }, ...members };
  await api.expect(api.send('PUT', path, { body }));
}
