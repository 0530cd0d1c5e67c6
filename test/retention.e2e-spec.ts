import { attendanceBody } from './support/assessment-factories.js';
import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeClient, makeSchool, makeStaff, resultBody, type School } from './support/factories.js';
import { contactBody } from './support/people-factories.js';
import { makeLeaver, mondayOf, yearsAgo } from './support/retention-factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Schedule {
  readonly kind: string;
  readonly countsFrom: string;
  readonly years: number;
  readonly usualYears: number;
  readonly minimumYears: number | null;
  readonly basis: string;
  readonly source: string | null;
  readonly setBySchool: boolean;
  readonly reason: string | null;
  readonly setByStaffId: string | null;
  readonly version: number | null;
}
interface Review {
  readonly pupilId: string;
  readonly kind: string;
  readonly dueDate: string;
  readonly wholeDueDate: string;
  readonly records: number;
  readonly years: number;
  readonly held: boolean;
}

/** The Sunday of the week that begins on a Monday. */
function sundayAfter(monday: string): string {
  return new Date(Date.parse(monday) + 6 * 86_400_000).toISOString().slice(0, 10);
}

function sixYearsOn(date: string): string {
  return `${Number(date.slice(0, 4)) + 6}${date.slice(4)}`;
}

describe.each(DATABASES)('for how long records are kept on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  let leader: ApiClient;
  let leaderId: string;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
  });

  beforeEach(async () => {
    school = await makeSchool(api);
    ({ api: leader, staffId: leaderId } = await makeStaff(server, api, school, ['leader']));
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const add = async (path: string, body: unknown, client = api) =>
    client.expect(client.post<{ id: string; version: number }>(`/api/v1/${path}`, body));
  const schedulePath = (kind = '') => `/api/v1/schools/${school.id}/retention-schedules${kind && `/${kind}`}`;
  const put = (kind: string, body: unknown, headers: Record<string, string> = {}, client = leader) =>
    client.send<Schedule & Problem>('PUT', schedulePath(kind), { body, headers });
  const schedules = async (query = '') =>
    (await api.expect(api.get<Page<Schedule>>(`${schedulePath()}${query}`))).data;
  const reviews = (query = '') =>
    api.expect(api.get<Page<Review>>(`/api/v1/schools/${school.id}/retention-reviews?${query}`));
  const due = async (query = '') => (await reviews(query)).data.map((it) => [it.kind, it.dueDate]);

  const leaver = (dateOfBirth: string, leavingDate: string | null) =>
    makeLeaver(api, school, dateOfBirth, leavingDate);
  const addWeek = (pupil: { id: string }, weekStart: string) =>
    add('attendance', attendanceBody(pupil, { weekStart }));

  describe('schedules', () => {
    it('there is one for each kind before the school says anything, with what it rests on', async () => {
      const all = await schedules();
      const [register, record, sen] = ['attendance', 'pupil-record', 'sen-records'].map((kind) =>
        all.find((it) => it.kind === kind),
      );
      expect(register).toMatchObject({
        countsFrom: 'entry',
        years: 6,
        minimumYears: 6,
        source: 'https://www.legislation.gov.uk/uksi/2024/208/regulation/7',
        setBySchool: false,
        version: null,
      });
      expect(record).toMatchObject({ countsFrom: 'date-of-birth', years: 25, minimumYears: null });
      expect(sen).toMatchObject({ countsFrom: 'date-of-birth', years: 31 });
      expect(record!.basis).toMatch(/IRMS.*25 years.*Limitation Act 1980.*school to confirm/);
      expect(all.every((it) => it.basis !== '' && !it.setBySchool)).toBe(true);
    });

    it('a school confirms and lengthens, a named person does, and it is written down', async () => {
      const confirmed = await put('pupil-record', { years: 25 });
      expect([confirmed.status, confirmed.body]).toEqual([
        200,
        expect.objectContaining({ years: 25, setBySchool: true, setByStaffId: leaderId }),
      ]);
      const before = new Date().toISOString();
      await api.expect(api.get(`/api/v1/schools/${school.id}?knownAt=${before}`));
      const longer = await put('attendance', { years: 8 });
      expect(longer.body).toMatchObject({ kind: 'attendance', years: 8, usualYears: 6 });
      expect(longer.headers.get('etag')).toBe(`"${longer.body.version}"`);
      expect(await api.expect(api.get(schedulePath('attendance')))).toEqual(longer.body);
      const then = (await schedules(`?knownAt=${before}`)).filter((it) => it.setBySchool);
      expect(then.map((it) => it.kind)).toEqual(['pupil-record']);
      const { data } = await api.expect(
        api.get<Page<{ staffId: string; detail: unknown }>>(
          `/api/v1/audit-events?action=retention-schedule.set&schoolId=${school.id}&sort=id`,
        ),
      );
      expect(data.map((it) => [it.staffId, it.detail])).toEqual([
        [leaderId, { kind: 'pupil-record', years: 25 }],
        [leaderId, { kind: 'attendance', years: 8 }],
      ]);
    });

    it.each([
      ['attendance', { years: 5, reason: 'Space' }, '/years', 'below-statutory-minimum'],
      ['contacts', { years: 5, reason: 'Space' }, '/years', 'below-statutory-minimum'],
      ['pupil-record', { years: 24 }, '/reason', 'missing'],
      ['results', { years: 0, reason: 'Space' }, '/years', 'too-small'],
      ['results', { years: 101 }, '/years', 'too-large'],
    ])('%s of %j is refused at %s', async (kind, body, pointer, code) => {
      const answer = await put(kind, body);
      expect([answer.status, answer.body.code, answer.body.errors]).toEqual([
        400,
        'validation-failed',
        [expect.objectContaining({ pointer, code })],
      ]);
      expect((await schedules()).some((it) => it.setBySchool)).toBe(false);
    });

    it('what no statute holds may be shortened with a reason', async () => {
      const body = { years: 7, reason: 'Handed on to the secondary school' };
      expect((await put('results', body)).body).toMatchObject(body);
    });

    it('two at once are one after the other, and If-Match is held to', async () => {
      const answers = await Promise.all([7, 8, 9].map((years) => put('attendance', { years })));
      expect(answers.map((it) => it.status)).toEqual([200, 200, 200]);
      const { version } = await api.expect(api.get<Schedule>(schedulePath('attendance')));
      expect((await put('attendance', { years: 10 }, { 'if-match': '"1"' })).status).toBe(412);
      expect((await put('attendance', { years: 10 }, { 'if-match': `"${version}"` })).status).toBe(200);
      expect((await put('results', { years: 26 }, { 'if-match': '"1"' })).status).toBe(412);
    });

    it('an unknown kind is 404, and who may not or is no person is refused', async () => {
      const { api: senco } = await makeStaff(server, api, school, ['senco']);
      const codes = [
        (await put('diaries', { years: 6 })).body.code,
        (await api.get<Problem>(schedulePath('diaries'))).body.code,
        (await put('results', { years: 26 }, {}, api)).body.code,
        (await put('results', { years: 26 }, {}, senco)).body.code,
      ];
      expect(codes).toEqual(['not-found', 'not-found', 'staff-required', 'scope-missing']);
    });
  });

  describe('the review', () => {
    it('lists nobody on roll, and who has left from the day on which something is due', async () => {
      const left = yearsAgo(8);
      await addWeek(await leaver(yearsAgo(16), null), mondayOf(yearsAgo(9)));
      const pupil = await leaver(yearsAgo(18), left);
      const weeks = [mondayOf(left, -3), mondayOf(left, -1)];
      for (const week of weeks) await addWeek(pupil, week);
      await add('contacts', contactBody(pupil));
      await add('results', resultBody(pupil, { date: yearsAgo(9) }));
      const [first, last] = weeks.map((it) => sixYearsOn(sundayAfter(it)));
      expect((await reviews()).data).toEqual([
        expect.objectContaining({
          pupilId: pupil.id,
          kind: 'attendance',
          dueDate: first,
          wholeDueDate: last,
          records: 2,
          years: 6,
          setBySchool: false,
          held: false,
        }),
        expect.objectContaining({
          pupilId: pupil.id,
          kind: 'contacts',
          dueDate: sixYearsOn(left),
          records: 1,
        }),
      ]);
    });

    it('knows the day before and the day, forecasts, and follows the school’s own term', async () => {
      const recordDue = (asOf: string) => due(`kind=pupil-record&asOf=${asOf}`);
      const dateOfBirth = '2004-02-29';
      const pupil = await leaver(dateOfBirth, yearsAgo(7));
      expect(await recordDue('2029-02-28')).toEqual([]);
      expect(await recordDue('2029-03-01')).toEqual([['pupil-record', '2029-03-01']]);
      await add(`pupils/${pupil.id}/characteristics`, { kind: 'sen', value: 'E', startDate: yearsAgo(14) });
      expect(await recordDue('2035-02-28')).toEqual([]);
      expect(await recordDue('2035-03-01')).toEqual([['pupil-record', '2035-03-01']]);
      await leader.expect(put('sen-records', { years: 32 }));
      expect(await recordDue('2036-02-28')).toEqual([]);
      expect(await recordDue('2036-02-29')).toEqual([['pupil-record', '2036-02-29']]);
    });

    it('says what a legal hold keeps, filters, and pages without a gap', async () => {
      const left = yearsAgo(7);
      const pupils: { id: string }[] = [];
      for (let i = 0; i < 4; i++) {
        const pupil = await leaver(yearsAgo(26 + i), left);
        await add('results', resultBody(pupil, { date: yearsAgo(9) }));
        pupils.push(pupil);
      }
      const hold = { pupilId: pupils[0]!.id, reason: 'A claim', startDate: yearsAgo(1) };
      await add('legal-holds', hold, leader);
      const all = await reviews('count=true');
      expect([all.page.total, all.data.length]).toEqual([8, 8]);
      const paged: Review[] = [];
      for (let cursor = ''; ;) {
        const page = await reviews(`limit=3${cursor}`);
        paged.push(...page.data);
        if (!page.page.next) break;
        cursor = `&cursor=${encodeURIComponent(page.page.next)}`;
      }
      expect(paged).toEqual(all.data);
      expect(paged.map((it) => it.dueDate)).toEqual(paged.map((it) => it.dueDate).toSorted());
      const kinds = (await reviews('kind=results&count=true')).data;
      expect(kinds.map((it) => it.kind)).toEqual(['results', 'results', 'results', 'results']);
      const kept = (await reviews('held=true')).data;
      expect(kept.map((it) => [it.pupilId, it.held])).toEqual([
        [pupils[0]!.id, true],
        [pupils[0]!.id, true],
      ]);
      expect((await reviews('held=false&count=true')).page.total).toBe(6);
      expect((await reviews(`pupilId=${pupils[1]!.id}`)).data).toHaveLength(2);
    });

    it('needs sensitive:read too, and who read it is written down', async () => {
      const pupil = await leaver(yearsAgo(26), yearsAgo(8));
      const plain = await makeClient(server, api, ['records:read'], [school.id]);
      const path = `/api/v1/schools/${school.id}/retention-reviews`;
      expect((await plain.get<Problem>(path)).body.code).toBe('sensitive-refused');
      await leader.expect(leader.get(path));
      const { data } = await api.expect(
        api.get<Page<{ staffId: string }>>(
          `/api/v1/audit-events?action=sensitive.read&schoolId=${school.id}&resourceId=${pupil.id}`,
        ),
      );
      expect(data.map((it) => it.staffId)).toContain(leaderId);
    });

    it('takes dates of the whole calendar, and no kind that there is not', async () => {
      await leaver(yearsAgo(30), yearsAgo(8));
      expect(await due('asOf=1900-01-01')).toEqual([]);
      expect(await due('asOf=2200-12-31')).toHaveLength(1);
      const { status, body } = await api.get<Problem>(
        `/api/v1/schools/${school.id}/retention-reviews?kind=diaries`,
      );
      expect([status, body.errors?.[0]?.pointer]).toEqual([400, '?kind']);
    });
  });

  it('another school’s schedules and reviews are 404', async () => {
    await leaver(yearsAgo(26), yearsAgo(8));
    const other = await makeSchool(api);
    const { api: stranger } = await makeStaff(server, api, other, ['leader']);
    const reader = await makeClient(server, api, ['records:read', 'sensitive:read'], [other.id]);
    const statuses = [
      (await put('results', { years: 26 }, {}, stranger)).status,
      (await reader.get(schedulePath())).status,
      (await reader.get(schedulePath('results'))).status,
      (await reader.get(`/api/v1/schools/${school.id}/retention-reviews`)).status,
    ];
    expect(statuses).toEqual([404, 404, 404, 404]);
    expect((await reviews()).data).toHaveLength(1);
  });
});
