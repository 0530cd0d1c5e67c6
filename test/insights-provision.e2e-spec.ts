import { type ApiClient, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  makeClient,
  makeSchool,
  makeStaff,
  provisionBody,
  provisionTypeBody,
  type School,
} from './support/factories.js';
import { budgetBody, fundingSourceBody } from './support/provision-factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Answer {
  readonly notes: string[];
  readonly data: Record<string, unknown>[];
}

describe.each(DATABASES)('what provision costs and brings, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let admin: ApiClient;
  let school: School;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    admin = await signIn(server);
    school = await makeSchool(admin);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const add = (path: string, body: unknown) =>
    admin.expect(admin.post<{ id: string }>(`/api/v1/${path}`, body));

  it('spending is by funding source and category, planned and to date, against the budget', async () => {
    const fund = await add('funding-sources', fundingSourceBody(school, { name: 'Pupil premium' }));
    await add(
      'budgets',
      budgetBody(fund, { startDate: '2026-04-01', endDate: '2027-03-31', amountPence: 50_000 }),
    );
    const type = await add('provision-types', provisionTypeBody(school));
    // £300 over the 30 days of June, three quarters of it from the pupil premium.
    await add(
      'provisions',
      provisionBody(school, {
        provisionTypeId: type.id,
        startDate: '2026-06-01',
        endDate: '2026-06-30',
        fixedPence: 30_000,
        funding: [
          { fundingSourceId: fund.id, shareBasisPoints: 7500 },
          {
            fundingSourceId: (
              await add('funding-sources', fundingSourceBody(school, { kind: 'general', ringFenced: false }))
            ).id,
            shareBasisPoints: 2500,
          },
        ],
      }),
    );
    const api = await makeClient(server, admin, ['insights:read'], [school.id]);
    const { data } = await api.expect(
      api.get<Answer>(`/api/v1/insights/spend?schoolId=${school.id}&asOf=2026-06-10`),
    );
    const pick = data.map((it) => [
      it['category'],
      it['periodStart'],
      it['plannedPence'],
      it['toDatePence'],
      it['budgetPence'],
      it['unspentPence'],
    ]);
    expect(pick).toEqual([
      [null, '2026-04-01', 22_500, 7_500, 50_000, 42_500],
      ['additional-learning-support', '2026-04-01', 22_500, 7_500, null, null],
      [null, '2025-09-01', 7_500, 2_500, null, null],
      ['additional-learning-support', '2025-09-01', 7_500, 2_500, null, null],
    ]);
    expect(data[0]).toMatchObject({
      fundingSource: 'Pupil premium',
      ringFenced: true,
      uncommittedPence: 27_500,
    });
  });

  it('the effect of provision is for staff, and says that it claims no cause', async () => {
    const { api } = await makeStaff(server, admin, school, ['senco']);
    const path = `/api/v1/insights/provision-effect?schoolId=${school.id}`;
    const { notes, data } = await api.expect(api.get<Answer>(path));
    expect(data).toEqual([]);
    expect(notes).toEqual([
      expect.stringContaining('no claim of cause'),
      expect.stringContaining('regression to the mean'),
    ]);
    const program = await makeClient(server, admin, ['insights:read', 'sensitive:read'], [school.id]);
    const refused = await program.get<Problem>(path);
    expect([refused.status, refused.body.code]).toEqual([403, 'staff-required']);
  });
});
