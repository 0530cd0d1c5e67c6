import { generateSigningKeys } from '@espalier/sdk/manifest';
import { attendanceBody, targetSetBody } from './assessment-factories.js';
import type { ApiClient, Page } from './client.js';
import {
  frameworkBody,
  makePupil,
  makeSchool,
  makeStaff,
  next,
  provisionBody,
  provisionTypeBody,
  resultBody,
  type School,
  targetBody,
} from './factories.js';
import { budgetBody, fundingSourceBody } from './provision-factories.js';
import { importBody } from './import-file.js';
import type { Operation } from './openapi.js';
import { academicYearBody, contactBody, letTeach, makeGroup, putInto } from './people-factories.js';
import { outcomeBody, planBody, referralBody, reviewBody } from './plan-factories.js';
import {
  makePackage,
  packageForm,
  RECOMMENDING_BUNDLE,
  SAME_FOR_ALL_BUNDLE,
  UNFUNDED_BUNDLE,
} from './plugin-packages.js';

/**
 * How to make one row of each resource in a school, by the name of the path parameter that leads to it. A route
 * whose parameter has no entry here fails `tenancy.e2e-spec.ts`: a new resource is covered the day it appears.
 */
export const RESOURCE_EXAMPLES: Readonly<Record<string, (world: World) => Promise<string>>> = {
  schoolId: async ({ school }) => school.id,
  clientRowId: async ({ admin, school }) => {
    const body = { clientId: `example-${next()}`, name: 'Example', scopes: [], schoolIds: [school.id] };
    return idOf(admin, '/api/v1/clients', body);
  },
  staffId: async ({ admin, school }) =>
    idOf(admin, '/api/v1/staff', {
      schoolId: school.id,
      name: 'Sam Whitfield',
      email: `example-${next()}@test.school`,
      roles: ['senco'],
      password: 'a-long-password',
    }),
  pupilId: async ({ admin, school }) => (await makePupil(admin, school)).id,
  enrolmentId: async (world) => {
    const path = `/api/v1/pupils/${await world.id('pupilId')}/enrolments`;
    const { data } = await world.admin.expect(world.admin.get<Page<{ id: string }>>(path));
    return data[0]!.id;
  },
  characteristicId: async (world) =>
    idOf(world.admin, `/api/v1/pupils/${await world.id('pupilId')}/characteristics`, {
      kind: 'sen',
      value: 'K',
      startDate: '2025-09-01',
    }),
  trustId: async ({ admin, school }) => {
    const id = await idOf(admin, '/api/v1/trusts', { name: `Trust ${next()}` });
    await admin.expect(admin.patch(`/api/v1/schools/${school.id}`, { trustId: id }));
    return id;
  },
  academicYearId: async ({ admin, school }) =>
    idOf(admin, '/api/v1/academic-years', academicYearBody(school)),
  contactId: async (world) =>
    idOf(world.admin, '/api/v1/contacts', contactBody({ id: await world.id('pupilId') })),
  groupId: async ({ admin, school }) => (await makeGroup(admin, school)).id,
  groupMemberId: async (world) =>
    (await putInto(world.admin, { id: await world.id('groupId') }, { id: await world.id('pupilId') })).id,
  groupTeacherId: async (world) =>
    (await letTeach(world.admin, { id: await world.id('groupId') }, await world.id('staffId'))).id,
  senNeedId: async (world) => {
    await world.id('characteristicId');
    const path = `/api/v1/pupils/${await world.id('pupilId')}/sen-needs`;
    return idOf(world.admin, path, { needType: 'SLCN', needRank: 1, startDate: '2025-09-01' });
  },
  subjectId: async ({ admin, school }) =>
    idOf(admin, '/api/v1/subjects', { schoolId: school.id, code: 'forest-school', name: 'Forest school' }),
  assessmentPointId: async ({ admin, school }) =>
    idOf(admin, '/api/v1/assessment-points', { schoolId: school.id, name: 'Spring', date: '2026-04-10' }),
  releaseId: async (world) =>
    idOf(world.admin, '/api/v1/insights/releases', {
      schoolId: world.school.id,
      assessmentPointId: await world.id('assessmentPointId'),
    }),
  frameworkId: async ({ admin, school }) => idOf(admin, '/api/v1/frameworks', frameworkBody(school)),
  resultId: async (world) =>
    idOf(world.admin, '/api/v1/results', resultBody({ id: await world.id('pupilId') })),
  attendanceId: async (world) =>
    idOf(world.admin, '/api/v1/attendance', attendanceBody({ id: await world.id('pupilId') })),
  targetId: async (world) =>
    idOf(world.admin, '/api/v1/targets', targetBody({ id: await world.id('pupilId') })),
  agreementId: async (world) =>
    idOf(world.admin, `/api/v1/targets/${await world.id('targetId')}/agreements`, {
      party: 'pupil',
      recordedBy: await world.id('staffId'),
    }),
  targetSetId: async (world) => {
    const { admin, school } = world;
    await world.id('pupilId');
    const members = { name: '@test/quiet-targets' };
    const policyMembers = { kind: 'target' };
    const plugin = await enable(world, makePackage({ members, policyMembers }));
    const { schoolId, title, subject, framework, cohort } = targetSetBody(school);
    const policy = `${plugin}/reading-catch-up`;
    const body = { schoolId, title, subject, framework, cohort, policy };
    return idOf(admin, '/api/v1/target-sets:propose', body);
  },
  provisionTypeId: async ({ admin, school }) =>
    idOf(admin, '/api/v1/provision-types', provisionTypeBody(school)),
  provisionId: async (world) =>
    idOf(
      world.admin,
      '/api/v1/provisions',
      provisionBody(world.school, { provisionTypeId: await world.id('provisionTypeId') }),
    ),
  fundingSourceId: async ({ admin, school }) =>
    idOf(admin, '/api/v1/funding-sources', fundingSourceBody(school)),
  budgetId: async (world) =>
    idOf(world.admin, '/api/v1/budgets', budgetBody({ id: await world.id('fundingSourceId') })),
  interventionId: async (world) =>
    idOf(world.admin, '/api/v1/interventions', {
      pupilId: await world.id('pupilId'),
      provisionId: await world.id('provisionId'),
      reason: 'Example',
    }),
  planId: async (world) =>
    idOf(
      world.admin,
      '/api/v1/plans',
      planBody(
        { id: await world.id('pupilId') },
        { status: 'open', coordinatorStaffId: await world.id('staffId') },
      ),
    ),
  referralId: async (world) =>
    idOf(world.admin, '/api/v1/referrals', referralBody({ id: await world.id('pupilId') })),
  outcomeId: async (world) =>
    idOf(world.admin, `/api/v1/plans/${await world.id('planId')}/outcomes`, outcomeBody()),
  itemId: async (world) =>
    idOf(world.admin, `/api/v1/plans/${await world.id('planId')}/items`, { what: 'Precision teaching' }),
  reviewId: async (world) =>
    idOf(world.admin, `/api/v1/plans/${await world.id('planId')}/reviews`, reviewBody()),
  contributionId: async (world) =>
    idOf(world.admin, `/api/v1/plans/${await world.id('planId')}/contributions`, {
      author: 'pupil',
      date: '2026-11-20',
      views: 'I like the small group.',
      recordedByStaffId: await world.id('staffId'),
    }),
  interventionSessionId: async (world) => {
    const pupilId = await world.id('pupilId');
    const today = new Date().toISOString().slice(0, 10);
    const interventionId = await idOf(world.admin, '/api/v1/interventions', {
      pupilId,
      provisionTypeKey: 'small-group-catch-up',
      reason: 'Example',
      status: 'active',
      deciderStaffId: await world.id('staffId'),
    });
    return idOf(world.admin, `/api/v1/interventions/${interventionId}/sessions`, {
      date: today,
      attended: true,
    });
  },
  pluginName: (world) => enable(world, makePackage({ bundle: RECOMMENDING_BUNDLE })),
  evaluationId: async (world) => {
    await world.id('pluginName');
    await world.id('pupilId');
    const proposed = provisionTypeBody(world.school, { key: 'reading-group' });
    await idOf(world.admin, '/api/v1/provision-types', proposed);
    const body = { schoolId: world.school.id, mode: 'live' };
    const id = await idOf(world.admin, '/api/v1/evaluations', body);
    // The stream of a run's progress ends with the run.
    await world.admin.expect(world.admin.get(`/api/v1/evaluations/${id}/events`));
    return id;
  },
  recommendationId: async (world) => {
    await world.id('evaluationId');
    const path = `/api/v1/recommendations?pupilId=${await world.id('pupilId')}`;
    const { data } = await world.admin.expect(world.admin.get<Page<{ id: string }>>(path));
    return data[0]!.id;
  },
  differentiationRoundId: async (world) => {
    await world.id('groupMemberId');
    const members = { name: '@test/same-for-all' };
    const policyMembers = { kind: 'differentiation' };
    const plugin = await enable(world, makePackage({ members, policyMembers, bundle: SAME_FOR_ALL_BUNDLE }));
    const body = { subject: 'mathematics', policies: [`${plugin}/reading-catch-up`] };
    return idOf(world.admin, `/api/v1/groups/${await world.id('groupId')}/differentiation`, body);
  },
  differentiationId: (world) => firstOfRound(world, 'differentiations'),
  suggestedGroupId: (world) => firstOfRound(world, 'suggested-groups'),
  allocationId: async (world) => {
    const { admin, school } = world;
    await world.id('recommendationId');
    const members = { name: '@test/quiet-places' };
    const bytes = makePackage({ members, policyMembers: { kind: 'allocation' }, bundle: UNFUNDED_BUNDLE });
    const policy = `${await enable(world, bytes)}/reading-catch-up`;
    return idOf(admin, '/api/v1/allocations', {
      ...{ schoolId: school.id, policy, from: '2099-01-05', to: '2099-04-02' },
    });
  },
  allocationRowId: async (world) => {
    const query = `allocationId=${await world.id('allocationId')}&pupilId=${await world.id('pupilId')}`;
    const path = `/api/v1/allocation-rows?${query}`;
    const { data } = await world.admin.expect(world.admin.get<Page<{ id: string }>>(path));
    return data[0]!.id;
  },
  legalHoldId: async (world) => {
    const { api } = await makeStaff(world.admin.server, world.admin, world.school, ['leader']);
    const hold = { pupilId: await world.id('pupilId'), reason: 'Example', startDate: '2026-03-02' };
    return idOf(api, '/api/v1/legal-holds', hold);
  },
  erasureId: async ({ admin, school }) => {
    const { api } = await makeStaff(admin.server, admin, school, ['leader']);
    const pupil = await makePupil(admin, school);
    return idOf(api, `/api/v1/pupils/${pupil.id}/erasure`, { ground: 'other', reason: 'Example' });
  },
  publisherKeyId: async ({ admin }) => {
    const { publicKey } = generateSigningKeys();
    return idOf(admin, '/api/v1/publisher-keys', { publisher: 'st-aldates', publicKey });
  },
  recordKind: () => Promise.resolve('attendance'),
  importId: async ({ admin }) => idOf(admin, '/api/v1/imports', importBody('schoolUrn\n')),
};

/** The first row of a resource that the world's round of differentiation has. */
async function firstOfRound(world: World, resource: string): Promise<string> {
  const path = `/api/v1/${resource}?differentiationRoundId=${await world.id('differentiationRoundId')}`;
  const { data } = await world.admin.expect(world.admin.get<Page<{ id: string }>>(path));
  return data[0]!.id;
}

/** Installs a package and enables it at the world's school; hands back its name. */
async function enable({ admin, school }: World, bytes: Buffer): Promise<string> {
  const { name, version } = await admin.expect(
    admin.post<{ name: string; version: string }>('/api/v1/plugins', packageForm(bytes)),
  );
  const path = `/api/v1/schools/${school.id}/plugins/${encodeURIComponent(name)}`;
  await admin.expect(
    admin.send('PUT', path, { body: { version, enabled: true, grants: ['yearGroup'], settings: {} } }),
  );
  return name;
}

/** Parameters that name what belongs to the whole installation, so that every school may see it. */
export const SHARED_PARAMETERS: ReadonlySet<string> = new Set([
  'pluginName',
  'publisherKeyId',
  'importKind',
  'recordKind',
]);

/** Parameters that name what only its maker sees, and clients of the whole installation. */
export const PRIVATE_PARAMETERS: ReadonlySet<string> = new Set(['importId']);

/** Bodies of operations whose body in the document cannot be sent as it is, by operation id. */
export const REQUEST_BODIES: Readonly<Record<string, (world: World) => Promise<unknown>>> = {
  'recommendations.decide': () => Promise.resolve({ outcome: 'dismiss', reason: 'Example' }),
  'differentiations.decide': () => Promise.resolve({ outcome: 'accept' }),
  'differentiationRounds.ask': () => Promise.resolve({ subject: 'mathematics' }),
  'imports.run': () => Promise.resolve(importBody('schoolUrn\n')),
};

/** Members of bodies that hold the id of another resource → the path parameter of that resource. */
const REFERENCES: Readonly<Record<string, string>> = {
  schoolIds: 'schoolId',
  pupilIds: 'pupilId',
  coordinatorStaffId: 'staffId',
  recordedByStaffId: 'staffId',
  leadStaffId: 'staffId',
};

/** One school with one row of each resource, made when first asked for. */
export class World {
  private readonly made = new Map<string, Promise<string>>();

  private constructor(
    readonly admin: ApiClient,
    readonly school: School,
  ) {}

  static async make(admin: ApiClient): Promise<World> {
    return new World(admin, await makeSchool(admin));
  }

  /** Rows in a school that is there already, apart from the rows of any other world of it. */
  static in(admin: ApiClient, school: School): World {
    return new World(admin, school);
  }

  /** The id of this school's row of the resource that a path parameter leads to. */
  id(parameter: string): Promise<string> {
    const make = RESOURCE_EXAMPLES[parameter];
    if (!make) throw new Error(`test/support/resource-examples.ts has no entry for {${parameter}}`);
    const made = this.made.get(parameter) ?? make(this);
    this.made.set(parameter, made);
    return made;
  }

  /** A body that the operation takes, with this school's ids in it. */
  async body(operation: Operation): Promise<unknown> {
    const special = REQUEST_BODIES[operation.operationId];
    if (special) return special(this);
    const media = Object.values(operation.requestBody?.content ?? {})[0];
    return media && this.withIds(media.example);
  }

  private async withIds(value: unknown, member = ''): Promise<unknown> {
    const parameter = referenceOf(member);
    if (typeof value === 'string' && parameter) return this.id(parameter);
    if (Array.isArray(value)) return Promise.all(value.map((it) => this.withIds(it, member)));
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value).map(async ([name, it]) => [name, await this.withIds(it, name)]);
    return Object.fromEntries((await Promise.all(members)) as [string, unknown][]);
  }
}

/** Where a body names rows: the path to each id in it, and the parameter of its resource. */
export function referencesIn(body: unknown, path: readonly (string | number)[] = []): Reference[] {
  const member = path.findLast((it) => typeof it === 'string') ?? '';
  const parameter = referenceOf(member);
  if (typeof body === 'string') return parameter ? [{ path, parameter }] : [];
  if (typeof body !== 'object' || body === null || body instanceof FormData) return [];
  return Object.entries(body).flatMap(([name, it]) =>
    referencesIn(it, [...path, Array.isArray(body) ? Number(name) : name]),
  );
}

/** A place in a body that holds the id of another resource. */
export interface Reference {
  readonly path: readonly (string | number)[];
  readonly parameter: string;
}

/** A copy of a body with another value at one place. */
export function replaced(body: unknown, path: readonly (string | number)[], value: unknown): unknown {
  if (path.length === 0) return value;
  const copy = structuredClone(body) as Record<string | number, unknown>;
  const [head, ...rest] = path;
  copy[head!] = replaced(copy[head!], rest, value);
  return copy;
}

function referenceOf(member: string): string | undefined {
  return REFERENCES[member] ?? (Object.hasOwn(RESOURCE_EXAMPLES, member) ? member : undefined);
}

async function idOf(api: ApiClient, path: string, body: unknown): Promise<string> {
  return (await api.expect(api.post<{ id: string }>(path, body))).id;
}
