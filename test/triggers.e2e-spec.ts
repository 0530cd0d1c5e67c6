import { type ApiClient, type Page, signIn } from './support/client.js';
import { attendanceBody } from './support/assessment-factories.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { allOf, type Recommendation, startRun } from './support/evaluations.js';
import {
  makeClient,
  makePupil,
  makeSchool,
  pupilBody,
  resultBody,
  type School,
  targetBody,
} from './support/factories.js';
import { makeGroup, putInto } from './support/people-factories.js';
import { planBody } from './support/plan-factories.js';
import { startServer, type TestServer } from './support/server.js';
import { enableTriggered, pupilsOf, putTriggered, triggeredRuns } from './support/triggers.js';

type Named = { readonly id: string };

describe.each(DATABASES)('what runs by itself, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
  });

  beforeEach(async () => {
    school = await makeSchool(api);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  let plugins = 0;
  /** Enables a plugin of its own at the test's school. */
  async function watch(
    triggers: readonly string[],
    more: Partial<Parameters<typeof enableTriggered>[3]> = {},
  ) {
    const name = `@test/triggered-${++plugins}`;
    await enableTriggered(api, school, name, { triggers, ...more });
    return name;
  }

  const record = (pupil: Named, members: Record<string, unknown> = {}) =>
    api.expect(api.post<Named>('/api/v1/results', resultBody(pupil, members)));

  async function makePupils(count: number): Promise<string[]> {
    const items = Array.from({ length: count }, () => pupilBody(school));
    const { outcomes } = await api.expect(api.post<{ outcomes: Named[] }>('/api/v1/pupils:batch', { items }));
    return outcomes.map((it) => it.id);
  }

  async function remove(path: string): Promise<void> {
    const etag = (await api.get(path)).headers.get('etag')!;
    await api.expect(api.send('DELETE', path, { headers: { 'if-match': etag } }));
  }

  it('one result makes one live run of the one pupil, and there is the recommendation', async () => {
    const [pupil, other] = [await makePupil(api, school), await makePupil(api, school)];
    const plugin = await watch(['onResult']);
    await record(pupil);
    const [run, ...more] = await triggeredRuns(api, school, 1);
    expect(more).toEqual([]);
    expect(run).toMatchObject({
      ...{ mode: 'live', status: 'succeeded', pupils: 1, cause: { triggers: ['onResult'], changes: 1 } },
      policies: [{ plugin, done: 1, counts: { recommend: 1 } }],
    });
    expect(await pupilsOf(api, run!)).toEqual([pupil.id]);
    const path = `/api/v1/recommendations?schoolId=${school.id}`;
    const [recommended] = await allOf<Recommendation & { evaluationId: string }>(api, path);
    expect(recommended).toMatchObject({ pupilId: pupil.id, status: 'open', evaluationId: run!.id });
    expect(await allOf(api, `${path}&pupilId=${other.id}`)).toEqual([]);
  });

  it('a class’s 30 results make one run', async () => {
    const ids = await makePupils(31);
    await watch(['onResult:mathematics']);
    const items = ids.slice(1).map((id) => resultBody({ id }));
    await api.expect(api.post('/api/v1/results:batch', { items }));
    const runs = await triggeredRuns(api, school, 1);
    expect(runs).toMatchObject([{ pupils: 30, cause: { triggers: ['onResult:mathematics'], changes: 30 } }]);
    expect(await pupilsOf(api, runs[0]!)).toEqual(ids.slice(1).sort());
  });

  it('each policy has its own run, for the pupils and the subject that it looks at', async () => {
    const [mathematician, reader] = [await makePupil(api, school), await makePupil(api, school)];
    const mathematics = await watch(['onResult:mathematics']);
    const any = await watch(['onResult']);
    await record(reader, { subject: 'reading' });
    await record(mathematician);
    // The last of them all: whatever was to run before it has been run.
    const runs = await triggeredRuns(api, school, 2);
    const of = (plugin: string) => runs.filter((it) => it.policies[0]!.plugin === plugin);
    const seen = async (plugin: string) =>
      (await Promise.all(of(plugin).map((it) => pupilsOf(api, it)))).flat();
    expect(await seen(mathematics)).toEqual([mathematician.id]);
    expect((await seen(any)).toSorted()).toEqual([mathematician.id, reader.id].sort());
    expect(runs.every((it) => it.policies.length === 1)).toBe(true);
  });

  it('corrections and removals make it run as well', async () => {
    const pupil = await makePupil(api, school);
    const result = await record(pupil);
    const week = await api.expect(api.post<Named>('/api/v1/attendance', attendanceBody(pupil)));
    await watch(['onResult', 'onAttendance']);
    await api.expect(api.post(`/api/v1/results/${result.id}/corrections`, { value: 5 }));
    expect(await triggeredRuns(api, school, 1)).toMatchObject([{ cause: { triggers: ['onResult'] } }]);
    await remove(`/api/v1/attendance/${week.id}`);
    const runs = await triggeredRuns(api, school, 2);
    expect(runs).toMatchObject([{}, { cause: { triggers: ['onAttendance'], changes: 1 } }]);
    for (const it of runs) expect(await pupilsOf(api, it)).toEqual([pupil.id]);
  });

  it('nothing runs for a plugin that is disabled, removed, or not to run by itself, or for what was before', async () => {
    const [before, after] = [await makePupil(api, school), await makePupil(api, school)];
    await record(before);
    const disabled = await watch(['onResult']);
    const removed = await watch(['onResult']);
    await watch(['onResult'], { members: { automatic: false } });
    await watch([]);
    await putTriggered(api, school, disabled, { enabled: false });
    await remove(`/api/v1/schools/${school.id}/plugins/${encodeURIComponent(removed)}`);
    const running = await watch(['onResult']);
    await record(after);
    const runs = await triggeredRuns(api, school, 1);
    expect(runs).toMatchObject([{ pupils: 1, policies: [{ plugin: running }] }]);
    expect(await pupilsOf(api, runs[0]!)).toEqual([after.id]);
  });

  it('is switched off and on again, from when on it counts', async () => {
    const [first, second, third] = [
      await makePupil(api, school),
      await makePupil(api, school),
      await makePupil(api, school),
    ];
    const name = await watch(['onResult']);
    await record(first);
    await triggeredRuns(api, school, 1);
    await putTriggered(api, school, name, { automatic: false });
    await record(second);
    await putTriggered(api, school, name, {});
    await record(third);
    const runs = await triggeredRuns(api, school, 2);
    expect(await Promise.all(runs.map((it) => pupilsOf(api, it)))).toEqual([[first.id], [third.id]]);
    const path = `/api/v1/schools/${school.id}/plugins/${encodeURIComponent(name)}`;
    expect((await api.get(path)).body).toMatchObject({ automatic: true });
  });

  it('what changes while a run goes on waits for it, and is in the next', async () => {
    const ids = await makePupils(3);
    await watch(['onResult'], { body: 'for (let i = 0; i < 3e7; i++); return { kind: "noAction" };' });
    const run = await startRun(api, school);
    await record({ id: ids[0]! });
    await record({ id: ids[1]! }, { subject: 'reading' });
    const runs = await triggeredRuns(api, school, 1);
    expect((await Promise.all(runs.map((it) => pupilsOf(api, it)))).flat().sort()).toEqual(
      ids.slice(0, 2).sort(),
    );
    const { finishedAt } = await api.expect(api.get<{ finishedAt: string }>(`/api/v1/evaluations/${run.id}`));
    for (const it of runs as unknown as { startedAt: string }[]) {
      expect(it.startedAt >= finishedAt).toBe(true);
    }
  });

  it('attendance, enrolments, groups, targets, interventions and their sessions are changes too', async () => {
    const [pupil] = [await makePupil(api, school), await makePupil(api, school)];
    const all = ['onAttendance', 'onEnrolment', 'onGroup', 'onTarget', 'onIntervention'];
    await watch(all);
    let runs = 0;
    const expectRun = async (trigger: string, pupilId = pupil.id) => {
      const run = (await triggeredRuns(api, school, ++runs)).at(-1)!;
      expect([run.cause?.triggers, await pupilsOf(api, run)]).toEqual([[trigger], [pupilId]]);
    };
    await api.expect(api.post('/api/v1/attendance', attendanceBody(pupil)));
    await expectRun('onAttendance');
    const newcomer = await makePupil(api, school);
    await expectRun('onEnrolment', newcomer.id);
    const group = await makeGroup(api, school);
    await putInto(api, group, pupil);
    await expectRun('onGroup');
    await api.expect(api.patch(`/api/v1/groups/${group.id}`, { name: 'Renamed' }));
    await expectRun('onGroup');
    await api.expect(api.post('/api/v1/targets', targetBody(pupil)));
    await expectRun('onTarget');
    const body = { pupilId: pupil.id, provisionTypeKey: 'small-group-catch-up', reason: 'For the test' };
    await api.expect(api.post<Named>('/api/v1/interventions', body));
    await expectRun('onIntervention');
  });

  it('whose plan changed is told to those alone who read what is sensitive', async () => {
    const pupil = await makePupil(api, school);
    await watch(['onPlan'], { inputs: ['plans'] });
    await api.expect(api.post('/api/v1/plans', planBody(pupil)));
    const [run] = await triggeredRuns(api, school, 1);
    expect(run).toMatchObject({ pupils: 1, cause: { triggers: ['onPlan'], changes: 1 } });
    expect(await pupilsOf(api, run!)).toEqual([pupil.id]);
    const reader = await makeClient(server, api, ['recommendations:read'], [school.id]);
    const path = `/api/v1/evaluations/${run!.id}`;
    expect((await reader.get(path)).body).not.toHaveProperty('cause');
    expect(await reader.get(`${path}/results`)).toMatchObject({
      status: 403,
      body: { code: 'sensitive-refused' },
    });
  });

  it('pupils who have left are not evaluated', async () => {
    const [gone, here] = [await makePupil(api, school), await makePupil(api, school)];
    const [spell] = await api
      .expect(api.get<Page<Named>>(`/api/v1/pupils/${gone.id}/enrolments`))
      .then((it) => it.data);
    await api.expect(
      api.patch(`/api/v1/pupils/${gone.id}/enrolments/${spell!.id}`, { leavingDate: '2026-07-10' }),
    );
    await watch(['onResult']);
    await api.expect(api.post('/api/v1/results:batch', { items: [resultBody(gone), resultBody(here)] }));
    const runs = await triggeredRuns(api, school, 1);
    expect(runs).toMatchObject([{ pupils: 1, cause: { changes: 2 } }]);
    expect(await pupilsOf(api, runs[0]!)).toEqual([here.id]);
  });
});
