import type { ApiClient, Page } from './client.js';
import { allOf, bundleOf, ended, startRun } from './evaluations.js';
import { makePupil, provisionBody, type School } from './factories.js';
import { makePackage, packageForm } from './plugin-packages.js';

/** As the API shows it. */
export interface Allocation {
  id: string;
  status: string;
  funded: number;
  unfunded: number;
  fundedPence: number;
  amountPence: number | null;
  supplies: { provisionType: string; places: number | null; meanGain: number | null }[];
  confirmedBy: string | null;
  supersededBy: string | null;
  version: number;
}
/** As the API shows it. */
export interface AllocationRow {
  id: string;
  allocationId: string;
  pupilId: string;
  recommendationId: string;
  outcome: string;
  rank: number;
  proposed: { outcome: string; rank: number; why: string | null; reason?: string; evidence?: object[] };
  changeReason?: string | null;
  changedBy: string | null;
  costPence: number | null;
  statutory?: boolean;
  sensitive: boolean;
  provisionId: string | null;
  decisionId: string | null;
  interventionId: string | null;
  version: number;
}

/** The days that places are given out for: a spring far ahead. */
export const SPRING = { from: '2099-01-05', to: '2099-03-26' };

/** Recommends a small group for Years 7 and 8, urgently for 8, one to one for 9 and what is made for all for 10. */
const NEEDS = bundleOf(`
  const of = (wave, provisionType, urgent) => ({ kind: "recommend", rule: "need", wave, provisionType, urgent,
    subject: "reading", reason: "Year " + learner.yearGroup, evidence: [] });
  switch (learner.yearGroup) {
    case "7": return of(2, "small-group-catch-up", false);
    case "8": return of(2, "small-group-catch-up", true);
    case "9": return of(3, "one-to-one-catch-up", false);
    case "10": return of(1, "small-group-catch-up", false);
    default: return { kind: "noAction" };
  }`);

/** What a plan specifies first, then what is urgent, then as asked, while places and money last. */
const FAIR = `"use strict"; module.exports.default = { policies: { policy: (round) => {
  const places = new Map(round.supplies.map((it) => [it.provisionType, it.places]));
  let money = round.budgetPence;
  const funded = [], unfunded = [];
  const first = (a, b) => b.statutory - a.statutory || b.urgent - a.urgent || a.ref - b.ref;
  for (const it of [...round.requests].sort(first)) {
    const why = it.statutory ? null
      : places.get(it.provisionType) <= 0 ? "places"
      : money === null ? null
      : it.costPence === null ? "noCost"
      : it.costPence > money ? "budget" : null;
    const reason = (it.urgent ? "Urgent" : "Not urgent") + ", Year " + it.learner.yearGroup + ", " + it.costPence + " pence";
    if (why === null) {
      places.set(it.provisionType, places.get(it.provisionType) - 1);
      if (money !== null) money -= it.costPence || 0;
      funded.push({ ref: it.ref, reason, evidence: [{ input: "yearGroup", value: it.learner.yearGroup }] });
    } else unfunded.push({ ref: it.ref, why, reason });
  }
  return { funded, unfunded };
} } };`;

const NEEDS_PLUGIN = '@test/needs';
export const FAIR_PLUGIN = '@test/fair';

/** Installs `@test/needs`, which recommends, and `@test/fair`, which gives out places. */
export async function installAllocating(api: ApiClient): Promise<void> {
  await install(api, NEEDS_PLUGIN, { id: 'policy' }, NEEDS);
  await install(api, FAIR_PLUGIN, { id: 'policy', kind: 'allocation' }, FAIR);
}

async function install(
  api: ApiClient,
  name: string,
  policyMembers: Record<string, unknown>,
  bundle: string,
): Promise<void> {
  const bytes = makePackage({ members: { name, version: '1.0.0' }, policyMembers, bundle });
  await api.expect(api.post('/api/v1/plugins', packageForm(bytes)));
}

export async function setPlugin(
  api: ApiClient,
  school: School,
  plugin = FAIR_PLUGIN,
  members: Record<string, unknown> = {},
): Promise<void> {
  const path = `/api/v1/schools/${school.id}/plugins/${encodeURIComponent(plugin)}`;
  const body = { version: '1.0.0', enabled: true, grants: ['yearGroup'], settings: {}, ...members };
  await api.expect(api.send('PUT', path, { body }));
}

/** Pupils of these years, by name, each with an open recommendation; both plugins are enabled. */
export async function recommended<const N extends string>(
  api: ApiClient,
  school: School,
  years: Readonly<Record<N, string>>,
): Promise<Record<N, { id: string }>> {
  await setPlugin(api, school);
  await setPlugin(api, school, NEEDS_PLUGIN);
  const pupils = {} as Record<N, { id: string }>;
  for (const [name, ncYear] of Object.entries<string>(years) as [N, string][]) {
    const enrolment = { ncYear, status: 'C', entryDate: '2025-09-01' };
    pupils[name] = await makePupil(api, school, { enrolment });
  }
  await ended(api, await startRun(api, school, { policies: [`${NEEDS_PLUGIN}/policy`] }));
  return pupils;
}

/** A group of a kind in the spring, £12.00 a place for the whole of it where it has four places. */
export async function makeGroupOf(
  api: ApiClient,
  school: School,
  members: Record<string, unknown> = {},
  kind = 'small-group-catch-up',
): Promise<{ id: string }> {
  const types = await api.expect(api.get<Page<{ id: string }>>(`/api/v1/provision-types?key=${kind}`));
  const dates = { startDate: SPRING.from, endDate: SPRING.to };
  const body = provisionBody(school, {
    ...{ provisionTypeId: types.data[0]!.id, ...dates, capacity: 4, fixedPence: 4_800 },
    ...members,
  });
  return api.expect(api.post<{ id: string }>('/api/v1/provisions', body));
}

export function allocationBody(school: School, members: Record<string, unknown> = {}) {
  return { schoolId: school.id, policy: `${FAIR_PLUGIN}/policy`, ...SPRING, ...members };
}

export function rowsOf(api: ApiClient, allocation: { readonly id: string }, query = '') {
  return allOf<AllocationRow>(api, `/api/v1/allocation-rows?allocationId=${allocation.id}${query}`);
}

/** What names every row with a place, as it was read. */
export function confirmationOf(rows: readonly AllocationRow[]) {
  return {
    rows: rows
      .filter((it) => it.outcome === 'funded')
      .map(({ id, version }) => ({ allocationRowId: id, version, reason: `Agreed for row ${id}` })),
  };
}
