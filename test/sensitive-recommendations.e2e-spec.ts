import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { bundleOf, ended, type Evaluation, RECOMMEND, startRun } from './support/evaluations.js';
import { makeClient, makePupil, makeSchool, makeStaff, type School } from './support/factories.js';
import { letTeach, makeGroup, putInto } from './support/people-factories.js';
import { makePackage, packageForm } from './support/plugin-packages.js';
import { readAllChanges } from './support/read-changes.js';
import { startServer, type TestServer } from './support/server.js';

/** Recommends for who has SEN, and says so in every member that can. */
const ON_SEN = bundleOf(`
  if (learner.sen === null) return { kind: "insufficientData", missing: ["sen"], subject: null };
  return learner.sen.provision === "N" ? { kind: "noAction" } : { kind: "recommend", rule: "sen-" +
    learner.sen.provision.toLowerCase(), wave: 2, provisionType: "small-group-catch-up", subject: "reading",
    reason: "SEN provision " + learner.sen.provision, evidence: [{ input: "sen", value: learner.sen.provision }] };`);
const PLAIN = bundleOf(`return ${RECOMMEND};`);
/** The same at another wave, so that it is in no conflict with the sensitive one. */
const APART = bundleOf(`return ${RECOMMEND.replace('wave: 2', 'wave: 1')};`);
const WHY = ['rule', 'reason', 'evidence', 'staleReason', 'inputDigest'];
const ANSWERED = ['outcome', 'verdicts', 'reason', 'detail', 'inputDigest'];
const POLICIES = ['@test/on-sen/policy', '@test/plain/policy'];
const REFUSED = { status: 403, body: { code: 'sensitive-refused' } };

type Members = Readonly<Record<string, unknown>>;
type Recommended = Members & { readonly id: string; readonly plugin: string };

describe.each(DATABASES)('recommendations that rest on sensitive inputs, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  let senco: ApiClient;
  let teacher: ApiClient;
  let group: { readonly id: string };

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
    ({ api: senco } = await makeStaff(server, api, school));
    const taught = await makeStaff(server, api, school, ['teacher']);
    teacher = taught.api;
    group = await makeGroup(api, school);
    await letTeach(api, group, taught.staffId);
    await enable('@test/on-sen', '1.0.0', ['sen'], ON_SEN);
    await enable('@test/plain', '1.0.0', ['yearGroup'], APART);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  async function enable(name: string, version: string, inputs: readonly string[], bundle: string) {
    const policyMembers = { id: 'policy', inputs };
    const bytes = makePackage({ members: { name, version }, policyMembers, bundle });
    await api.expect(api.post('/api/v1/plugins', packageForm(bytes)));
    const path = `/api/v1/schools/${school.id}/plugins/${encodeURIComponent(name)}`;
    await api.expect(
      api.send('PUT', path, { body: { version, enabled: true, grants: inputs, settings: {} } }),
    );
  }

  /** A pupil with SEN support whom the teacher teaches. */
  async function senPupil(): Promise<{ id: string }> {
    const pupil = await makePupil(api, school);
    await putInto(api, group, pupil, { startDate: '2025-09-01' });
    const spell = { kind: 'sen', value: 'K', startDate: '2025-09-01' };
    await api.expect(api.post(`/api/v1/pupils/${pupil.id}/characteristics`, spell));
    return pupil;
  }

  async function evaluate(pupil: { readonly id: string }, policies = POLICIES): Promise<Evaluation> {
    return ended(api, await startRun(api, school, { policies, pupilIds: [pupil.id] }));
  }

  const read = <T>(client: ApiClient, path: string) => client.expect(client.get<T>(`/api/v1/${path}`));
  const list = async <T>(client: ApiClient, path: string) => (await read<Page<T>>(client, path)).data;

  async function recommended(client: ApiClient, pupil: { readonly id: string }) {
    const rows = await list<Recommended>(client, `recommendations?pupilId=${pupil.id}`);
    const of = (plugin: string) => rows.find((it) => it.plugin === plugin)!;
    return { onSen: of('@test/on-sen'), plain: of('@test/plain') };
  }

  async function readsOf(pupil: { readonly id: string }): Promise<number> {
    const path = `audit-events?schoolId=${school.id}&action=sensitive.read&resourceId=${pupil.id}&limit=500`;
    return (await list(api, path)).length;
  }

  it('say what, and with sensitive:read alone why: in the list and by id', async () => {
    const pupil = await senPupil();
    await evaluate(pupil);
    const { onSen, plain } = await recommended(senco, pupil);
    expect(onSen).toMatchObject({
      ...{ sensitive: true, rule: 'sen-k', reason: 'SEN provision K', staleReason: null },
      evidence: [{ input: 'sen', value: 'K' }],
    });
    expect(onSen.inputDigest).toEqual(expect.any(String));
    expect(await read(senco, `recommendations/${onSen.id}`)).toEqual(onSen);

    const without = await recommended(teacher, pupil);
    const left = Object.fromEntries(Object.entries(onSen).filter(([member]) => !WHY.includes(member)));
    expect(without.onSen).toEqual(left);
    expect(left).toMatchObject({ wave: 2, provisionType: 'small-group-catch-up', inputs: ['sen'] });
    expect(await read(teacher, `recommendations/${onSen.id}`)).toEqual(left);
    expect(await read(teacher, `recommendations/${onSen.id}?fields=id,reason`)).toEqual({ id: onSen.id });

    expect(plain).toMatchObject({ sensitive: false, rule: 'always', reason: 'For the test' });
    expect(without.plain).toEqual(plain);
  });

  it('are read with sensitive:read on record, each pupil once a request; others are not', async () => {
    const pupil = await senPupil();
    await evaluate(pupil);
    const { onSen, plain } = await recommended(teacher, pupil);
    const before = await readsOf(pupil);
    await read(senco, `recommendations/${plain.id}`);
    await read(teacher, `recommendations/${onSen.id}`);
    expect(await readsOf(pupil)).toBe(before);
    await read(senco, `recommendations/${onSen.id}`);
    expect(await readsOf(pupil)).toBe(before + 1);
    await recommended(senco, pupil);
    expect(await readsOf(pupil)).toBe(before + 2);
  });

  it('are decided by who reads the reasons; the reason of the decision is no more open than they are', async () => {
    const pupil = await senPupil();
    await evaluate(pupil);
    const { onSen, plain } = await recommended(teacher, pupil);
    const body = { outcome: 'accept', reason: 'As SEN support, from Monday' };
    const path = `/api/v1/recommendations/${onSen.id}/decisions`;
    expect(await teacher.post<Problem>(path, body)).toMatchObject(REFUSED);
    expect(await recommended(teacher, pupil)).toMatchObject({ onSen: { status: 'open' } });

    const decision = await senco.expect(senco.post<Members>(path, body));
    expect(decision).toMatchObject({ sensitive: true, reason: body.reason });
    expect(await list(senco, `recommendations/${onSen.id}/decisions`)).toEqual([decision]);
    const { reason: _reason, ...left } = decision;
    expect(await list(teacher, `recommendations/${onSen.id}/decisions`)).toEqual([left]);
    const made = `interventions/${decision.interventionId as string}`;
    expect((await read<Members>(teacher, made)).reason).not.toContain('SEN');
    expect(JSON.stringify(await list(teacher, `${made}/transitions`))).not.toContain('SEN');

    const plainPath = `/api/v1/recommendations/${plain.id}/decisions`;
    const other = await teacher.expect(teacher.post<Members>(plainPath, body));
    expect(other).toMatchObject({ sensitive: false, reason: body.reason });
    const opened = await read<Members>(teacher, `interventions/${other.interventionId as string}`);
    expect(opened.reason).toBe(body.reason);
  });

  it('stand in the timeline without what tells why, and the change feed has no rule', async () => {
    const pupil = await senPupil();
    await evaluate(pupil);
    const { onSen } = await recommended(senco, pupil);
    const body = { outcome: 'dismiss', reason: 'SEN support is enough' };
    await senco.expect(senco.post(`/api/v1/recommendations/${onSen.id}/decisions`, body));
    const path = `pupils/${pupil.id}/timeline?kinds=recommendation,decision`;
    const told = async (client: ApiClient) =>
      (await list<{ kind: string; detail: Members }>(client, path)).filter(
        ({ detail }) => detail.plugin === '@test/on-sen' || detail.recommendationId === onSen.id,
      );
    const before = await readsOf(pupil);
    const without = await told(teacher);
    expect(without.map((it) => it.kind).sort()).toEqual(['decision', 'recommendation']);
    for (const { detail } of without) {
      expect(detail).toMatchObject({ sensitive: true });
      expect(Object.keys(detail)).not.toEqual(expect.arrayContaining(['reason']));
      expect(Object.keys(detail)).not.toEqual(expect.arrayContaining(['rule']));
    }
    expect(await readsOf(pupil)).toBe(before);
    const reasons = (await told(senco)).map((it) => it.detail.reason);
    expect(reasons.sort()).toEqual(['SEN provision K', body.reason]);
    expect(await readsOf(pupil)).toBe(before + 1);

    const feed = await makeClient(server, api, ['changes:read'], [school.id]);
    const changes = await readAllChanges(feed, school);
    const own = changes.filter((it) => it.resourceId === onSen.id);
    expect(own.length).toBeGreaterThan(0);
    expect(JSON.stringify(own)).not.toContain('sen-k');
  });

  it('a run says nothing of what such a policy answered, pupil by pupil or counted', async () => {
    const pupil = await senPupil();
    const run = await evaluate(pupil);
    const path = `evaluations/${run.id}`;
    const policies = async (client: ApiClient) => (await read<Evaluation>(client, path)).policies;
    expect((await policies(senco)).map((it) => it.counts.recommend)).toEqual([1, 1]);
    const [onSen, plain] = await policies(teacher);
    expect([onSen!.done, Object.keys(onSen!).includes('counts')]).toEqual([1, false]);
    expect(plain!.counts.recommend).toBe(1);
    const events = await teacher.get<string>(`/api/v1/${path}/events`);
    expect(events.body.match(/"counts"/g)).toHaveLength(1);

    const results = await list<Members>(teacher, `${path}/results`);
    for (const row of results) {
      const shown = ANSWERED.filter((it) => it in row);
      expect([row.plugin, shown]).toEqual([row.plugin, row.plugin === '@test/plain' ? ANSWERED : []]);
    }
    expect(results).toHaveLength(2);
    const before = await readsOf(pupil);
    const full = await list<Members>(senco, `${path}/results?outcome=recommend`);
    expect(full.map((it) => ANSWERED.every((member) => member in it))).toEqual([true, true]);
    expect(await readsOf(pupil)).toBe(before + 1);

    const filtered = (query: string) =>
      teacher.get<Problem>(`/api/v1/${path}/results?outcome=recommend${query}`);
    expect(await filtered('')).toMatchObject(REFUSED);
    expect(await filtered('&policy=@test/on-sen/policy')).toMatchObject(REFUSED);
    expect(await filtered('&policy=@test/plain/policy')).toMatchObject({ status: 200 });
  });

  it('stay so where a version without sensitive inputs no longer recommends them, or a version with them cannot tell', async () => {
    const first = await senPupil();
    const second = await makePupil(api, school);
    await putInto(api, group, second, { startDate: '2025-09-01' });
    const name = '@test/moves';
    const only = [`${name}/policy`];
    const of = async (client: ApiClient, pupil: { readonly id: string }) =>
      (await list<Recommended>(client, `recommendations?pupilId=${pupil.id}`)).find(
        (it) => it.plugin === name,
      )!;
    await enable(name, '1.0.0', ['sen'], ON_SEN);
    await evaluate(first, only);
    await enable(name, '2.0.0', ['yearGroup'], PLAIN);
    await evaluate(first, only);
    await evaluate(second, only);
    const resolved = (
      await list<Members>(teacher, `recommendations?pupilId=${first.id}&status=resolved`)
    ).find((it) => it.plugin === name)!;
    expect(resolved).toMatchObject({ sensitive: true, inputs: ['yearGroup'] });
    expect(WHY.filter((it) => it in resolved)).toEqual([]);

    expect(await of(teacher, second)).toMatchObject({ sensitive: false, reason: 'For the test' });
    await enable(name, '3.0.0', ['sen'], ON_SEN);
    await evaluate(second, only);
    expect(await of(senco, second)).toMatchObject({ stale: true, staleReason: 'Insufficient data: sen' });
    const stale = await of(teacher, second);
    expect(stale).toMatchObject({ stale: true, sensitive: true });
    expect(WHY.filter((it) => it in stale)).toEqual([]);
  });
});
