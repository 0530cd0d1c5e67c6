import { ladder, policy, readingGroup } from '../sdk/src/manifest/manifest.factory.js';
import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  makeClient,
  makePupil,
  makeSchool,
  next,
  provisionBody,
  resultBody,
  type School,
  targetBody,
} from './support/factories.js';
import { makeLadderPackage, makePackage, packageForm } from './support/plugin-packages.js';
import { startServer, type TestServer } from './support/server.js';

interface Contributed {
  readonly id: string;
  readonly schoolId: string;
  readonly key: string;
  readonly contributedBy: { readonly plugin: string; readonly version: string } | null;
  readonly retiredAt: string | null;
  readonly updatedAt: string;
}
type Framework = Contributed & { readonly frameworkVersion: number };
type ProvisionType = Contributed & { readonly typeVersion: number };
interface Result {
  readonly id: string;
  readonly grade: string;
  readonly attainment: string | null;
  readonly framework: { readonly id: string; readonly version: number };
}

const FRAMEWORKS = '/api/v1/frameworks';
const TYPES = '/api/v1/provision-types';
const RESULTS = '/api/v1/results';

/** In this one the first rung is what is expected in year 7. */
const EASIER = { assessmentFrameworks: [ladder({ expectations: { 7: 1 } })] };

describe.each(DATABASES)('frameworks and provision types of plugins, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  /** A plugin of this test alone. */
  let name: string;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
  });

  beforeEach(async () => {
    school = await makeSchool(api);
    name = `@st-aldates/ladder-${next()}`;
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const install = <T>(version: string, contributes: Record<string, unknown> = {}) =>
    api.post<T>('/api/v1/plugins', packageForm(makeLadderPackage({ name, version }, contributes)));

  const pathAt = (at: School) => `/api/v1/schools/${at.id}/plugins/${encodeURIComponent(name)}`;

  const put = (version: string, members: Record<string, unknown> = {}, at = school) =>
    api.send<Problem>('PUT', pathAt(at), { body: { version, enabled: true, ...members } });

  /** Installs a version and enables it. */
  async function enable(version: string, contributes: Record<string, unknown> = {}): Promise<void> {
    await api.expect(install(version, contributes));
    await api.expect(put(version));
  }

  const disable = (version: string) => api.expect(put(version, { enabled: false }));

  const brought = async <T>(path: string, query = '', client = api) =>
    (await client.expect(client.get<Page<T>>(`${path}?schoolId=${school.id}&contributedBy=${name}${query}`)))
      .data;

  const frameworks = (query = '') => brought<Framework>(FRAMEWORKS, query);
  const types = (query = '') => brought<ProvisionType>(TYPES, query);

  /** Keys after the plugin's name, with the version, in brackets where retired. */
  async function told(): Promise<string[]> {
    const of = (it: Contributed, version: number) => {
      const text = `${it.key.slice(name.length + 1)} ${version}`;
      return it.retiredAt === null ? text : `(${text})`;
    };
    return [
      ...(await frameworks()).map((it) => of(it, it.frameworkVersion)),
      ...(await types()).map((it) => of(it, it.typeVersion)),
    ].sort();
  }

  const onLadder = async (members: Record<string, unknown> = {}, version?: number) => {
    const framework = { key: `${name}/ladder`, ...(version !== undefined && { version }) };
    return resultBody(await makePupil(api, school), { framework, value: null, grade: 'Rung 1', ...members });
  };

  const record = async (members: Record<string, unknown> = {}, version?: number) =>
    api.post<Result & Problem>(RESULTS, await onLadder(members, version));

  it('a package without code is installed, and says under which keys schools will know what it brings', async () => {
    expect(await install('1.0.0')).toMatchObject({
      status: 201,
      body: {
        name,
        state: 'installed',
        bundleSize: 0,
        policies: [],
        inputs: [],
        assessmentFrameworks: [{ key: `${name}/ladder`, title: 'Reading ladder' }],
        provisionTypes: [{ key: `${name}/reading-group`, title: 'Reading group' }],
      },
    });
    expect(await told()).toEqual([]);
    expect((await record()).body.errors).toMatchObject([
      { pointer: '/framework/key', code: 'unknown-framework' },
    ]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'grades that fall',
      {
        grades: [
          { grade: 'A', points: 2 },
          { grade: 'B', points: 1 },
        ],
      },
      'grades/1/points not-rising',
    ],
    ['an expectation off the scale', { expectations: { 7: 9 } }, 'expectations/7 out-of-range'],
  ])('a package with %s is refused at its place', async (_case, changes, expected) => {
    const { status, body } = await install<Problem>('1.0.0', { assessmentFrameworks: [ladder(changes)] });
    expect([status, body.code]).toEqual([400, 'package-invalid']);
    expect(body.errors!.map((it) => `${it.pointer} ${it.code}`)).toEqual([
      `/espalier/contributes/assessmentFrameworks/0/${expected}`,
    ]);
    expect((await api.get(`/api/v1/plugins/${encodeURIComponent(name)}`)).status).toBe(404);
  });

  it('a version that is there cannot come again with other contributions', async () => {
    const made = await install<{ id: string }>('1.0.0');
    expect(await install('1.0.0')).toMatchObject({ status: 201, body: { id: made.body.id } });
    expect(await install<Problem>('1.0.0', EASIER)).toMatchObject({
      status: 409,
      body: { code: 'duplicate', errors: [{ pointer: '/version' }] },
    });
  });

  it('enabled, they are the school’s to read, and no other school’s', async () => {
    await enable('1.0.0');
    const [framework] = await frameworks();
    const contributedBy = { plugin: name, version: '1.0.0' };
    expect(framework).toMatchObject({
      schoolId: school.id,
      key: `${name}/ladder`,
      frameworkVersion: 1,
      min: 1,
      max: 3,
      tolerance: 0.5,
      expectations: { 7: 2 },
      contributedBy,
      retiredAt: null,
    });
    expect(await types()).toMatchObject([
      { schoolId: school.id, key: `${name}/reading-group`, typeVersion: 1, wave: 2, contributedBy },
    ]);

    const other = await makeSchool(api);
    const scopes = ['assessments:read', 'assessments:write', 'provisions:read'];
    const stranger = await makeClient(server, api, scopes, [other.id]);
    expect(await brought(FRAMEWORKS, '', stranger)).toEqual([]);
    expect(await brought(TYPES, '', stranger)).toEqual([]);
    expect((await stranger.get(`${FRAMEWORKS}/${framework!.id}`)).status).toBe(404);
    const pupil = await makePupil(api, other);
    const body = resultBody(pupil, { framework: { key: framework!.key }, value: null, grade: 'Rung 1' });
    expect((await stranger.post<Problem>(RESULTS, body)).body.errors).toMatchObject([
      { pointer: '/framework/key', code: 'unknown-framework' },
    ]);
  });

  it('nobody but the plugin changes them', async () => {
    await enable('1.0.0');
    const [framework] = await frameworks();
    const path = `${FRAMEWORKS}/${framework!.id}`;
    expect(await api.patch<Problem>(path, { tolerance: 1 })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    expect((await api.get(path)).body).toEqual(framework);
    const next = { schoolId: school.id, ...ladder({ id: undefined }), key: framework!.key };
    expect((await api.post<Problem>(FRAMEWORKS, next)).body.errors).toMatchObject([{ pointer: '/key' }]);
    expect(await told()).toEqual(['ladder 1', 'reading-group 1']);
  });

  it('a changed framework is its next version, and judgements that were made stay', async () => {
    await enable('1.0.0');
    const [below, at] = [await api.expect(record()), await api.expect(record({ grade: 'Rung 2' }))];
    expect([below.attainment, at.attainment]).toEqual(['below', 'at']);
    await enable('1.1.0', EASIER);
    // What did not change stays as it is.
    expect(await told()).toEqual(['ladder 1', 'ladder 2', 'reading-group 1']);
    expect((await frameworks()).map((it) => it.contributedBy?.version)).toEqual(['1.0.0', '1.1.0']);
    expect((await api.get(`${RESULTS}/${below.id}`)).body).toEqual(below);

    const after = await api.expect(record());
    expect([after.framework.version, after.attainment]).toEqual([2, 'at']);
    // What was begun in the version before is finished in it.
    const before = await api.expect(record({}, 1));
    expect([before.framework.version, before.attainment]).toEqual([1, 'below']);
  });

  it('moving back to an older version takes its framework up again, and moving on the newer', async () => {
    await enable('1.0.0');
    await enable('1.1.0', EASIER);
    await api.expect(put('1.0.0'));
    expect(await told()).toEqual(['(ladder 2)', 'ladder 1', 'reading-group 1']);
    expect((await api.expect(record())).framework.version).toBe(1);
    expect((await record({}, 2)).body.errors).toMatchObject([
      { pointer: '/framework/key', code: 'retired-framework' },
    ]);
    await api.expect(put('1.1.0'));
    expect(await told()).toEqual(['ladder 1', 'ladder 2', 'reading-group 1']);
    expect((await api.expect(record())).framework.version).toBe(2);
  });

  it('what a new version has no more is retired, and the rest stays', async () => {
    await enable('1.0.0');
    await enable('2.0.0', {
      assessmentFrameworks: [],
      provisionTypes: [readingGroup({ title: 'Book club' })],
    });
    expect(await told()).toEqual(['(ladder 1)', 'reading-group 1', 'reading-group 2']);
    expect(await types()).toMatchObject([{ title: 'Reading group' }, { title: 'Book club' }]);
  });

  describe('once the plugin is disabled', () => {
    it('nothing new is recorded in its framework; what is there is read, judged and corrected as before', async () => {
      await enable('1.0.0');
      const source = { system: 'mis', id: `r-${next()}` };
      const body = await onLadder({ source });
      const made = await api.expect(api.post<Result>(RESULTS, body));
      await disable('1.0.0');
      expect(await told()).toEqual(['(ladder 1)', '(reading-group 1)']);

      const refused = { pointer: '/framework/key', code: 'retired-framework' };
      expect(await record()).toMatchObject({ status: 400, body: { errors: [refused] } });
      const target = targetBody(await makePupil(api, school), {
        framework: { key: `${name}/ladder` },
        baseline: { date: '2026-01-09', grade: 'Rung 1' },
        target: { grade: 'Rung 2' },
      });
      expect((await api.post<Problem>('/api/v1/targets', target)).body.errors).toMatchObject([refused]);

      expect((await api.get(`${RESULTS}/${made.id}`)).body).toEqual(made);
      // The same body again says the same, and a correction stays in the framework.
      const sync = (sent: object) => api.post(`${RESULTS}:batch?match=source`, { items: [sent] });
      expect((await sync(body)).body).toMatchObject({ unchanged: 1 });
      const corrections = `${RESULTS}/${made.id}/corrections`;
      expect(await api.post(corrections, { grade: 'Rung 2' })).toMatchObject({
        status: 201,
        body: { attainment: 'at', framework: { version: 1 }, corrects: made.id },
      });
      expect((await sync({ ...body, grade: 'Rung 3' })).body).toMatchObject({ updated: 1 });
    });

    it('a list tells what new facts may use from what they may not', async () => {
      await enable('1.0.0');
      const [framework] = await frameworks();
      await disable('1.0.0');
      expect(await frameworks('&offered=true')).toEqual([]);
      expect(await types('&offered=true')).toEqual([]);
      expect(await frameworks('&offered=false')).toMatchObject([{ id: framework!.id }]);
      const { data } = await api.expect(
        api.get<Page<Framework>>(`${FRAMEWORKS}?offered=true&key=percentage`),
      );
      expect(data).toMatchObject([{ key: 'percentage', contributedBy: null, retiredAt: null }]);
    });

    it('no group of its kind is begun; one that is there goes on, changes and takes pupils', async () => {
      await enable('1.0.0');
      const [type] = await types();
      const body = provisionBody(school, { provisionTypeId: type!.id });
      const group = await api.expect(api.post<{ id: string }>('/api/v1/provisions', body));
      await disable('1.0.0');

      expect((await api.post<Problem>('/api/v1/provisions', body)).body.errors).toMatchObject([
        { pointer: '/provisionTypeId', code: 'retired-provision-type' },
      ]);
      const wanted = { pupilId: (await makePupil(api, school)).id, reason: 'Reads below the ladder' };
      const place = (members: object) =>
        api.post<Problem>('/api/v1/interventions', { ...wanted, ...members });
      expect((await place({ provisionTypeKey: type!.key })).body.errors).toMatchObject([
        { pointer: '/provisionTypeKey', code: 'retired-provision-type' },
      ]);
      const entry = { framework: { key: `${name}/ladder` }, grade: 'Rung 1', date: '2026-09-01' };
      expect((await place({ provisionTypeKey: 'small-group-catch-up', entry })).body.errors).toMatchObject([
        { pointer: '/entry/framework/key', code: 'retired-framework' },
      ]);
      const path = `/api/v1/provisions/${group.id}`;
      expect(await api.patch(path, { name: 'Book club' })).toMatchObject({ status: 200 });
      expect(await place({ provisionId: group.id })).toMatchObject({
        status: 201,
        body: { provisionType: { key: type!.key } },
      });
    });

    it('enabling it again brings back the same ones', async () => {
      await enable('1.0.0');
      const before = [...(await frameworks()), ...(await types())].map((it) => it.id);
      await disable('1.0.0');
      await api.expect(put('1.0.0'));
      const after = [...(await frameworks('&offered=true')), ...(await types('&offered=true'))];
      expect(after.map((it) => it.id)).toEqual(before);
      expect(await record()).toMatchObject({ status: 201 });
    });
  });

  it('taken from the school and from the server, what was recorded stays readable', async () => {
    await enable('1.0.0');
    const made = await api.expect(record());
    await api.expect(api.send('DELETE', pathAt(school)));
    await api.expect(api.send('DELETE', `/api/v1/plugins/${encodeURIComponent(name)}`));
    expect(await told()).toEqual(['(ladder 1)', '(reading-group 1)']);
    expect((await api.get(`${RESULTS}/${made.id}`)).body).toEqual(made);
  });

  it('of several who enable it at once nothing is there twice', async () => {
    await api.expect(install('1.0.0'));
    const answers = await Promise.all(Array.from({ length: 4 }, () => put('1.0.0')));
    expect(answers.map((it) => it.status)).toEqual([200, 200, 200, 200]);
    expect(await told()).toEqual(['ladder 1', 'reading-group 1']);
  });

  it('of two who move it to different versions at once the newest on offer is that of the version it runs', async () => {
    await enable('1.0.0');
    await api.expect(install('1.1.0', EASIER));
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([put('1.0.0'), put('1.1.0')]);
      const { version } = await api.expect(api.get<{ version: string }>(pathAt(school)));
      const offered = await frameworks('&offered=true');
      expect(offered.at(-1)!.contributedBy!.version).toBe(version);
      expect((await frameworks()).length).toBeLessThanOrEqual(2);
    }
  });

  it('a result while the plugin is disabled is recorded before or refused after', async () => {
    await enable('1.0.0');
    for (let round = 0; round < 5; round += 1) {
      const body = await onLadder();
      const [result] = await Promise.all([api.post<Problem>(RESULTS, body), disable('1.0.0')]);
      const outcome = result.status === 201 ? 'recorded' : result.body.errors?.[0]?.code;
      expect(['recorded', 'retired-framework']).toContain(outcome);
      expect(await told()).toEqual(['(ladder 1)', '(reading-group 1)']);
      await api.expect(put('1.0.0'));
    }
  });

  it('what was known at an instant is what was offered then', async () => {
    const { updatedAt: before } = await api.expect(api.get<Contributed>(`/api/v1/schools/${school.id}`));
    await enable('1.0.0');
    const [{ updatedAt: on, id }] = (await frameworks()) as [Framework];
    await disable('1.0.0');
    const [{ updatedAt: off }] = (await frameworks()) as [Framework];
    const knownAt = (instant: string) => `&knownAt=${encodeURIComponent(instant)}`;
    const seen = async (instant: string) => [
      (await frameworks(knownAt(instant))).map((it) => it.retiredAt),
      (await types(knownAt(instant))).map((it) => it.retiredAt),
      (await frameworks(`${knownAt(instant)}&offered=true`)).map((it) => it.id),
    ];
    expect(await seen(before)).toEqual([[], [], []]);
    expect(await seen(on)).toEqual([[null], [null], [id]]);
    expect(await seen(off)).toEqual([[off], [off], []]);
  });

  it('a version that waits for a grant brings nothing until it has it', async () => {
    const installPolicy = (version: string, inputs: string[], contributes: Record<string, unknown> = {}) => {
      const policies = [policy({ inputs, triggers: [] })];
      const espalierMembers = {
        contributes: { policies, assessmentFrameworks: [ladder()], ...contributes },
      };
      const bytes = makePackage({ members: { name, version }, espalierMembers });
      return api.expect(api.post('/api/v1/plugins', packageForm(bytes)));
    };
    await installPolicy('1.0.0', ['yearGroup']);
    await installPolicy('1.1.0', ['yearGroup', 'results'], EASIER);
    await api.expect(put('1.0.0', { grants: ['yearGroup'] }));
    await api.expect(put('1.1.0', { grants: ['yearGroup'] }));
    expect(await told()).toEqual(['ladder 1']);
    await api.expect(put('1.1.0', { grants: ['yearGroup', 'results'] }));
    expect(await told()).toEqual(['ladder 1', 'ladder 2']);
  });
});
