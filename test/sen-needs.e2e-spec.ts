import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeClient, makePupil, makeSchool, next, type School } from './support/factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Need {
  id: string;
  needType: string;
  needRank: number;
  startDate: string;
  endDate: string | null;
  version: number;
}
interface BatchAnswer {
  created: number;
  updated: number;
  unchanged: number;
  outcomes: { status: number; errors?: { pointer: string; code: string }[] }[];
}

describe.each(DATABASES)('SEN needs on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  /** A pupil with spells of SEN provision. */
  const pupilWith = async (...spells: [value: string, startDate: string, endDate?: string][]) => {
    const pupil = await makePupil(api, school);
    const ids: string[] = [];
    for (const [value, startDate, endDate = null] of spells) {
      const body = { kind: 'sen', value, startDate, endDate };
      const path = `/api/v1/pupils/${pupil.id}/characteristics`;
      ids.push((await api.expect(api.post<{ id: string }>(path, body))).id);
    }
    return { ...pupil, spells: ids, path: `/api/v1/pupils/${pupil.id}/sen-needs` };
  };

  const need = (members: Record<string, unknown> = {}) => ({
    needType: 'SLCN',
    needRank: 1,
    startDate: '2025-09-01',
    ...members,
  });

  it('a primary and a secondary need are listed by rank, as of any date', async () => {
    const { path } = await pupilWith(['K', '2024-09-01']);
    const second = await api.post<Need>(
      path,
      need({ needType: 'ASD', needRank: 2, startDate: '2026-01-05' }),
    );
    const first = await api.post<Need>(path, need());
    expect([first.status, second.status]).toEqual([201, 201]);
    expect((await api.get<Need>(first.headers.get('location')!)).body).toEqual(first.body);
    const listed = async (query = '') =>
      (await api.expect(api.get<Page<Need>>(path + query))).data.map((it) => it.needType);
    expect(await listed()).toEqual(['SLCN', 'ASD']);
    expect(await listed('?asOf=2026-01-04')).toEqual(['SLCN']);
    expect(await listed('?asOf=2025-08-31')).toEqual([]);
  });

  it.each<[string, [string, string, string?][], Record<string, unknown>, string, string]>([
    ['without SEN provision', [], {}, '/startDate', 'no-sen'],
    ['while there is no SEN', [['N', '2024-09-01']], {}, '/startDate', 'no-sen'],
    ['beyond the end of support', [['K', '2025-09-01', '2026-07-21']], {}, '/endDate', 'no-sen'],
    ['NSA with a plan', [['E', '2025-09-01']], { needType: 'NSA' }, '/startDate', 'nsa-without-support'],
    ['of a type that is none', [['K', '2025-09-01']], { needType: 'BESD' }, '/needType', 'not-in-set'],
    ['of rank 0', [['K', '2025-09-01']], { needRank: 0 }, '/needRank', 'too-small'],
  ])('a need %s is refused', async (_case, spells, members, pointer, code) => {
    const { path } = await pupilWith(...spells);
    const answer = await api.post<Problem>(path, need(members));
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
    expect(answer.body.errors![0]!.code).toBe(code);
    expect((await api.expect(api.get<Page<Need>>(path))).data).toEqual([]);
  });

  it('support becomes a plan and keeps the need; without provision it is over, and cannot be denied', async () => {
    const pupil = await pupilWith(['K', '2025-09-01']);
    const made = await api.expect(api.post<Need>(pupil.path, need()));
    const characteristics = `/api/v1/pupils/${pupil.id}/characteristics`;
    const asOf = async (date: string) =>
      (await api.expect(api.get<Page<Need>>(`${pupil.path}?asOf=${date}`))).data.length;
    await api.expect(api.patch(`${characteristics}/${pupil.spells[0]!}`, { endDate: '2026-03-31' }));
    expect([await asOf('2026-03-31'), await asOf('2026-04-01')]).toEqual([1, 0]);
    const plan = { kind: 'sen', value: 'E', startDate: '2026-04-01', endDate: '2026-06-30' };
    await api.expect(api.post(characteristics, plan));
    expect(await asOf('2026-04-01')).toBe(1);
    const none = { kind: 'sen', value: 'N', startDate: '2026-07-01' };
    expect(await api.post<Problem>(characteristics, none)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/value', code: 'need-recorded' }] },
    });
    await api.expect(api.patch(`${pupil.path}/${made.id}`, { endDate: '2026-06-30' }));
    expect(await api.post(characteristics, none)).toMatchObject({ status: 201 });
  });

  it('a sync that is sent twice doubles nothing', async () => {
    const pupil = await pupilWith(['K', '2025-09-01']);
    const other = await pupilWith(['K', '2025-09-01']);
    const items = [need(), need({ needType: 'ASD', needRank: 2 })].map((it) => ({
      ...it,
      pupilId: pupil.id,
      source: { system: 'mis', id: `n-${next()}` },
    }));
    const batch = (all: readonly unknown[]) =>
      api.expect(api.post<BatchAnswer>('/api/v1/sen-needs:batch?match=source', { items: all }));
    expect(await batch(items)).toMatchObject({ created: 2 });
    expect(await batch(items)).toMatchObject({ created: 0, unchanged: 2 });
    expect(await batch([{ ...items[1], needType: 'SEMH' }])).toMatchObject({ updated: 1 });
    const refused = await batch([
      { ...items[0], needRank: 2 },
      { ...items[0], pupilId: other.id },
      { ...items[1], needType: 'SLCN', source: { system: 'mis', id: `n-${next()}` } },
    ]);
    expect(refused.outcomes.map((it) => it.errors?.map(({ pointer, code }) => `${pointer} ${code}`))).toEqual(
      [['/needRank rank-taken'], ['/source duplicate'], ['/needType spells-overlap', '/needRank rank-taken']],
    );
  });

  it('without sensitive:read nothing is shown or written, and each read is audited', async () => {
    const { id, path } = await pupilWith(['K', '2025-09-01']);
    const made = await api.expect(api.post<Need>(path, need()));
    const plain = await makeClient(server, api, ['pupils:read', 'pupils:write'], [school.id]);
    for (const answer of [
      await plain.get<Problem>(path),
      await plain.get<Problem>(`${path}/${made.id}`),
      await plain.post<Problem>(path, need({ needType: 'ASD', needRank: 2 })),
      await plain.post<Problem>('/api/v1/sen-needs:batch', { items: [{ ...need(), pupilId: id }] }),
    ]) {
      expect(answer).toMatchObject({ status: 403, body: { code: 'sensitive-refused' } });
    }
    await api.expect(api.get(`${path}/${made.id}`));
    const events = await api.expect(
      api.get<Page<{ action: string }>>(`/api/v1/audit-events?resourceId=${id}&action=sensitive.read`),
    );
    expect(events.data.length).toBeGreaterThanOrEqual(1);
  });
});
