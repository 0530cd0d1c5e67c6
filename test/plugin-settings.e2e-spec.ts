import { type ApiClient, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeSchool, provisionTypeBody, type School } from './support/factories.js';
import { packageForm, packPlugin } from './support/plugin-packages.js';
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
});
