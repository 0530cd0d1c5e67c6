import { type ApiClient, type Page, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { allOf, bundleOf, ended, type Recommendation, startRun } from './support/evaluations.js';
import {
  makeClient,
  makePupil,
  makeSchool,
  makeStaff,
  resultBody,
  type School,
} from './support/factories.js';
import { makePackage, packageForm } from './support/plugin-packages.js';
import { startServer, type TestServer } from './support/server.js';
import {
  enableEstimates,
  installEstimates,
  type PupilProposal,
  type Target,
  type TargetSet,
} from './support/target-proposals.js';

type Named = { readonly id: string };

interface Conflicting extends Recommendation {
  readonly plugin: string;
  readonly conflictsWith: readonly Record<string, unknown>[];
}

describe.each(DATABASES)('several plugins on one pupil, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let senco: ApiClient;
  let school: School;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    await installEstimates(api);
  });

  beforeEach(async () => {
    school = await makeSchool(api);
    ({ api: senco } = await makeStaff(server, api, school));
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  let plugins = 0;
  /** Enables a policy of its own at the test's school. */
  async function enable(verdict: string, inputs: readonly string[] = ['yearGroup']): Promise<string> {
    const name = `@test/says-${++plugins}`;
    const bundle = bundleOf(`return ${verdict};`);
    const bytes = makePackage({
      members: { name, version: '1.0.0' },
      policyMembers: { id: 'policy', inputs },
      bundle,
    });
    await api.expect(api.post('/api/v1/plugins', packageForm(bytes)));
    await put(name, true, inputs);
    return name;
  }

  async function put(name: string, enabled: boolean, grants: readonly string[] = ['yearGroup']) {
    const path = `/api/v1/schools/${school.id}/plugins/${encodeURIComponent(name)}`;
    await api.expect(api.send('PUT', path, { body: { version: '1.0.0', enabled, grants, settings: {} } }));
  }

  const small = (members = '') => `{ kind: "recommend", rule: "r", wave: 2, subject: "reading",
    provisionType: "small-group-catch-up", reason: "Small group", evidence: [] ${members} }`;
  const single = (members = '') => `{ kind: "recommend", rule: "r", wave: 2, subject: "reading",
    provisionType: "one-to-one-catch-up", reason: "One to one", evidence: [] ${members} }`;

  async function evaluated(client = senco): Promise<Conflicting[]> {
    await ended(api, await startRun(api, school));
    return recommended(client);
  }

  const recommended = (client = senco, query = '') =>
    allOf<Conflicting>(client, `/api/v1/recommendations?schoolId=${school.id}&sort=pupilId${query}`);

  it('what two policies recommend for the same pupil, subject and wave is told with each, reasons beside', async () => {
    const pupil = await makePupil(api, school);
    const [one, two] = [await enable(small()), await enable(single())];
    const rows = await evaluated();
    const of = (plugin: string) => rows.find((it) => it.plugin === plugin)!;
    expect(rows).toHaveLength(2);
    expect(of(one).conflictsWith).toEqual([
      {
        ...{ recommendationId: of(two).id, kind: 'sameWave', plugin: two, policyId: 'policy' },
        ...{ provisionType: 'one-to-one-catch-up', reason: 'One to one' },
      },
    ]);
    expect(of(two).conflictsWith).toMatchObject([{ recommendationId: of(one).id, reason: 'Small group' }]);
    expect((await senco.get(`/api/v1/recommendations/${of(one).id}`)).body).toEqual(of(one));
    expect(of(one)).toMatchObject({ pupilId: pupil.id, status: 'open' });
  });

  it('other subjects and waves are none, and the filter tells them apart', async () => {
    await makePupil(api, school);
    const together = [await enable(small()), await enable(single())];
    const apart = [await enable(small(', wave: 3')), await enable(small(', subject: "mathematics"'))];
    const all = await evaluated();
    expect(all).toHaveLength(4);
    const plugins = (rows: readonly Conflicting[]) => rows.map((it) => it.plugin).sort();
    expect(plugins(await recommended(senco, '&conflicting=true'))).toEqual(together.toSorted());
    expect(plugins(await recommended(senco, '&conflicting=false'))).toEqual(apart.toSorted());
    const path = `/api/v1/recommendations?schoolId=${school.id}&conflicting=true&count=true&limit=1`;
    const { data, page } = await senco.expect(senco.get<Page<Conflicting>>(path));
    expect([data.length, page.total]).toEqual([1, 2]);
    expect(page.next).not.toBeNull();
  });

  it('deciding on one says what it was in conflict with; the other stays open, and is in conflict no more', async () => {
    await makePupil(api, school);
    const [one, two] = [await enable(small()), await enable(single())];
    const rows = await evaluated();
    const [first, second] = [one, two].map((plugin) => rows.find((it) => it.plugin === plugin)!);
    const decide = (row: Conflicting, outcome: string) =>
      senco.post(`/api/v1/recommendations/${row.id}/decisions`, { outcome, reason: 'As agreed' });
    expect(await decide(first!, 'accept')).toMatchObject({
      status: 201,
      body: { conflictsWith: [second!.id] },
    });
    const after = await recommended();
    expect(after.find((it) => it.plugin === two)).toMatchObject({ status: 'open', conflictsWith: [] });
    expect(after.find((it) => it.plugin === one)).toMatchObject({ status: 'accepted', conflictsWith: [] });
    expect(await decide(second!, 'dismiss')).toMatchObject({ status: 201, body: { conflictsWith: [] } });
  });

  it('ends where one of the plugins is disabled', async () => {
    await makePupil(api, school);
    const [one, two] = [await enable(small()), await enable(single())];
    await evaluated();
    await put(two, false);
    const rows = await recommended(senco, '&status=open');
    expect(rows).toMatchObject([{ plugin: one, conflictsWith: [] }]);
  });

  it('does not tell the reasons of a policy with sensitive inputs to who may not read them', async () => {
    await makePupil(api, school);
    const [plain, onSen] = [await enable(small()), await enable(single(), ['sen'])];
    const told = (await evaluated()).find((it) => it.plugin === plain)!;
    expect(told.conflictsWith).toMatchObject([{ plugin: onSen, reason: 'One to one' }]);
    const reader = await makeClient(server, api, ['recommendations:read'], [school.id]);
    const kept = (await recommended(reader)).find((it) => it.plugin === plain)!;
    expect(kept.conflictsWith).toMatchObject([{ plugin: onSen, provisionType: 'one-to-one-catch-up' }]);
    expect(kept.conflictsWith[0]).not.toHaveProperty('reason');
  });

  it('a proposal that contradicts another policy’s draft makes none, and is shown beside it', async () => {
    const [differs, declines] = [await makePupil(api, school), await makePupil(api, school)];
    for (const pupil of [differs, declines]) {
      await api.expect(api.post('/api/v1/results', resultBody(pupil, { date: '2026-01-09', value: 10 })));
    }
    await enableEstimates(api, school);
    await enableEstimates(api, school, { settings: { points: 4 } }, '@test/other-estimates');
    const propose = (plugin: string) =>
      api.expect(
        api.post<TargetSet>('/api/v1/target-sets:propose', {
          ...{ schoolId: school.id, policy: `${plugin}/policy`, title: plugin, subject: 'mathematics' },
          ...{ framework: { key: 'twenty' }, cohort: { yearGroup: '7' }, asOf: '2026-01-09' },
        }),
      );
    const first = await propose('@test/estimates');
    const drafts = await allOf<Target>(api, `/api/v1/targets?targetSetId=${first.id}`);
    const draftOf = (pupil: Named) => drafts.find((it) => it.pupilId === pupil.id)!;
    // A draft that was withdrawn waits no more.
    const declined = `/api/v1/targets/${draftOf(declines).id}`;
    await api.expect(api.patch(declined, { status: 'withdrawn', statusReason: 'Not this one' }));
    const second = await propose('@test/other-estimates');
    const rows = await allOf<PupilProposal & { conflict: unknown }>(
      api,
      `/api/v1/target-sets/${second.id}/proposals?sort=pupilId&conflicting=true`,
    );
    expect(rows).toMatchObject([
      {
        ...{ pupilId: differs.id, outcome: 'draftPending', targetId: null },
        verdicts: [{ target: 14, reason: 'From 10 it is 4 more.' }],
        conflict: {
          ...{ targetId: draftOf(differs).id, plugin: '@test/estimates', policyId: 'policy' },
          ...{ target: 12, due: '2026-07-10', reason: 'From 10 it is 2 more.' },
        },
      },
    ]);
    const others = `/api/v1/target-sets/${second.id}/proposals?sort=pupilId&conflicting=false`;
    expect(await allOf(api, others)).toMatchObject([
      { pupilId: declines.id, outcome: 'proposed', conflict: null },
    ]);
    await api.expect(
      api.patch(`/api/v1/targets/${draftOf(differs).id}`, { status: 'withdrawn', statusReason: 'Neither' }),
    );
    expect(await allOf(api, others)).toHaveLength(2);
  });
});
