import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeClient, makePupil, makeSchool, makeStaff, next, type School } from './support/factories.js';
import { makePackage, packageForm } from './support/plugin-packages.js';
import { startServer, type TestServer } from './support/server.js';

interface Plugin {
  name: string;
  version: string;
}
interface Process {
  plugin: string;
  state: string;
  pid: number | null;
  activationMillis: number | null;
  evaluations: number | null;
  crashes: number;
  lastError: string | null;
}

describe.each(DATABASES)('processes of plugins on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let admin: ApiClient;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    admin = await signIn(server);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const pathOf = (school: School, { name }: Plugin) =>
    `/api/v1/schools/${school.id}/plugins/${encodeURIComponent(name)}`;

  const enable = (school: School, plugin: Plugin, enabled = true) => {
    const body = { version: plugin.version, enabled, grants: ['yearGroup'], settings: {} };
    return admin.expect(admin.send<{ state: string }>('PUT', pathOf(school, plugin), { body }));
  };

  /** A school of two pupils with a plugin whose policy has this body. */
  const setUp = async (body: string) => {
    const school = await makeSchool(admin);
    await makePupil(admin, school);
    await makePupil(admin, school);
    const bundle = `"use strict"; exports.policies = { 'reading-catch-up'(learner) { ${body} } };`;
    const bytes = makePackage({ members: { name: `plugin-${next()}` }, bundle });
    const plugin = await admin.expect(admin.post<Plugin>('/api/v1/plugins', packageForm(bytes)));
    await enable(school, plugin);
    return { school, plugin };
  };

  /** Evaluates the school's pupils and hands back what each got. */
  const evaluate = async (school: School) => {
    const body = { schoolId: school.id, asOf: '2026-07-10', mode: 'dry' };
    const run = await admin.expect(admin.post<{ id: string }>('/api/v1/evaluations', body));
    // The stream of events ends with the run.
    await admin.get(`/api/v1/evaluations/${run.id}/events`);
    const path = `/api/v1/evaluations/${run.id}/results`;
    const { data } = await admin.expect(admin.get<Page<{ outcome: string }>>(path));
    return data.map((it) => it.outcome);
  };

  const processOf = async ({ name }: Plugin, api = admin) => {
    const { data } = await api.expect(api.get<Page<Process>>('/api/v1/plugin-processes'));
    return data.find((it) => it.plugin === name) ?? null;
  };

  const stateOf = async ({ name }: Plugin) => {
    const path = `/api/v1/plugins/${encodeURIComponent(name)}`;
    const { versions } = await admin.expect(admin.get<{ versions: object[] }>(path));
    return versions[0];
  };

  it('a plugin that has run shows its process, and to other schools nothing', async () => {
    const { school, plugin } = await setUp(`return { kind: 'noAction' };`);
    expect(await processOf(plugin)).toBeNull();
    expect(await evaluate(school)).toEqual(['noneNeeded', 'noneNeeded']);
    const shown = await processOf(plugin);
    // Both pupils, and both again as the sample.
    expect(shown).toMatchObject({ state: 'idle', evaluations: 4, crashes: 0, lastError: null });
    expect(shown!.activationMillis).toBeGreaterThan(0);
    const own = await makeClient(server, admin, ['plugins:read'], [school.id]);
    expect(await processOf(plugin, own)).toMatchObject({ pid: shown!.pid, evaluations: null });
    const other = await makeClient(server, admin, ['plugins:read'], [(await makeSchool(admin)).id]);
    expect(await processOf(plugin, other)).toBeNull();
  });

  it('a plugin that keeps crashing is quarantined visibly, until an administrator resumes it', async () => {
    const { school, plugin } = await setUp(`'x'.repeat(2 ** 28).split(''); return { kind: 'noAction' };`);
    for (let run = 0; run < 3; run++) {
      expect(await evaluate(school)).toEqual(['notEvaluated', 'notEvaluated']);
    }
    const reason = expect.stringMatching(/^Three crashes within five minutes/) as string;
    expect(await stateOf(plugin)).toMatchObject({ state: 'quarantined', stateReason: reason });
    const shown = await admin.get(pathOf(school, plugin));
    expect(shown.body).toMatchObject({ enabled: true, state: 'quarantined', stateReason: reason });
    const body = { schoolId: school.id, mode: 'dry' };
    const refused = await admin.post<Problem>('/api/v1/evaluations', body);
    expect(refused).toMatchObject({ status: 409, body: { code: 'plugin-refused' } });
    const enabling = { version: plugin.version, enabled: true, grants: ['yearGroup'], settings: {} };
    const again = await admin.send<Problem>('PUT', pathOf(school, plugin), { body: enabling });
    expect(again).toMatchObject({ status: 409, body: { code: 'plugin-refused' } });
    const resumption = `/api/v1/plugins/${encodeURIComponent(plugin.name)}/resumption`;
    const word = { version: plugin.version, reason: 'Its settings were corrected.' };
    const ofOneSchool = await makeClient(server, admin, ['plugins:manage'], [school.id]);
    expect(await ofOneSchool.post<Problem>(resumption, word)).toMatchObject({
      status: 403,
      body: { code: 'scope-missing' },
    });
    expect(await admin.expect(admin.post(resumption, word))).toMatchObject({
      state: 'installed',
      stateReason: null,
    });
    expect(await admin.post<Problem>(resumption, word)).toMatchObject({
      status: 409,
      body: { code: 'plugin-refused' },
    });
    expect((await admin.get(pathOf(school, plugin))).body).toMatchObject({ state: 'enabled' });
    const path = '/api/v1/audit-events?sort=id&limit=500';
    const { data } = await admin.expect(
      admin.get<Page<{ action: string; detail: Partial<Plugin> | null }>>(path),
    );
    expect(data.filter((it) => it.detail?.name === plugin.name).map((it) => it.action)).toEqual([
      'plugin.install',
      'plugin.grant',
      'plugin.enable',
      'plugin.quarantine',
      'plugin.resume',
    ]);
  });

  it('shows what policies wrote, by run, cleaned and capped, to those who look after plugins', async () => {
    const { school, plugin } = await setUp(
      `console.warn('\\u001b[31mred\\u001b[0m', learner.ref); return { kind: 'noAction' };`,
    );
    await evaluate(school);
    await evaluate(school);
    const path = `${pathOf(school, plugin)}/log`;
    interface Line {
      runId: string;
      level: string;
      text: string;
    }
    const { data } = await admin.expect(admin.get<Page<Line>>(path));
    expect(data.map((it) => [it.level, it.text])).toEqual([
      ['warn', 'red 1'],
      ['warn', 'red 0'],
      ['warn', 'red 1'],
      ['warn', 'red 0'],
    ]);
    const { runId } = data[0]!;
    const ofRun = await admin.expect(admin.get<Page<Line>>(`${path}?runId=${runId}&level=warn`));
    expect(ofRun.data).toHaveLength(2);
    expect((await admin.expect(admin.get<Page<Line>>(`${path}?level=error`))).data).toEqual([]);
    const other = await makeClient(server, admin, ['plugins:read'], [(await makeSchool(admin)).id]);
    expect((await other.get(path)).status).toBe(404);
  });

  it('forgets what was written in runs of a pupil who is erased', async () => {
    const { school, plugin } = await setUp(`console.log('seen'); return { kind: 'noAction' };`);
    const path = `${pathOf(school, plugin)}/log`;
    await evaluate(school);
    const late = await makePupil(admin, school);
    await evaluate(school);
    const { data: all } = await admin.expect(admin.get<Page<{ runId: string }>>(path));
    expect(all).toHaveLength(5);
    const { api: leader } = await makeStaff(server, admin, school, ['leader']);
    const erasing = { ground: 'request', reason: 'Asked for by the family.' };
    await admin.expect(leader.post(`/api/v1/pupils/${late.id}/erasure`, erasing));
    const { data: left } = await admin.expect(admin.get<Page<{ runId: string }>>(path));
    expect(left.map((it) => it.runId)).toEqual([all[4]!.runId, all[4]!.runId]);
  });

  it('what a policy with sensitive inputs wrote is for those who may read them', async () => {
    const school = await makeSchool(admin);
    await makePupil(admin, school);
    const bundle = `"use strict"; exports.policies = { 'reading-catch-up'(learner) {
      console.log('sen', learner.sen?.provision); return { kind: 'noAction' };
    } };`;
    const policyMembers = { inputs: ['sen'] };
    const bytes = makePackage({ members: { name: `plugin-${next()}` }, policyMembers, bundle });
    const plugin = await admin.expect(admin.post<Plugin>('/api/v1/plugins', packageForm(bytes)));
    const body = { version: plugin.version, enabled: true, grants: ['sen'], settings: {} };
    await admin.expect(admin.send('PUT', pathOf(school, plugin), { body }));
    await evaluate(school);
    const path = `${pathOf(school, plugin)}/log`;
    const { data } = await admin.expect(admin.get<Page<object>>(path));
    expect(data).toEqual([expect.objectContaining({ sensitive: true, text: expect.any(String) as string })]);
    const without = await makeClient(server, admin, ['plugins:read'], [school.id]);
    const shown = await without.expect(without.get<Page<{ text?: string }>>(path));
    expect(shown.data.map((it) => it.text)).toEqual([undefined]);
  });

  it('keeps a hundred lines of a run', async () => {
    const { school, plugin } = await setUp(
      `for (let i = 0; i < 80; i++) console.log('line', i); return { kind: 'noAction' };`,
    );
    await evaluate(school);
    const { data } = await admin.expect(admin.get<Page<object>>(`${pathOf(school, plugin)}/log?limit=500`));
    expect(data).toHaveLength(100);
  });

  it('the processes of a server end with it', async () => {
    const { school, plugin } = await setUp(`return { kind: 'noAction' };`);
    await evaluate(school);
    const { pid } = (await processOf(plugin))!;
    await server.stop();
    expect(() => process.kill(pid!, 0)).toThrow('ESRCH');
    server = await startServer(database);
    admin = await signIn(server);
    expect(await processOf(plugin)).toBeNull();
    expect(await evaluate(school)).toEqual(['noneNeeded', 'noneNeeded']);
  });
});
