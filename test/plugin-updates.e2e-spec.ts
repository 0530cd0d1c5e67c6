import { configuration, policy, threshold } from '../sdk/src/manifest/manifest.factory.js';
import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { bundleOf, ended, type Recommendation, RECOMMEND, startRun } from './support/evaluations.js';
import { makePupil, makeSchool, next, type School } from './support/factories.js';
import { makePackage, packageForm } from './support/plugin-packages.js';
import { startServer, type TestServer } from './support/server.js';

interface Installation {
  version: string;
  pendingVersion: string | null;
  missingGrants: string[];
  enabled: boolean;
  state: string;
  stateReason: string | null;
  grants: string[];
  settings: Record<string, unknown>;
  effectiveSettings: Record<string, unknown>;
  revision: number;
}

describe.each(DATABASES)('versions of a plugin at a school on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let admin: ApiClient;
  let school: School;
  let name: string;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    admin = await signIn(server);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const path = () => `/api/v1/schools/${school.id}/plugins/${encodeURIComponent(name)}`;
  const packagePath = (version: string) => `/api/v1/plugins/${encodeURIComponent(name)}?version=${version}`;

  const put = <T = Installation>(version: string, grants: string[], members: object = {}) =>
    admin.send<T>('PUT', path(), { body: { version, enabled: true, grants, settings: {}, ...members } });

  /** Installs a version that reads `inputs` and has `settings`. */
  const install = (version: string, inputs: string[], settings: Record<string, unknown>) =>
    admin.expect(
      admin.post(
        '/api/v1/plugins',
        packageForm(
          makePackage({
            members: { name, version },
            espalierMembers: {
              contributes: {
                policies: [policy({ id: 'policy', inputs, triggers: [] })],
                configuration: configuration(settings),
              },
            },
            bundle: bundleOf(`/* ${version} */ return ${RECOMMEND};`),
          }),
        ),
      ),
    );

  const actions = async () => {
    const { data } = await admin.expect(
      admin.get<Page<{ action: string; detail: { version: string } }>>(
        `/api/v1/audit-events?schoolId=${school.id}&limit=500`,
      ),
    );
    return data
      .filter((it) => it.action.startsWith('plugin.'))
      .map((it) => `${it.action} ${it.detail.version}`);
  };

  beforeEach(async () => {
    school = await makeSchool(admin);
    name = `@st-aldates/plugin-${next()}`;
    await install('1.0.0', ['yearGroup'], { threshold: threshold() });
    await install('2.0.0', ['yearGroup', 'attendance'], {
      threshold: threshold({ maximum: 200 }),
      weeks: { type: 'integer', default: 6 },
    });
    await admin.expect(put('1.0.0', ['yearGroup'], { settings: { threshold: 90 } }));
  });

  it('an update that asks for more waits, the old version runs meanwhile, and the grant moves the school', async () => {
    await makePupil(admin, school);
    const waiting = await admin.expect(put('2.0.0', ['yearGroup'], { settings: { weeks: 4 } }));
    expect(waiting).toMatchObject({
      version: '1.0.0',
      pendingVersion: '2.0.0',
      missingGrants: ['attendance'],
      state: 'enabled',
      settings: { threshold: 90 },
    });
    await ended(admin, await startRun(admin, school));
    const list = `/api/v1/recommendations?schoolId=${school.id}`;
    const before = (await admin.get<Page<Recommendation>>(list)).body.data;
    expect(before).toMatchObject([{ status: 'open' }]);

    const grants = ['attendance', 'yearGroup'];
    const moved = await admin.expect(put('2.0.0', grants, { settings: { weeks: 4 } }));
    expect(moved).toMatchObject({
      version: '2.0.0',
      pendingVersion: null,
      missingGrants: [],
      grants,
      effectiveSettings: { threshold: 97, weeks: 4 },
    });
    await ended(admin, await startRun(admin, school));
    // The same recommendation, known by its policy and rule, whatever version made it.
    expect((await admin.get<Page<Recommendation>>(list)).body.data.map((it) => it.id)).toEqual([
      before[0]!.id,
    ]);
    expect(await actions()).toEqual([
      'plugin.grant 1.0.0',
      'plugin.enable 1.0.0',
      'plugin.grant 2.0.0',
      'plugin.enable 2.0.0',
    ]);
  });

  it('an update that waits is called off by putting the old version again', async () => {
    await admin.expect(put('2.0.0', ['yearGroup']));
    const settings = { threshold: 90 };
    const off = await admin.expect(put('1.0.0', ['yearGroup'], { settings }));
    expect(off).toMatchObject({ version: '1.0.0', pendingVersion: null, missingGrants: [], settings });
    // Nothing holds the version that was called off.
    expect((await admin.send('DELETE', packagePath('2.0.0'))).status).toBe(204);
  });

  it('disabling calls an update off that waits, and leaves nothing enabled', async () => {
    await admin.expect(put('2.0.0', ['yearGroup']));
    const off = await admin.expect(put('1.0.0', ['yearGroup'], { enabled: false }));
    expect(off).toMatchObject({ enabled: false, state: 'disabled', pendingVersion: null });
  });

  it('going back says what the old version does not take, and changes nothing until it fits', async () => {
    const grants = ['attendance', 'yearGroup'];
    const settings = { threshold: 180, weeks: 4 };
    const moved = await admin.expect(put('2.0.0', grants, { settings }));
    const undeclared = await put<Problem>('1.0.0', grants, { settings: {} });
    expect(undeclared.body.errors).toMatchObject([{ pointer: '/grants/0', code: 'undeclared-input' }]);
    const unfit = await put<Problem>('1.0.0', ['yearGroup'], { settings });
    expect(unfit).toMatchObject({ status: 400, body: { code: 'settings-invalid' } });
    expect(unfit.body.errors?.map((it) => it.pointer).sort()).toEqual([
      '/settings/threshold',
      '/settings/weeks',
    ]);
    expect((await admin.get(path())).body).toEqual(moved);
    const back = await admin.expect(put('1.0.0', ['yearGroup'], { settings: { threshold: 90 } }));
    expect(back).toMatchObject({
      version: '1.0.0',
      grants: ['yearGroup'],
      effectiveSettings: { threshold: 90 },
      state: 'enabled',
    });
  });

  it('neither the version that runs nor the one that waits can be uninstalled, the others can', async () => {
    await install('3.0.0', ['yearGroup'], {});
    await admin.expect(put('2.0.0', ['yearGroup']));
    for (const version of ['1.0.0', '2.0.0']) {
      const refused = await admin.send<Problem>('DELETE', packagePath(version));
      expect(refused).toMatchObject({ status: 409, body: { code: 'plugin-refused' } });
      expect(refused.body.detail).toContain('in use by 1 school');
    }
    expect((await admin.send('DELETE', packagePath('3.0.0'))).status).toBe(204);
    expect((await admin.get<Installation>(path())).body).toMatchObject({
      version: '1.0.0',
      pendingVersion: '2.0.0',
    });
  });

  it('of two who move the school at once, one version is left with the settings that were put with it', async () => {
    const grants = ['attendance', 'yearGroup'];
    for (let round = 0; round < 4; round += 1) {
      await Promise.all([
        put('2.0.0', grants, { settings: { weeks: 4 } }),
        put('1.0.0', ['yearGroup'], { settings: { threshold: 80 } }),
      ]);
      const { version, settings } = (await admin.get<Installation>(path())).body;
      expect({ version, settings }).toEqual(
        version === '2.0.0'
          ? { version, settings: { weeks: 4 } }
          : { version: '1.0.0', settings: { threshold: 80 } },
      );
    }
  });
});
