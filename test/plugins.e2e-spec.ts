import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeClient, makeSchool, makeStaff, next, type School } from './support/factories.js';
import { makePackage, packageForm, packPlugin, QUIET_BUNDLE } from './support/plugin-packages.js';
import { startServer, type TestServer } from './support/server.js';
import { writeRows } from './support/write-rows.js';

interface Plugin {
  id: string;
  name: string;
  version: string;
  state: string;
  stateReason: string | null;
  bundleDigest: string;
}
interface Installation {
  version: string;
  pendingVersion: string | null;
  missingGrants: string[];
  enabled: boolean;
  state: string;
  grants: string[];
  settings: unknown;
  effectiveSettings: unknown;
  revision: number;
}
interface AuditEvent {
  action: string;
  schoolId: string | null;
  detail: Record<string, unknown>;
}

describe.each(DATABASES)('plugins on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let admin: ApiClient;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database, { ESPALIER_LIMIT_BATCH_GRACE_MILLIS: '300' });
    admin = await signIn(server);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const upload = <T>(bytes: Buffer, api = admin, headers: Record<string, string> = {}) =>
    api.post<T>('/api/v1/plugins', packageForm(bytes), headers);

  const count = async () => (await admin.get<Page<Plugin>>('/api/v1/plugins?count=true')).body.page.total;

  const pathOf = (school: School, name: string) =>
    `/api/v1/schools/${school.id}/plugins/${encodeURIComponent(name)}`;

  const put = <T = Installation>(school: School, name: string, body: object, api = admin, ifMatch?: string) =>
    api.send<T>('PUT', pathOf(school, name), { body, headers: ifMatch ? { 'if-match': ifMatch } : {} });

  /** Installs the quiet plugin under a name of its own. */
  const install = (members: Record<string, unknown> = {}, policyMembers: Record<string, unknown> = {}) => {
    const name = `@st-aldates/plugin-${next()}`;
    return admin.expect(upload<Plugin>(makePackage({ members: { name, ...members }, policyMembers })));
  };

  const actions = async (school: School) => {
    const { data } = await admin.expect(
      admin.get<Page<AuditEvent>>(`/api/v1/audit-events?schoolId=${school.id}`),
    );
    return data.filter((it) => it.action.startsWith('plugin.'));
  };

  it('a package that espalier pack made is installed once, with what it will read', async () => {
    const tgz = await packPlugin('plugins/trajectory-catch-up');
    const made = await upload<Plugin>(tgz);
    expect(made).toMatchObject({
      status: 201,
      body: {
        name: '@espalier/trajectory-catch-up',
        state: 'installed',
        inputs: ['attendance', 'interventions', 'trajectory'],
        sensitiveInputs: [],
        policies: [{ id: 'trajectory-catch-up', kind: 'intervention' }],
        configuration: { properties: { reviewWeeks: { default: 6 } } },
      },
    });
    const location = made.headers.get('location')!;
    expect(location).toBe('/api/v1/plugins/%40espalier%2Ftrajectory-catch-up');
    const again = await upload<Plugin>(tgz);
    expect(again.body).toEqual(made.body);
    const read = await admin.get<{ versions: Plugin[] }>(location);
    expect(read.body).toMatchObject({ name: made.body.name, versions: [made.body] });
    const audited = await admin.get<Page<AuditEvent>>('/api/v1/audit-events?action=plugin.install');
    expect(audited.body.data).toMatchObject([{ schoolId: null, detail: { name: made.body.name } }]);
  });

  it.each<[string, Buffer, string, string]>([
    ['no package at all', Buffer.from('hello'), '', 'not-a-package'],
    [
      'an entry that climbs out of the package',
      makePackage({ files: { '../../evil.js': '' } }),
      'package/../../evil.js',
      'unsafe-path',
    ],
    [
      'an input that there is not',
      makePackage({ policyMembers: { inputs: ['diary'] } }),
      '/espalier/contributes/policies/0/inputs/0',
      'invalid',
    ],
    [
      'a range that this server’s API is not in',
      makePackage({ members: { engines: { espalier: '^9.0.0' } } }),
      '/engines/espalier',
      'api-range',
    ],
    [
      'a bundle that is not the one that was packed',
      makePackage({ bundle: `${QUIET_BUNDLE} `, recorded: QUIET_BUNDLE }),
      '/espalier/bundle',
      'digest-mismatch',
    ],
    [
      'a bundle that loops while it loads',
      makePackage({ bundle: 'for (;;) {}' }),
      '/main',
      'activation-failed',
    ],
    [
      'a bundle without the policy',
      makePackage({ bundle: 'exports.policies = {};' }),
      '/main',
      'activation-failed',
    ],
    [
      'a bundle that reaches for the file system',
      makePackage({ bundle: 'require("node:fs").readFileSync("/etc/passwd");' }),
      '/main',
      'activation-failed',
    ],
    [
      'a name that no path can hold',
      makePackage({ members: { name: 'a'.repeat(121) } }),
      '/name',
      'too-long',
    ],
    [
      'unstable API',
      makePackage({ espalierMembers: { enabledApiProposals: ['agents'] } }),
      '/espalier/enabledApiProposals',
      'not-supported',
    ],
  ])('refuses %s and stores nothing', async (_name, bytes, pointer, code) => {
    const before = await count();
    const answer = await upload<Problem>(bytes);
    expect(answer).toMatchObject({ status: 400, body: { code: 'package-invalid' } });
    expect(answer.body.errors).toMatchObject([{ pointer, code }]);
    expect(await count()).toBe(before);
  });

  it('a request without a package, and one that is too large, say so', async () => {
    const nothing = await admin.post<Problem>('/api/v1/plugins', {});
    expect(nothing.body.errors?.map((it) => it.pointer)).toEqual(['/name', '/version']);
    const text = { headers: { 'content-type': 'text/plain' }, body: 'package' };
    expect(await admin.send('POST', '/api/v1/plugins', text)).toMatchObject({ status: 415 });
    expect(await admin.post('/api/v1/plugins', new FormData())).toMatchObject({
      status: 400,
      body: { code: 'upload-invalid' },
    });
    expect(await upload(Buffer.alloc(5 * 1024 * 1024 + 1))).toMatchObject({
      status: 413,
      body: { code: 'body-too-large' },
    });
  });

  it('a version that is there cannot come again with another bundle', async () => {
    const { name, version, bundleDigest } = await install();
    const other = makePackage({ members: { name, version }, bundle: `${QUIET_BUNDLE} ` });
    expect(await upload<Problem>(other)).toMatchObject({ status: 409, body: { code: 'duplicate' } });
    const { body } = await admin.get<{ versions: Plugin[] }>(`/api/v1/plugins/${encodeURIComponent(name)}`);
    expect(body.versions).toMatchObject([{ bundleDigest }]);
  });

  it('the same Idempotency-Key gives the same answer', async () => {
    const bytes = makePackage({ members: { name: `keyed-${next()}` } });
    const headers = { 'idempotency-key': `install-${next()}` };
    const first = await upload<Plugin>(bytes, admin, headers);
    const second = await upload<Plugin>(bytes, admin, headers);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(await upload(makePackage({}), admin, headers)).toMatchObject({ status: 409 });
  });

  it('the same package eight times at once is one version', async () => {
    const name = `crowd-${next()}`;
    const bytes = makePackage({ members: { name } });
    const made = await Promise.all(Array.from({ length: 8 }, () => admin.expect(upload<Plugin>(bytes))));
    expect(new Set(made.map((it) => it.id)).size).toBe(1);
    const school = await makeSchool(admin);
    const body = { version: made[0]!.version, enabled: true, grants: ['yearGroup'], settings: {} };
    const puts = await Promise.all(Array.from({ length: 8 }, () => put(school, name, body)));
    expect(new Set(puts.map((it) => `${it.status} ${it.body.revision}`)).size).toBe(1);
    expect((await actions(school)).map((it) => it.action)).toEqual(['plugin.grant', 'plugin.enable']);
  });

  it('people of one school enable plugins but bring none in', async () => {
    const school = await makeSchool(admin);
    const { api } = await makeStaff(server, admin, school, ['administrator']);
    expect(await upload(makePackage({}), api)).toMatchObject({
      status: 403,
      body: { code: 'scope-missing' },
    });
    const { name, version } = await install();
    const enabled = await put(school, name, { version, enabled: true, grants: ['yearGroup'] }, api);
    expect(enabled).toMatchObject({ status: 200, body: { state: 'enabled' } });
    expect(await api.send('DELETE', `/api/v1/plugins/${encodeURIComponent(name)}`)).toMatchObject({
      status: 403,
    });
  });

  it('an enabled plugin shows its grants and its settings over the defaults, with an ETag', async () => {
    const school = await makeSchool(admin);
    const { name, version } = await install();
    const body = { version, enabled: true, grants: ['yearGroup'], settings: { threshold: 90 } };
    const made = await put(school, name, body);
    expect(made).toMatchObject({
      status: 200,
      body: {
        version,
        enabled: true,
        state: 'enabled',
        pendingVersion: null,
        missingGrants: [],
        grants: ['yearGroup'],
        settings: { threshold: 90 },
        effectiveSettings: { threshold: 90 },
      },
    });
    expect(made.headers.get('etag')).toBe(`"${made.body.revision}"`);
    const read = await admin.get<Installation>(pathOf(school, name));
    expect(read.body).toEqual(made.body);
    expect(read.headers.get('etag')).toBe(made.headers.get('etag'));
    const back = await put(school, name, { ...body, settings: {} });
    expect(back.body).toMatchObject({ settings: {}, effectiveSettings: { threshold: 97 } });
    const stale = await put<Problem>(school, name, body, admin, made.headers.get('etag')!);
    expect(stale).toMatchObject({ status: 412, body: { code: 'precondition-failed' } });
    const list = await admin.get<Page<Installation>>(`/api/v1/schools/${school.id}/plugins?enabled=true`);
    expect(list.body.data).toEqual([back.body]);
  });

  it('a plugin that reads more than was granted is not enabled, and the answer names it', async () => {
    const school = await makeSchool(admin);
    const { name, version } = await install({}, { inputs: ['yearGroup', 'results:reading', 'attendance'] });
    const refused = await put<Problem>(school, name, { version, enabled: true, grants: ['yearGroup'] });
    expect(refused).toMatchObject({ status: 409, body: { code: 'plugin-refused' } });
    expect(refused.body.detail).toContain('attendance, results:reading');
    expect(await admin.get(pathOf(school, name))).toMatchObject({ status: 404 });
    const waiting = await put(school, name, { version, enabled: false, grants: ['yearGroup'] });
    expect(waiting.body).toMatchObject({
      enabled: false,
      state: 'waiting-for-grant',
      missingGrants: ['attendance', 'results:reading'],
    });
  });

  it.each<[string, object, number, string, string | null]>([
    [
      'a grant of what was not asked for',
      { grants: ['yearGroup', 'sen'] },
      400,
      'validation-failed',
      '/grants/1',
    ],
    ['a grant that is no text', { grants: [7] }, 400, 'validation-failed', '/grants'],
    [
      'a setting out of range',
      { settings: { threshold: 500 } },
      400,
      'settings-invalid',
      '/settings/threshold',
    ],
    ['a setting that there is not', { settings: { pace: 1 } }, 400, 'settings-invalid', '/settings/pace'],
    ['settings that are a list', { settings: [] }, 400, 'settings-invalid', '/settings'],
    ['settings that are null', { settings: null }, 400, 'settings-invalid', '/settings'],
    ['a version that is not here', { version: '9.9.9' }, 400, 'validation-failed', '/version'],
    ['enabled as text', { enabled: 'yes' }, 400, 'validation-failed', '/enabled'],
    ['an unknown member', { trust: 'all' }, 400, 'validation-failed', '/trust'],
  ])('refuses %s and stores nothing', async (_name, members, status, code, pointer) => {
    const school = await makeSchool(admin);
    const { name, version } = await install();
    const body = { version, enabled: true, grants: ['yearGroup'], settings: {}, ...members };
    const answer = await put<Problem>(school, name, body);
    expect(answer).toMatchObject({ status, body: { code, errors: [{ pointer }] } });
    expect(await admin.get(pathOf(school, name))).toMatchObject({ status: 404 });
  });

  it('a plugin that is not here cannot be enabled', async () => {
    const school = await makeSchool(admin);
    const body = { version: '1.0.0', enabled: true, grants: [], settings: {} };
    expect(await put(school, '@no/such', body)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('an update that asks for more waits for its grant while the old version goes on', async () => {
    const school = await makeSchool(admin);
    const { name } = await install({ version: '1.0.0' });
    await install({ name, version: '1.1.0' }, { inputs: ['yearGroup', 'attendance'] });
    const old = { version: '1.0.0', enabled: true, grants: ['yearGroup'], settings: { threshold: 90 } };
    await put(school, name, old);
    const asked = await put(school, name, { version: '1.1.0', enabled: true, grants: ['yearGroup'] });
    expect(asked).toMatchObject({
      status: 200,
      body: { ...old, pendingVersion: '1.1.0', missingGrants: ['attendance'], state: 'enabled' },
    });
    const grants = ['yearGroup', 'attendance'];
    const moved = await put(school, name, { version: '1.1.0', enabled: true, grants });
    expect(moved.body).toMatchObject({ version: '1.1.0', pendingVersion: null, missingGrants: [] });
    const back = await put(school, name, old);
    expect(back.body).toMatchObject({ ...old, pendingVersion: null });
  });

  it('granting, enabling, disabling and removing are audited', async () => {
    const school = await makeSchool(admin);
    const { api, staffId } = await makeStaff(server, admin, school, ['administrator']);
    const { name, version } = await install();
    const body = { version, enabled: true, grants: ['yearGroup'], settings: {} };
    await put(school, name, body, api);
    await put(school, name, body, api);
    await put(school, name, { ...body, enabled: false }, api);
    expect(await api.send('DELETE', pathOf(school, name))).toMatchObject({ status: 204 });
    expect(await api.get(pathOf(school, name))).toMatchObject({ status: 404 });
    const rows = await actions(school);
    expect(rows.map((it) => it.action)).toEqual([
      'plugin.grant',
      'plugin.enable',
      'plugin.disable',
      'plugin.remove',
    ]);
    expect(rows[0]).toMatchObject({
      staffId,
      detail: { name, grants: ['yearGroup'], sensitive: [], before: [] },
    });
  });

  it('a token of another school finds nothing of a school’s plugins', async () => {
    const [mine, other] = [await makeSchool(admin), await makeSchool(admin)];
    const { name, version } = await install();
    const body = { version, enabled: true, grants: ['yearGroup'], settings: {} };
    const kept = await put(other, name, body);
    const api = await makeClient(server, admin, ['plugins:read', 'plugins:manage'], [mine.id]);
    const answers = [
      await api.get<Problem>(pathOf(other, name)),
      await api.get<Problem>(`/api/v1/schools/${other.id}/plugins`),
      await put<Problem>(other, name, { ...body, enabled: false }, api),
      await api.send<Problem>('DELETE', pathOf(other, name)),
    ];
    expect(answers.map((it) => `${it.status} ${it.body.code}`)).toEqual(Array(4).fill('404 not-found'));
    expect((await admin.get(pathOf(other, name))).body).toEqual(kept.body);
  });

  it('a package stays while a school runs it, and goes with its bundle when none does', async () => {
    const school = await makeSchool(admin);
    const { name, version } = await install();
    await put(school, name, { version, enabled: false });
    const path = `/api/v1/plugins/${encodeURIComponent(name)}`;
    const refused = await admin.send<Problem>('DELETE', `${path}?version=${version}`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'plugin-refused' } });
    await admin.send('DELETE', pathOf(school, name));
    expect(await admin.send('DELETE', `${path}?version=9.9.9`)).toMatchObject({ status: 404 });
    expect(await admin.send('DELETE', `${path}?version=${version}`)).toMatchObject({ status: 204 });
    expect(await admin.get(path)).toMatchObject({ status: 404 });
  });

  it('a bundle that was changed in the database never runs, until the package comes again', async () => {
    const school = await makeSchool(admin);
    const bytes = makePackage({
      members: { name: `tampered-${next()}` },
      bundle: `${QUIET_BUNDLE} // ${next()} ${'é'.repeat(60_000)}`,
    });
    const { name, version, bundleDigest } = await admin.expect(upload<Plugin>(bytes));
    await writeRows(
      database,
      `delete from plugin_bundle_chunk where digest = '${bundleDigest}' and part = 2`,
    );
    const body = { version, enabled: true, grants: ['yearGroup'], settings: {} };
    const refused = await put<Problem>(school, name, body);
    expect(refused).toMatchObject({ status: 409, body: { code: 'plugin-refused' } });
    const path = `/api/v1/plugins/${encodeURIComponent(name)}`;
    const shown = await admin.get<{ versions: Plugin[] }>(path);
    expect(shown.body.versions[0]).toMatchObject({ state: 'tampered' });
    expect(shown.body.versions[0]!.stateReason).toContain('upload the package again');
    await admin.expect(upload<Plugin>(bytes));
    expect(await put(school, name, body)).toMatchObject({ status: 200, body: { state: 'enabled' } });
  });
});
