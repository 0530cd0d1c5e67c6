import { configuration, policy, readingGroup } from '../sdk/src/manifest/manifest.factory.js';
import { type ApiClient, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { allOf, bundleOf, ended, type Recommendation, startRun } from './support/evaluations.js';
import { makePupil, makeSchool, makeStaff, provisionTypeBody, type School } from './support/factories.js';
import { makePackage, packageForm, packPlugin } from './support/plugin-packages.js';
import { startServer, type TestServer } from './support/server.js';

interface Installation {
  readonly settings: Record<string, unknown>;
  readonly effectiveSettings: Record<string, unknown>;
}

describe.each(DATABASES)('settings that name a provision type on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let admin: ApiClient;
  let plugin: { name: string; version: string };
  let school: School;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    admin = await signIn(server);
    const tgz = await packPlugin('plugins/trajectory-catch-up');
    plugin = await admin.expect(admin.post<typeof plugin>('/api/v1/plugins', packageForm(tgz)));
  });

  beforeEach(async () => {
    school = await makeSchool(admin);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const pathOf = () => `/api/v1/schools/${school.id}/plugins/${encodeURIComponent(plugin.name)}`;

  const put = <T>(settings: Record<string, unknown>) =>
    admin.send<T>('PUT', pathOf(), {
      body: {
        version: plugin.version,
        enabled: true,
        grants: ['trajectory', 'interventions', 'attendance'],
        settings,
      },
    });

  it('one that the school does not have is refused at its place, and nothing is stored', async () => {
    const other = await makeSchool(admin);
    await admin.expect(admin.post('/api/v1/provision-types', provisionTypeBody(other, { key: 'elsewhere' })));
    const settings = { wave2ProvisionType: 'elsewhere', wave3ProvisionType: 'nowhere', reviewWeeks: 4 };
    const { status, body } = await put<Problem>(settings);
    expect([status, body.code]).toEqual([400, 'settings-invalid']);
    expect(body.errors!.map((it) => `${it.pointer} ${it.code}`)).toEqual([
      '/settings/wave2ProvisionType unknown-provision-type',
      '/settings/wave3ProvisionType unknown-provision-type',
    ]);
    expect((await admin.get(pathOf())).status).toBe(404);
  });

  it('the school’s own and those that ship with Espalier are taken; a default stays without being set', async () => {
    const own = provisionTypeBody(school, { key: 'paired-reading' });
    await admin.expect(admin.post('/api/v1/provision-types', own));
    const settings = { wave2ProvisionType: 'paired-reading', wave3ProvisionType: 'one-to-one-catch-up' };
    expect((await put<Installation>(settings)).body.settings).toEqual(settings);
    const { body } = await put<Installation>({});
    expect(body.effectiveSettings).toMatchObject({ wave2ProvisionType: 'small-group-catch-up' });
  });

  it('what the plugin brings itself is taken, and a recommendation of it becomes an intervention', async () => {
    const name = '@st-aldates/book-club';
    const key = `${name}/reading-group`;
    const bundle = bundleOf(`return { kind: "recommend", rule: "always", wave: 2, subject: "reading",
      provisionType: context.settings.group, reason: "For the test", evidence: [] }`);
    const bytes = makePackage({
      members: { name, version: '1.0.0' },
      bundle,
      espalierMembers: {
        contributes: {
          policies: [policy({ id: 'policy', inputs: ['yearGroup'], triggers: [] })],
          configuration: configuration({
            group: { type: 'string', format: 'provision-type', default: 'small-group-catch-up' },
          }),
          provisionTypes: [readingGroup()],
        },
      },
    });
    await admin.expect(admin.post('/api/v1/plugins', packageForm(bytes)));
    await makePupil(admin, school);
    const path = `/api/v1/schools/${school.id}/plugins/${encodeURIComponent(name)}`;
    const body = { version: '1.0.0', enabled: true, grants: ['yearGroup'], settings: { group: key } };
    expect(await admin.send('PUT', path, { body })).toMatchObject({ status: 200 });

    const run = await ended(admin, await startRun(admin, school));
    expect(run.policies).toMatchObject([{ counts: { recommend: 1 } }]);
    const [recommended] = await allOf<Recommendation>(admin, `/api/v1/recommendations?schoolId=${school.id}`);
    const { api: senco } = await makeStaff(server, admin, school);
    const accept = { outcome: 'accept', reason: 'Agreed with the class teacher.', startDate: '2026-09-14' };
    expect(await senco.post(`/api/v1/recommendations/${recommended!.id}/decisions`, accept)).toMatchObject({
      status: 201,
    });
    expect(await allOf(admin, `/api/v1/interventions?schoolId=${school.id}`)).toMatchObject([
      { provisionType: { key, version: 1 } },
    ]);
  });
});
