import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makePupil, makeSchool, makeStaff, next, type School } from './support/factories.js';
import { outcomeBody, planBody } from './support/plan-factories.js';
import { startServer, type TestServer } from './support/server.js';

const UNKNOWN = '01900000-0000-7000-8000-00000000dead';

describe.each(DATABASES)('outcomes and items of plans on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  let staffId: string;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
    ({ staffId } = await makeStaff(server, api, school));
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const made = (path: string, body: unknown) => api.expect(api.post<{ id: string }>(path, body));
  const all = async (path: string) => (await api.expect(api.get<Page<object>>(path))).data;

  /** An open plan with outcomes. */
  async function open(outcomes = 1) {
    const pupil = await makePupil(api, school);
    const body = planBody(pupil, { status: 'open', coordinatorStaffId: staffId });
    const path = `/api/v1/plans/${(await made('/api/v1/plans', body)).id}`;
    const ids: string[] = [];
    for (let i = 0; i < outcomes; i++) ids.push((await made(`${path}/outcomes`, outcomeBody())).id);
    return { pupil, path, ids };
  }

  it.each<[string, Record<string, unknown>, string, string]>([
    ['by the day of the plan’s start', { byDate: '2026-09-07' }, '/byDate', 'not-after-start'],
    ['that cannot be measured', { measure: undefined }, '/measure', 'missing'],
    ['without a baseline', { baseline: '' }, '/baseline', 'missing'],
    ['with a result that there is not', { result: 'nearly' }, '/result', 'not-in-set'],
    [
      'judged on a day that is yet to come',
      { result: 'met', resultOn: '2190-01-01' },
      '/resultOn',
      'in-future',
    ],
    ['achieved and not judged', { achieved: '80' }, '/achieved', 'no-result'],
  ])('an outcome %s is refused at its place', async (_case, members, pointer, code) => {
    const { path } = await open(0);
    const { status, body } = await api.post<Problem>(`${path}/outcomes`, outcomeBody(members));
    expect([status, body.errors]).toMatchObject([400, [{ pointer, code }]]);
    expect(await all(`${path}/outcomes`)).toEqual([]);
  });

  it('outcomes are synced by their source key and nothing is doubled', async () => {
    const { path } = await open(0);
    const planId = path.split('/').at(-1)!;
    const source = { system: 'provision-map', id: `o-${next()}` };
    const item = { planId, ...outcomeBody({ source }) };
    const batch = (items: readonly unknown[], query = '?match=source') =>
      api.expect(
        api.post<{ created: number; updated: number; unchanged: number; outcomes: { code?: string }[] }>(
          `/api/v1/plan-outcomes:batch${query}`,
          { items },
        ),
      );
    expect(await batch([item])).toMatchObject({ created: 1 });
    expect(await batch([item])).toMatchObject({ unchanged: 1 });
    expect(await batch([{ ...item, target: '100' }])).toMatchObject({ updated: 1 });
    const refused = await batch([item, { ...item, planId: UNKNOWN }, { ...item, byDate: '2026-09-07' }], '');
    expect(refused.outcomes.map((it) => it.code)).toEqual(['duplicate', 'validation-failed', 'duplicate']);
    const found = await all(`/api/v1/plan-outcomes?planId=${planId}`);
    expect(found).toMatchObject([{ target: '100', source }]);
    expect(await all(`/api/v1/plan-outcomes?sourceSystem=provision-map&sourceId=${source.id}`)).toEqual(
      found,
    );
    expect(await all(`/api/v1/plan-outcomes?planId=${planId}&result=met`)).toEqual([]);
  });

  it('a closed cycle of another system has its outcomes with their results', async () => {
    const pupil = await makePupil(api, school);
    const closed = { status: 'closed', endDate: '2026-10-23', closedReason: 'Reviewed elsewhere' };
    const { id } = await made('/api/v1/plans', planBody(pupil, closed));
    const body = outcomeBody({ byDate: '2026-10-20', result: 'met', resultOn: '2026-10-20', achieved: '97' });
    expect(await made(`/api/v1/plans/${id}/outcomes`, body)).toMatchObject(body);
  });

  it('a plan has twenty outcomes at most', async () => {
    const { path } = await open(20);
    expect(await api.post<Problem>(`${path}/outcomes`, outcomeBody())).toMatchObject({ status: 409 });
  });

  it('an item names what is the pupil’s and the school’s', async () => {
    const { pupil, path, ids } = await open(1);
    const other = await open(1);
    const intervention = { pupilId: pupil.id, provisionTypeKey: 'small-group-catch-up', reason: 'X' };
    const { id: interventionId } = await made('/api/v1/interventions', intervention);
    const item = { what: 'Precision teaching', staffId, outcomeId: ids[0], interventionId };
    const { id } = await made(`${path}/items`, item);
    expect((await api.get(`${path}/items/${id}`)).body).toMatchObject(item);
    expect((await api.patch(`${path}/items/${id}`, { outcomeId: null })).body).toMatchObject({
      outcomeId: null,
    });
    for (const [members, pointer] of [
      [{ outcomeId: other.ids[0] }, '/outcomeId'],
      [{ staffId: UNKNOWN }, '/staffId'],
    ] as const) {
      const { status, body } = await api.post<Problem>(`${path}/items`, { ...item, ...members });
      expect([status, body.errors]).toMatchObject([400, [{ pointer }]]);
    }
    expect((await api.post<Problem>(`${other.path}/items`, { what: 'X', interventionId })).status).toBe(400);
    expect((await api.get(`${other.path}/items/${id}`)).status).toBe(404);
  });
});
