import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  makeClient,
  makePupil,
  makeSchool,
  makeStaff,
  provisionBody,
  provisionTypeBody,
  type School,
} from './support/factories.js';
import { budgetBody, fundingSourceBody } from './support/provision-factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Row {
  id: string;
  version: number;
}

interface BatchAnswer {
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  outcomes: { status: number; id?: string; code?: string }[];
}

const SOURCES = '/api/v1/funding-sources';
const BUDGETS = '/api/v1/budgets';

describe.each(DATABASES)('money for provision on $name', ({ make }) => {
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

  const source = (members: Record<string, unknown> = {}) =>
    api.expect(api.post<Row>(SOURCES, fundingSourceBody(school, members)));
  const remove = async (path: string) => {
    const etag = (await api.get(path)).headers.get('etag')!;
    return api.send<Problem>('DELETE', path, { headers: { 'if-match': etag } });
  };

  it('a funding source reads back the same, changes under its ETag and goes while nothing uses it', async () => {
    const body = fundingSourceBody(school, { note: 'Disadvantaged pupils' });
    const made = await api.post<Row>(SOURCES, body);
    expect(made).toMatchObject({ status: 201, body });
    const path = made.headers.get('location')!;
    expect((await api.get(path)).body).toEqual(made.body);
    const changed = await api.patch<Row>(path, { ringFenced: false }, made.headers.get('etag')!);
    expect(changed).toMatchObject({ status: 200, body: { ringFenced: false } });
    expect((await api.patch<Problem>(path, { note: null }, made.headers.get('etag')!)).status).toBe(412);
    expect((await remove(path)).status).toBe(204);
    expect((await api.get(path)).status).toBe(404);
  });

  it('a name is taken once in a school, also by two at the same time', async () => {
    const body = fundingSourceBody(school);
    const answers = await Promise.all([api.post<Problem>(SOURCES, body), api.post<Problem>(SOURCES, body)]);
    expect(answers.map((it) => it.status).sort()).toEqual([201, 409]);
    const other = await makeSchool(api);
    expect((await api.post(SOURCES, { ...body, schoolId: other.id })).status).toBe(201);
  });

  describe('what a pupil’s places cost in an academic year, against £6,000', () => {
    interface PupilCosts {
      academicYear: number;
      plannedPence: number;
      additionalPence: number;
      thresholdPence: number;
      schoolMeetsPence: number;
      abovePence: number;
      unknown: number;
      places: { interventionId: string; wave: number; additional: boolean; pence: number | null }[];
    }
    let decider: string;

    beforeAll(async () => {
      ({ staffId: decider } = await makeStaff(server, api, school));
    });

    /** Puts a pupil into a provision that is alone theirs. */
    const place = async (pupil: { id: string }, provision: Record<string, unknown>, wave = 3) => {
      const kind = await api.expect(
        api.post<Row>('/api/v1/provision-types', provisionTypeBody(school, { wave })),
      );
      const dates = { startDate: '2025-09-08', endDate: '2026-07-17', capacity: 1 };
      const body = provisionBody(school, { provisionTypeId: kind.id, ...dates, ...provision });
      const { id: provisionId } = await api.expect(api.post<Row>('/api/v1/provisions', body));
      const decided = { reason: 'Why', status: 'active', deciderStaffId: decider };
      return api.expect(
        api.post<Row>('/api/v1/interventions', { pupilId: pupil.id, provisionId, ...decided }),
      );
    };
    const costsOf = (pupil: { id: string }, query = 'academicYear=2025') =>
      api.expect(api.get<PupilCosts>(`/api/v1/pupils/${pupil.id}/costs?${query}`));

    it.each([
      [599_999, 599_999, 0],
      [600_000, 600_000, 0],
      [600_001, 600_000, 1],
    ])(
      'of %i pence the school meets %i, and %i lie above',
      async (fixedPence, schoolMeetsPence, abovePence) => {
        const pupil = await makePupil(api, school);
        const before = new Date().toISOString();
        await api.expect(api.get(`/api/v1/pupils/${pupil.id}?knownAt=${before}`));
        await place(pupil, { fixedPence: fixedPence - 200_000 }, 2);
        await place(pupil, { fixedPence: 200_000 });
        expect(await costsOf(pupil)).toMatchObject({
          academicYear: 2025,
          plannedPence: fixedPence,
          additionalPence: fixedPence,
          thresholdPence: 600_000,
          ...{ schoolMeetsPence, abovePence, unknown: 0 },
        });
        expect(await costsOf(pupil, `academicYear=2025&knownAt=${before}`)).toMatchObject({
          plannedPence: 0,
          places: [],
        });
      },
    );

    it('what is made for all is no part of it; a cost that is not known is said to be so', async () => {
      const pupil = await makePupil(api, school);
      await place(pupil, { fixedPence: 5_000 }, 1);
      await place(pupil, {}, 2);
      const costs = await costsOf(pupil);
      expect(costs).toMatchObject({
        plannedPence: 5_000,
        additionalPence: 0,
        schoolMeetsPence: 0,
        unknown: 1,
      });
      expect(costs.places.map((it) => [it.wave, it.additional, it.pence])).toEqual([
        [1, false, 5_000],
        [2, true, null],
      ]);
    });

    it('a provision over two academic years is split by its days', async () => {
      const pupil = await makePupil(api, school);
      // Ten days of August, thirty of September.
      await place(pupil, { startDate: '2026-08-22', endDate: '2026-09-30', fixedPence: 40_000 });
      const pence = async (year: number) => (await costsOf(pupil, `academicYear=${year}`)).plannedPence;
      expect([await pence(2024), await pence(2025), await pence(2026), await pence(2027)]).toEqual([
        0, 10_000, 30_000, 0,
      ]);
      expect((await costsOf(pupil, 'academicYear=2027')).places).toEqual([]);
    });
  });

  it('one that has a budget or pays for a provision stays', async () => {
    const [withBudget, paying] = [await source(), await source()];
    await api.expect(api.post(BUDGETS, budgetBody(withBudget)));
    const kind = await api.expect(api.post<Row>('/api/v1/provision-types', provisionTypeBody(school)));
    const funding = [{ fundingSourceId: paying.id, shareBasisPoints: 10_000 }];
    await api.expect(
      api.post('/api/v1/provisions', provisionBody(school, { provisionTypeId: kind.id, funding })),
    );
    for (const { id } of [withBudget, paying]) {
      expect(await remove(`${SOURCES}/${id}`)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    }
  });

  it('a budget reads back the same, and no two of one source overlap', async () => {
    const money = await source();
    const made = await api.post<Row>(BUDGETS, budgetBody(money));
    expect(made).toMatchObject({ status: 201, body: budgetBody(money) });
    const next = { startDate: '2027-04-01', endDate: '2028-03-31' };
    const following = await api.post<Row>(BUDGETS, budgetBody(money, next));
    expect(following.status).toBe(201);
    const overlapping = budgetBody(money, { startDate: '2027-03-31', endDate: '2027-03-31' });
    expect(await api.post<Problem>(BUDGETS, overlapping)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/startDate', code: 'periods-overlap' }] },
    });
    const longer = await api.patch<Problem>(`${BUDGETS}/${made.body.id}`, { endDate: '2027-04-01' });
    expect(longer).toMatchObject({ status: 400, body: { errors: [{ code: 'periods-overlap' }] } });
    const of = async (asOf: string) =>
      (await api.expect(api.get<Page<Row>>(`${BUDGETS}?fundingSourceId=${money.id}&asOf=${asOf}`))).data;
    expect(await of('2027-03-31')).toEqual([made.body]);
    expect(await of('2027-04-01')).toEqual([following.body]);
    expect((await remove(`${BUDGETS}/${made.body.id}`)).status).toBe(204);
  });

  it('of two overlapping budgets at once one is taken', async () => {
    const money = await source();
    const answers = await Promise.all([
      api.post<Problem>(BUDGETS, budgetBody(money)),
      api.post<Problem>(BUDGETS, budgetBody(money, { startDate: '2026-09-01' })),
    ]);
    expect(answers.map((it) => it.status).sort()).toEqual([201, 400]);
  });

  it.each([
    ['an end before its start', { endDate: '2026-03-31' }, '/endDate', 'ends-before-start'],
    ['less than nothing', { amountPence: -1 }, '/amountPence', 'too-small'],
    ['parts of a penny', { amountPence: 10.5 }, '/amountPence', 'wrong-type'],
    [
      'a source that is not there',
      { fundingSourceId: '01900000-0000-7000-8000-00000000dead' },
      '/fundingSourceId',
      'unknown-funding-source',
    ],
  ])('a budget with %s is refused', async (_case, members, pointer, code) => {
    const answer = await api.post<Problem>(BUDGETS, budgetBody(await source(), members));
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer, code }] } });
  });

  it('a sync sent twice doubles neither sources nor budgets', async () => {
    const items = [
      fundingSourceBody(school, { source: { system: 'ledger', id: 'F1' } }),
      fundingSourceBody(school, { source: { system: 'ledger', id: 'F2' } }),
    ];
    const send = (path: string, all: unknown[]) =>
      api.expect(api.post<BatchAnswer>(`${path}:batch?match=source`, { items: all }));
    const first = await send(SOURCES, items);
    expect(first).toMatchObject({ created: 2, refused: 0 });
    expect(await send(SOURCES, items)).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    expect(await send(SOURCES, [{ ...items[0], ringFenced: false }])).toMatchObject({ updated: 1 });
    const budgets = [
      budgetBody({ id: first.outcomes[0]!.id! }, { source: { system: 'ledger', id: 'B1' } }),
      budgetBody({ id: first.outcomes[1]!.id! }, { source: { system: 'ledger', id: 'B2' } }),
    ];
    expect(await send(BUDGETS, budgets)).toMatchObject({ created: 2, refused: 0 });
    expect(await send(BUDGETS, budgets)).toMatchObject({ created: 0, unchanged: 2 });
    expect(await send(BUDGETS, [{ ...budgets[1], amountPence: 1 }])).toMatchObject({ updated: 1 });
  });

  it('needs its own scope', async () => {
    const reader = await makeClient(server, api, ['provisions:read'], [school.id]);
    for (const path of [SOURCES, BUDGETS]) {
      expect(await reader.get<Problem>(path)).toMatchObject({ status: 403, body: { code: 'scope-missing' } });
    }
  });

  it('reference data has the rates of a known year, and none for another', async () => {
    const rates = (query = '') =>
      api.expect(
        api.get<{ rates: { financialYear: string }[] }>(`/api/v1/reference-data/pupil-premium-rates${query}`),
      );
    expect((await rates('?financialYear=2025-26')).rates).toEqual([
      {
        financialYear: '2025-26',
        primaryPence: 151_500,
        secondaryPence: 107_500,
        lookedAfterPence: 263_000,
        servicePence: 35_000,
      },
    ]);
    expect((await rates('?financialYear=2031-32')).rates).toEqual([]);
    expect((await rates()).rates.length).toBeGreaterThan(1);
    const { bands } = await api.expect(
      api.get<{ bands: { band: string }[] }>('/api/v1/reference-data/cost-bands'),
    );
    expect(bands.map((it) => it.band)).toEqual(['very-low', 'low', 'moderate', 'high', 'very-high']);
  });
});
