import { type ApiClient, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeClient, makePupil, makeSchool, type School } from './support/factories.js';
import { startServer, type TestServer } from './support/server.js';

interface EverSix {
  everSix: string;
  reason: string;
  fundingCensus: string | null;
  censusDays: { date: string; disadvantaged: string }[];
}

describe.each(DATABASES)('Ever-6 on $name', ({ make }) => {
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

  /** Born in March 2014, so in reception from September 2018; in Y7 here since September 2025. */
  const pupilWith = async (...spells: [value: string, startDate: string, endDate?: string][]) => {
    const pupil = await makePupil(api, school);
    for (const [value, startDate, endDate = null] of spells) {
      const body = { kind: 'fsmDisadvantage', value, startDate, endDate };
      await api.expect(api.post(`/api/v1/pupils/${pupil.id}/characteristics`, body));
    }
    return pupil.id;
  };
  const derive = async (pupilId: string, query = '?asOf=2026-01-09') =>
    api.get<EverSix & Problem>(`/api/v1/pupils/${pupilId}/ever-6${query}`);

  it('a pupil who was disadvantaged at the old school in 2021 is Ever-6', async () => {
    const answer = await derive(await pupilWith(['yes', '2020-11-01', '2021-03-31']));
    expect(answer.body).toMatchObject({ everSix: 'yes', reason: 'recorded', fundingCensus: '2025-10-02' });
    expect(answer.body.censusDays.filter((it) => it.disadvantaged === 'yes').map((it) => it.date)).toEqual([
      '2021-01-21',
    ]);
  });

  it('a pupil of whom only the time here is known is unknown, and of whom all is known is not', async () => {
    const partly = await derive(await pupilWith(['no', '2025-09-01']));
    expect(partly.body).toMatchObject({ everSix: 'unknown', reason: 'historyIncomplete' });
    const wholly = await derive(await pupilWith(['no', '2018-09-01']));
    expect(wholly.body).toMatchObject({ everSix: 'no', reason: 'neverRecorded' });
  });

  it('before the pupil came it is not known here, and today it has a funding census', async () => {
    const id = await pupilWith(['yes', '2018-09-01']);
    expect((await derive(id, '?asOf=2025-10-01')).body).toMatchObject({
      everSix: 'unknown',
      reason: 'notOnRoll',
      fundingCensus: '2024-10-03',
    });
    expect((await derive(id, '')).body.fundingCensus).toMatch(/^\d{4}-10-0[1-7]$/);
  });

  it('it needs sensitive:read, and each reading is audited', async () => {
    const id = await pupilWith(['yes', '2025-09-01']);
    const plain = await makeClient(server, api, ['pupils:read'], [school.id]);
    const answer = await plain.get<Problem>(`/api/v1/pupils/${id}/ever-6`);
    expect(answer).toMatchObject({ status: 403, body: { code: 'sensitive-refused' } });
    const events = async () =>
      (
        await api.expect(
          api.get<{ data: unknown[] }>(`/api/v1/audit-events?resourceId=${id}&action=sensitive.read`),
        )
      ).data.length;
    const before = await events();
    await derive(id);
    expect(await events()).toBe(before + 1);
  });
});
