import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeClient, makeSchool, makeStaff, provisionBody, provisionTypeBody } from './support/factories.js';
import { fundingSourceBody } from './support/provision-factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Kind {
  id: string;
  schoolId: string | null;
  key: string;
  typeVersion: number;
  wave: number;
  category: string;
  version: number;
}

interface Provision {
  id: string;
  capacity: number;
  endDate: string;
  version: number;
}

const KINDS = '/api/v1/provision-types';
const PROVISIONS = '/api/v1/provisions';

describe.each(DATABASES)('provisions on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const systemKind = async (key: string): Promise<Kind> => {
    const { data } = await api.expect(api.get<Page<Kind>>(`${KINDS}?key=${key}`));
    return data[0]!;
  };

  it('kinds of all four categories are there from the start, also for a client of one school', async () => {
    const school = await makeSchool(api);
    const own = await makeClient(server, api, ['provisions:read'], [school.id]);
    const { data } = await own.expect(own.get<Page<Kind>>(`${KINDS}?limit=500`));
    expect(new Set(data.map((it) => it.category))).toEqual(
      new Set(['classroom', 'additional-learning-support', 'extended-opportunity', 'wider-services']),
    );
    expect(data.find((it) => it.key === 'small-group-catch-up')).toMatchObject({ wave: 2, schoolId: null });
    expect(data.find((it) => it.key === 'one-to-one-catch-up')).toMatchObject({ wave: 3, typeVersion: 1 });
    const read = await own.get<Kind>(`${KINDS}/${data[0]!.id}`);
    expect(read.body).toEqual(data[0]);
  });

  it('starting again adds no kind twice', async () => {
    const before = await api.expect(api.get<Page<Kind>>(`${KINDS}?count=true`));
    const second = await startServer(database);
    await second.stop();
    const after = await api.expect(api.get<Page<Kind>>(`${KINDS}?count=true`));
    expect(after.page.total).toBe(before.page.total);
  });

  it('a kind with a key that the school has becomes its next version, and the first one stays', async () => {
    const school = await makeSchool(api);
    const body = provisionTypeBody(school, { key: 'reading-group' });
    const first = await api.expect(api.post<Kind>(KINDS, body));
    const [second, third] = await Promise.all([
      api.post<Kind>(KINDS, { ...body, wave: 3 }),
      api.post<Kind>(KINDS, { ...body, title: 'Reading circle' }),
    ]);
    expect([second.status, third.status]).toEqual([201, 201]);
    expect([second.body.typeVersion, third.body.typeVersion].sort()).toEqual([2, 3]);
    expect((await api.get<Kind>(`${KINDS}/${first.id}`)).body).toMatchObject({ typeVersion: 1, wave: 2 });
  });

  it('a key that ships with Espalier is not a school’s to use', async () => {
    const school = await makeSchool(api);
    const answer = await api.post<Problem>(KINDS, provisionTypeBody(school, { key: 'homework-club' }));
    expect(answer).toMatchObject({ status: 409, body: { code: 'duplicate', errors: [{ pointer: '/key' }] } });
  });

  it('a repeated Idempotency-Key makes one version', async () => {
    const school = await makeSchool(api);
    const body = provisionTypeBody(school);
    const first = await api.post<Kind>(KINDS, body, { 'idempotency-key': 'kind-1' });
    const again = await api.post<Kind>(KINDS, body, { 'idempotency-key': 'kind-1' });
    expect(again.body).toEqual(first.body);
    const list = await api.expect(api.get<Page<Kind>>(`${KINDS}?schoolId=${school.id}&count=true`));
    expect(list.page.total).toBe(1);
  });

  it.each([
    ['wave', { wave: 4 }, '/wave', 'not-in-set'],
    ['category', { category: 'tuition' }, '/category', 'not-in-set'],
    ['feature', { feature: 'magic' }, '/feature', 'not-in-set'],
    [
      'dosage',
      { dosage: { weeks: 0, sessionsPerWeek: 1, minutes: 1, groupSize: 1 } },
      '/dosage/weeks',
      'too-small',
    ],
    ['evidence', { evidence: { monthsImpact: 4, costBand: 'low' } }, '/evidence/date', 'missing'],
  ])('a kind with a bad %s is refused and not stored', async (_member, members, pointer, code) => {
    const school = await makeSchool(api);
    const answer = await api.post<Problem>(KINDS, provisionTypeBody(school, members));
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ pointer, code }]);
    const list = await api.expect(api.get<Page<Kind>>(`${KINDS}?schoolId=${school.id}`));
    expect(list.data).toEqual([]);
  });

  it('a provision that was added reads back the same and changes under its ETag', async () => {
    const school = await makeSchool(api);
    const { staffId } = await makeStaff(server, api, school);
    const { id: provisionTypeId } = await systemKind('small-group-catch-up');
    const body = provisionBody(school, { provisionTypeId, leadStaffId: staffId });
    const made = await api.post<Provision>(PROVISIONS, body);
    expect(made).toMatchObject({ status: 201, body });
    const path = made.headers.get('location')!;
    const read = await api.get<Provision>(path);
    expect(read.body).toEqual(made.body);
    const changed = await api.patch<Provision>(path, { capacity: 4 }, read.headers.get('etag')!);
    expect(changed).toMatchObject({ status: 200, body: { capacity: 4 } });
    const stale = await api.patch<Problem>(path, { capacity: 5 }, read.headers.get('etag')!);
    expect(stale).toMatchObject({ status: 412, body: { code: 'precondition-failed' } });
    const running = await api.expect(
      api.get<Page<Provision>>(`${PROVISIONS}?schoolId=${school.id}&asOf=2026-10-01`),
    );
    expect(running.data).toEqual([changed.body]);
    const over = await api.expect(
      api.get<Page<Provision>>(`${PROVISIONS}?schoolId=${school.id}&asOf=2026-12-19`),
    );
    expect(over.data).toEqual([]);
  });

  it.each([
    ['an end that is not after the start', { endDate: '2026-09-07' }, '/endDate', 'ends-before-start'],
    ['a date that does not exist', { startDate: '2026-02-30' }, '/startDate', 'iso-date'],
    ['an unknown subject', { subject: 'alchemy' }, '/subject', 'unknown-subject'],
    ['no places', { capacity: 0 }, '/capacity', 'too-small'],
    [
      'an unknown lead',
      { leadStaffId: '01900000-0000-7000-8000-00000000dead' },
      '/leadStaffId',
      'unknown-staff',
    ],
  ])('a provision with %s is refused and not stored', async (_case, members, pointer, code) => {
    const school = await makeSchool(api);
    const { id: provisionTypeId } = await systemKind('small-group-catch-up');
    const answer = await api.post<Problem>(
      PROVISIONS,
      provisionBody(school, { provisionTypeId, ...members }),
    );
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ pointer, code }]);
    const list = await api.expect(api.get<Page<Provision>>(`${PROVISIONS}?schoolId=${school.id}`));
    expect(list.data).toEqual([]);
  });

  it('a provision says who delivers it, how often, at what cost and who pays', async () => {
    const school = await makeSchool(api);
    const { staffId } = await makeStaff(server, api, school);
    const { id: provisionTypeId } = await systemKind('small-group-catch-up');
    const fund = await api.expect(
      api.post<{ id: string }>('/api/v1/funding-sources', fundingSourceBody(school)),
    );
    const body = provisionBody(school, {
      provisionTypeId,
      staff: [
        { staffId, name: null, role: 'teacher' },
        { staffId: null, name: 'Jo Tutor', role: 'tutor' },
      ],
      ...{ weeks: 10, sessionsPerWeek: 2, sessionMinutes: 40 },
      rate: { perHourPence: 1850, roundUpToMinutes: 15, minimumMinutes: 30 },
      fixedPence: 5000,
      resources: [{ name: 'Reading books', pence: 12_000 }],
      funding: [{ fundingSourceId: fund.id, shareBasisPoints: 10_000 }],
      source: { system: 'mis', id: 'group-7' },
    });
    const made = await api.post<Provision>(PROVISIONS, body);
    expect(made).toMatchObject({ status: 201, body });
    const path = made.headers.get('location')!;
    const changed = await api.patch<Provision>(path, { rate: { perHourPence: 1900 }, resources: null });
    expect(changed.body).toMatchObject({
      rate: { perHourPence: 1900, roundUpToMinutes: 15, minimumMinutes: 30 },
      resources: null,
      fixedPence: 5000,
    });
    const bySource = await api.expect(
      api.get<Page<Provision>>(`${PROVISIONS}?schoolId=${school.id}&sourceSystem=mis&sourceId=group-7`),
    );
    expect(bySource.data).toEqual([changed.body]);
  });

  it.each([
    ['too many weeks', { weeks: 16 }, '/weeks', 'too-many-weeks'],
    ['somebody who is nobody', { staff: [{ role: 'tutor' }] }, '/staff/0', 'staff-or-name'],
    [
      'staff of another school',
      { staff: [{ staffId: '01900000-0000-7000-8000-00000000dead', role: 'teacher' }] },
      '/staff/0/staffId',
      'unknown-staff',
    ],
    [
      'a funding source that is not there',
      { funding: [{ fundingSourceId: '01900000-0000-7000-8000-00000000dead', shareBasisPoints: 10_000 }] },
      '/funding/0/fundingSourceId',
      'unknown-funding-source',
    ],
    ['a rate of parts of a penny', { rate: { perHourPence: 0.5 } }, '/rate/perHourPence', 'wrong-type'],
    ['a negative cost', { fixedPence: -1 }, '/fixedPence', 'too-small'],
  ])('a provision with %s is refused at its pointer', async (_case, members, pointer, code) => {
    const school = await makeSchool(api);
    const { id: provisionTypeId } = await systemKind('small-group-catch-up');
    const answer = await api.post<Problem>(
      PROVISIONS,
      provisionBody(school, { provisionTypeId, ...members }),
    );
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer, code }] } });
  });

  it('funding that does not sum to 100 % is refused, and stored funding stays', async () => {
    const school = await makeSchool(api);
    const { id: provisionTypeId } = await systemKind('small-group-catch-up');
    const fund = () =>
      api.expect(api.post<{ id: string }>('/api/v1/funding-sources', fundingSourceBody(school)));
    const [one, two] = [await fund(), await fund()];
    const lines = (a: number, b: number) => [
      { fundingSourceId: one.id, shareBasisPoints: a },
      { fundingSourceId: two.id, shareBasisPoints: b },
    ];
    const body = provisionBody(school, { provisionTypeId, funding: lines(6_667, 3_333) });
    const made = await api.expect(api.post<Provision>(PROVISIONS, body));
    const path = `${PROVISIONS}/${made.id}`;
    const short = await api.patch<Problem>(path, { funding: lines(6_666, 3_333) });
    expect(short).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/funding', code: 'shares-not-whole' }] },
    });
    expect((await api.get<Provision>(path)).body).toEqual(made);
  });

  it('a sync of provisions sent twice doubles none, and changes what is said and no more', async () => {
    const school = await makeSchool(api);
    const { id: provisionTypeId } = await systemKind('small-group-catch-up');
    const item = (id: string, members: Record<string, unknown> = {}) =>
      provisionBody(school, { provisionTypeId, source: { system: 'mis', id }, name: id, ...members });
    const send = (items: unknown[], atomic = false) =>
      api.expect(
        api.post<{ created: number; updated: number; unchanged: number; refused: number }>(
          `${PROVISIONS}:batch?match=source${atomic ? '&atomic=true' : ''}`,
          { items },
        ),
      );
    expect(await send([item('a', { fixedPence: 100 }), item('b')])).toMatchObject({ created: 2 });
    expect(await send([item('a'), item('b')])).toMatchObject({ created: 0, unchanged: 2 });
    expect(await send([item('a', { capacity: 3 })])).toMatchObject({ updated: 1 });
    const { data } = await api.expect(
      api.get<Page<Provision & { fixedPence: number }>>(`${PROVISIONS}?schoolId=${school.id}&sourceId=a`),
    );
    expect(data).toMatchObject([{ capacity: 3, fixedPence: 100 }]);
    expect(await send([item('c'), item('a', { weeks: 50 })])).toMatchObject({ created: 1, refused: 1 });
    expect(await send([item('d'), item('a', { weeks: 50 })], true)).toMatchObject({ created: 0, refused: 2 });
    const { page } = await api.expect(
      api.get<Page<unknown>>(`${PROVISIONS}?schoolId=${school.id}&count=true`),
    );
    expect(page.total).toBe(3);
  });

  it('another school’s kinds and provisions are not there', async () => {
    const [mine, other] = [await makeSchool(api), await makeSchool(api)];
    const own = await makeClient(server, api, ['provisions:read', 'provisions:write'], [mine.id]);
    const kind = await api.expect(api.post<Kind>(KINDS, provisionTypeBody(other)));
    const body = provisionBody(other, { provisionTypeId: kind.id });
    const provision = await api.expect(api.post<Provision>(PROVISIONS, body));
    for (const path of [`${KINDS}/${kind.id}`, `${PROVISIONS}/${provision.id}`]) {
      expect(await own.get<Problem>(path)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
    const stolen = await own.post<Problem>(PROVISIONS, provisionBody(mine, { provisionTypeId: kind.id }));
    expect(stolen).toMatchObject({ status: 400, body: { errors: [{ code: 'unknown-provision-type' }] } });
    const foreign = await own.post<Problem>(PROVISIONS, body);
    expect(foreign).toMatchObject({ status: 400, body: { errors: [{ code: 'unknown-school' }] } });
  });
});
