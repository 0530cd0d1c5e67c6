import { attendanceBody } from './support/assessment-factories.js';
import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeClient, makePupil, makeSchool, next, type School } from './support/factories.js';
import { academicYearBody, makeGroup } from './support/people-factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Row {
  id: string;
  name: string;
  version: number;
}
interface SchoolDays {
  schoolDays: number;
  sessions: number;
  unknownDays: number;
  dates: string[];
}

describe.each(DATABASES)('trusts and calendars on $name', ({ make }) => {
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

  const faultOf = ({ errors }: Problem) => errors?.map((it) => `${it.pointer} ${it.code}`);
  const makeTrust = () => admin.expect(admin.post<Row>('/api/v1/trusts', { name: `Trust ${next()}` }));
  const addYear = (school: School, members: Record<string, unknown> = {}) =>
    admin.post<Row & Problem>('/api/v1/academic-years', academicYearBody(school, members));
  const daysOf = (school: School, from: string, to: string) =>
    admin.expect(admin.get<SchoolDays>(`/api/v1/schools/${school.id}/school-days?from=${from}&to=${to}`));

  it('a school joins a trust and leaves it, and its trust is seen with the school', async () => {
    const trust = await makeTrust();
    const school = await makeSchool(admin, { trustId: trust.id });
    const path = `/api/v1/schools/${school.id}`;
    expect((await admin.get(path)).body).toMatchObject({ trustId: trust.id });
    const own = await makeClient(server, admin, ['schools:read', 'admin'], [school.id]);
    expect((await own.get(`/api/v1/trusts/${trust.id}`)).body).toEqual(trust);
    const renamed = await own.patch<Problem>(`/api/v1/trusts/${trust.id}`, { name: 'Mine' });
    expect([renamed.status, renamed.body.code]).toEqual([403, 'scope-missing']);
    const left = await own.patch<Problem>(path, { trustId: null });
    expect([left.status, left.body.code]).toEqual([403, 'scope-missing']);
    expect((await admin.patch(path, { trustId: null })).body).toMatchObject({ trustId: null });
    expect((await own.get(`/api/v1/trusts/${trust.id}`)).status).toBe(404);
  });

  it('a trust that nobody knows and a number that is taken are refused', async () => {
    const unknown = await admin.post<Problem>('/api/v1/schools', {
      urn: '199999',
      laCode: '998',
      establishment: '4001',
      name: 'School',
      phase: 'primary',
      trustId: '01900000-0000-7000-8000-00000000dead',
    });
    expect([unknown.status, faultOf(unknown.body)]).toEqual([400, ['/trustId unknown-trust']]);
    const body = { name: 'Twice', groupUid: '17001' };
    const codes = [
      await admin.post<Problem>('/api/v1/trusts', body),
      await admin.post<Problem>('/api/v1/trusts', body),
    ];
    expect(codes.map((it) => it.status)).toEqual([201, 409]);
  });

  it('a client of a trust sees its schools, those that join later too, and no others', async () => {
    const trust = await makeTrust();
    const school = await makeSchool(admin, { trustId: trust.id });
    await makeSchool(admin);
    const clientId = `trust-${next()}`;
    const body = { clientId, name: clientId, scopes: ['schools:read'], schoolIds: null, trustId: trust.id };
    const { clientSecret: secret } = await admin.expect(
      admin.post<{ clientSecret: string }>('/api/v1/clients', body),
    );
    const seen = async () => {
      const client = await signIn(server, { id: clientId, secret });
      return (await client.expect(client.get<Page<Row>>('/api/v1/schools?count=true'))).data.map(
        (it) => it.id,
      );
    };
    expect(await seen()).toEqual([school.id]);
    const joined = await makeSchool(admin, { trustId: trust.id });
    expect(await seen()).toEqual([school.id, joined.id]);
    const both = { ...body, clientId: `${clientId}-2`, schoolIds: [school.id] };
    const refused = await admin.post<Problem>('/api/v1/clients', both);
    expect([refused.status, faultOf(refused.body)]).toEqual([400, ['/schoolIds trust-given']]);
  });

  it('schools are found by trust, local authority and phase', async () => {
    const trust = await makeTrust();
    const school = await makeSchool(admin, { trustId: trust.id, phase: 'special', laCode: '997' });
    for (const query of [`trustId=${trust.id}`, 'laCode=997', 'phase=special']) {
      const { data } = await admin.expect(admin.get<Page<Row>>(`/api/v1/schools?${query}`));
      expect([query, data.map((it) => it.id)]).toEqual([query, [school.id]]);
    }
  });

  it('a calendar reads back in order, and a list that is sent takes the place of the whole list', async () => {
    const school = await makeSchool(admin);
    const terms = [
      { name: 'Spring', startDate: '2027-01-04', endDate: '2027-03-25' },
      { name: 'Autumn', startDate: '2026-09-02', endDate: '2026-12-18' },
    ];
    const made = await addYear(school, { terms });
    expect(made).toMatchObject({ status: 201, body: { terms: [{ name: 'Autumn' }, { name: 'Spring' }] } });
    const path = made.headers.get('location')!;
    expect((await admin.get(path)).body).toEqual(made.body);
    const patched = await admin.patch(path, { terms: [terms[1]] });
    expect(patched.body).toMatchObject({
      terms: [terms[1]],
      nonSchoolDays: [{ kind: 'inset', name: null }, {}],
    });
  });

  it('no day is in two academic years of a school, nor in two terms of one', async () => {
    const school = await makeSchool(admin);
    expect((await addYear(school)).status).toBe(201);
    const overlapping = await addYear(school, {
      name: '2027/28',
      startDate: '2027-08-31',
      endDate: '2028-08-31',
      terms: [],
      nonSchoolDays: [],
    });
    expect([overlapping.status, faultOf(overlapping.body)]).toEqual([400, ['/startDate years-overlap']]);
    const terms = [
      { name: 'A', startDate: '2027-09-01', endDate: '2027-12-17' },
      { name: 'B', startDate: '2027-12-17', endDate: '2028-03-30' },
    ];
    const next28 = { name: '2027/28', startDate: '2027-09-01', endDate: '2028-08-31', nonSchoolDays: [] };
    expect(faultOf((await addYear(school, { ...next28, terms })).body)).toEqual(['/terms/1 overlaps']);
    expect((await addYear(school, { ...next28, terms: [terms[0]] })).status).toBe(201);
  });

  describe('a calendar is removed', () => {
    const remove = async (path: string) => {
      const headers = { 'if-match': (await admin.get(path)).headers.get('etag')! };
      const { status, body } = await admin.send<Problem>('DELETE', path, { headers });
      return status === 204 ? status : `${status} ${body.code}`;
    };

    it('where nothing needs it, and another takes its place', async () => {
      const school = await makeSchool(admin);
      const path = (await addYear(school)).headers.get('location')!;
      const unread = await admin.send<Problem>('DELETE', path);
      expect([unread.status, await remove(path), (await admin.get(path)).status]).toEqual([428, 204, 404]);
      expect((await daysOf(school, '2026-09-03', '2026-09-03')).unknownDays).toBe(1);
      expect((await addYear(school)).status).toBe(201);
    });

    it('not while a group belongs to it', async () => {
      const school = await makeSchool(admin);
      const made = await addYear(school);
      const path = made.headers.get('location')!;
      const group = await makeGroup(admin, school, { academicYearId: made.body.id });
      expect(await remove(path)).toBe('409 conflict');
      expect(await remove(`/api/v1/groups/${group.id}`)).toBe(204);
      expect(await remove(path)).toBe(204);
    });

    it.each([
      ['the week before it begins', '2024-08-26', 204],
      ['the week in which it begins', '2024-09-02', '409 conflict'],
      ['its last week', '2025-08-25', '409 conflict'],
      ['the week after it ends', '2025-09-01', 204],
    ])('not where attendance is recorded in it: %s', async (_case, weekStart, answer) => {
      const school = await makeSchool(admin);
      const days = { startDate: '2024-09-03', endDate: '2025-08-29', terms: [], nonSchoolDays: [] };
      const path = (await addYear(school, { name: '2024/25', ...days })).headers.get('location')!;
      const body = attendanceBody(await makePupil(admin, school), { weekStart });
      await admin.expect(admin.post('/api/v1/attendance', body));
      expect(await remove(path)).toBe(answer);
    });
  });

  it('of two who add the same academic year at once one is told', async () => {
    const school = await makeSchool(admin);
    const answers = await Promise.all([addYear(school), addYear(school), addYear(school)]);
    expect(answers.map((it) => it.status).sort()).toEqual([201, 400, 400]);
  });

  it('school days leave out weekends, inset and half-term, and say of which days nothing is known', async () => {
    const school = await makeSchool(admin);
    await addYear(school);
    // 78 Mondays to Fridays in the autumn term, less one inset day and five of half-term.
    expect(await daysOf(school, '2026-09-01', '2026-12-31')).toMatchObject({
      schoolDays: 72,
      sessions: 144,
      unknownDays: 0,
    });
    expect(await daysOf(school, '2026-08-30', '2026-09-04')).toMatchObject({
      schoolDays: 2,
      unknownDays: 2,
      dates: ['2026-09-03', '2026-09-04'],
    });
    const path = `/api/v1/schools/${school.id}/school-days`;
    const refused = await admin.get<Problem>(`${path}?from=2026-09-02&to=2026-09-01`);
    expect([refused.status, faultOf(refused.body)]).toEqual([400, ['?to span-out-of-range']]);
  });

  it('a sync of calendars sent twice doubles nothing', async () => {
    const school = await makeSchool(admin);
    const item = academicYearBody(school, { source: { system: 'mis', id: `y-${next()}` } });
    const sync = (body: object) =>
      admin.expect(admin.post('/api/v1/academic-years:batch?match=source', { items: [body] }));
    expect(await sync(item)).toMatchObject({ created: 1 });
    expect(await sync(item)).toMatchObject({ unchanged: 1 });
    expect(await sync({ ...item, name: 'Year' })).toMatchObject({ updated: 1 });
  });
});
