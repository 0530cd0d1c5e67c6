import { attendanceBody } from './support/assessment-factories.js';
import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makePupil, makeSchool, next, type School } from './support/factories.js';
import { importBody, type Import, told } from './support/import-file.js';
import { startServer, type TestServer } from './support/server.js';

interface Week {
  id: string;
  pupilId: string;
  weekStart: string;
  possible: number;
  present: number;
  late: number;
  version: number;
}
interface BatchAnswer {
  created: number;
  updated: number;
  unchanged: number;
  outcomes: { status: number; id?: string; code?: string; errors?: { pointer: string }[] }[];
}

const PATH = '/api/v1/attendance';

describe.each(DATABASES)('attendance on $name', ({ make }) => {
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

  const post = (body: Record<string, unknown>) => api.post<Week & Problem>(PATH, body);

  const batch = (items: readonly unknown[], query = '') =>
    api.expect(api.post<BatchAnswer>(`${PATH}:batch${query}`, { items }));

  const weeksOf = async (pupilId: string) =>
    (await api.expect(api.get<Page<Week>>(`${PATH}?pupilId=${pupilId}`))).data;

  it('a week that was sent reads back the same, and who was not late was not', async () => {
    const pupil = await makePupil(api, school);
    const { late: _late, ...body } = attendanceBody(pupil, { source: { system: 'mis', id: `w-${next()}` } });
    const made = await post(body);
    expect(made).toMatchObject({ status: 201, body: { ...body, schoolId: school.id, late: 0 } });
    const read = await api.get<Week>(made.headers.get('location')!);
    expect(read.body).toEqual(made.body);
    expect(await weeksOf(pupil.id)).toEqual([made.body]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['sessions that do not add up', { present: 9 }, '/possible'],
    ['more late than present', { late: 9 }, '/late'],
    ['a week from a Tuesday', { weekStart: '2026-09-15' }, '/weekStart'],
    ['a week that is yet to come', { weekStart: '2190-09-06' }, '/weekStart'],
    ['a Monday that does not exist', { weekStart: '2026-02-30' }, '/weekStart'],
    ['fifteen sessions', { possible: 15, present: 13 }, '/possible'],
    ['half a session', { present: 7.5, authorised: 1.5 }, '/present'],
    ['fewer than none', { unauthorised: -1, present: 10 }, '/unauthorised'],
  ])('%s is refused', async (_case, members, pointer) => {
    const pupil = await makePupil(api, school);
    const answer = await post(attendanceBody(pupil, members));
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    expect(answer.body.errors?.map((it) => it.pointer)).toContain(pointer);
    expect(await weeksOf(pupil.id)).toEqual([]);
  });

  it('a pupil has one row a week, also of two that come at once', async () => {
    const pupil = await makePupil(api, school);
    const answers = await Promise.all(Array.from({ length: 4 }, () => post(attendanceBody(pupil))));
    expect(answers.map((it) => it.status).sort()).toEqual([201, 409, 409, 409]);
    expect(await post(attendanceBody(pupil, { weekStart: '2026-09-21' }))).toMatchObject({ status: 201 });
  });

  it('a correction changes the week in place, and what does not add up stays out', async () => {
    const { body: made } = await post(attendanceBody(await makePupil(api, school)));
    const path = `${PATH}/${made.id}`;
    const changed = await api.patch<Week>(path, { present: 9, unauthorised: 0, late: 2 });
    expect(changed).toMatchObject({ status: 200, body: { present: 9, unauthorised: 0, late: 2 } });
    expect(await api.patch<Problem>(path, { present: 10 })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/possible', code: 'sums-disagree' }] },
    });
    expect(await api.patch<Problem>(path, { weekStart: '2026-09-21' })).toMatchObject({ status: 400 });
    expect((await api.get<Week>(path)).body).toEqual(changed.body);
    const removed = await api.send('DELETE', path, { headers: { 'if-match': `"${changed.body.version}"` } });
    expect(removed.status).toBe(204);
    expect(await api.get(path)).toMatchObject({ status: 404 });
  });

  it('a sync that is sent twice doubles nothing, and changes what has changed', async () => {
    const pupils = await Promise.all(Array.from({ length: 10 }, () => makePupil(api, school)));
    const items = pupils.flatMap((pupil) =>
      ['2026-09-07', '2026-09-14', '2026-09-21'].map((weekStart) =>
        attendanceBody(pupil, { weekStart, source: { system: 'mis', id: `w-${next()}` } }),
      ),
    );
    expect(await batch(items, '?match=source')).toMatchObject({ created: 30 });
    expect(await batch(items, '?match=source')).toMatchObject({ created: 0, updated: 0, unchanged: 30 });
    const later = [{ ...items[0], present: 9, authorised: 0 }, ...items.slice(1)];
    expect(await batch(later, '?match=source')).toMatchObject({ updated: 1, unchanged: 29 });
    const others = await batch(
      [
        { ...items[1], source: { system: 'mis', id: `w-${next()}` } },
        { ...items[2], pupilId: pupils[1]!.id, weekStart: '2026-10-05' },
        { ...items[3], source: undefined },
      ],
      '?match=source',
    );
    expect(others.outcomes.map((it) => [it.status, it.errors?.[0]?.pointer])).toEqual([
      [409, '/weekStart'],
      [409, '/source'],
      [400, '/source'],
    ]);
  });

  it('lists are narrowed by dates and by source', async () => {
    const pupil = await makePupil(api, school);
    const id = `w-${next()}`;
    await post(attendanceBody(pupil, { weekStart: '2026-09-07' }));
    await post(attendanceBody(pupil, { weekStart: '2026-09-14', source: { system: 'mis', id } }));
    const found = async (query: string) =>
      (await api.expect(api.get<Page<Week>>(`${PATH}?pupilId=${pupil.id}&${query}`))).data.map(
        (it) => it.weekStart,
      );
    expect(await found('dateFrom=2026-09-08')).toEqual(['2026-09-14']);
    expect(await found('dateTo=2026-09-13')).toEqual(['2026-09-07']);
    expect(await found(`sourceSystem=mis&sourceId=${id}`)).toEqual(['2026-09-14']);
    expect(await found('sort=-weekStart')).toEqual(['2026-09-14', '2026-09-07']);
  });

  describe('absence of the year to date', () => {
    interface Judgement {
      possible: number;
      absent: number;
      absence: number | null;
      persistent: boolean | null;
      severe: boolean | null;
      reason: string | null;
      weeksExpected: number;
      weeksReceived: number;
      partial: boolean;
    }

    const judge = (pupil: { id: string }, asOf: string) =>
      api.expect(api.get<Judgement>(`/api/v1/pupils/${pupil.id}/attendance-judgement?asOf=${asOf}`));

    it('is judged over the weeks that were received while the pupil was on roll, as of any date', async () => {
      const own = await makeSchool(api);
      const [pupil, other] = [
        await makePupil(api, own, { enrolment: { ncYear: '7', status: 'C', entryDate: '2026-09-14' } }),
        await makePupil(api, own),
      ];
      const week = (who: { id: string }, weekStart: string, authorised: number, unauthorised: number) =>
        attendanceBody(who, { weekStart, authorised, unauthorised, present: 10 - authorised - unauthorised });
      await batch([
        week(pupil, '2026-09-07', 10, 0), // at the old school
        week(pupil, '2026-09-14', 1, 0),
        week(pupil, '2026-09-21', 0, 0),
        week(pupil, '2026-09-28', 1, 1),
        ...['2026-09-07', '2026-09-14', '2026-09-21', '2026-09-28', '2026-10-05'].map((it) =>
          week(other, it, 5, 0),
        ),
      ]);
      // The week of the 21st is over on Friday the 25th: before that, 1 of 10; with it, 1 of 20.
      expect(await judge(pupil, '2026-09-24')).toMatchObject({
        absence: 0.1,
        persistent: true,
        severe: false,
      });
      expect(await judge(pupil, '2026-09-25')).toMatchObject({ absence: 0.05, persistent: false });
      expect(await judge(pupil, '2026-10-02')).toMatchObject({
        possible: 30,
        absent: 3,
        absence: 0.1,
        persistent: true,
        weeksExpected: 3,
        weeksReceived: 3,
        partial: false,
      });
      expect(await judge(pupil, '2026-10-09')).toMatchObject({
        weeksExpected: 4,
        weeksReceived: 3,
        partial: true,
      });
      expect(await judge(other, '2026-10-09')).toMatchObject({
        absence: 0.5,
        severe: true,
        persistent: true,
      });
      expect(await judge(pupil, '2026-09-17')).toMatchObject({ absence: null, reason: 'noWeekReceived' });
      expect(await judge(pupil, '2026-08-31')).toMatchObject({
        absence: null,
        weeksExpected: 0,
        partial: false,
      });
    });

    it('under ten possible sessions nothing is judged', async () => {
      const pupil = await makePupil(api, school);
      await post(attendanceBody(pupil, { possible: 9, present: 0, authorised: 9, unauthorised: 0 }));
      expect(await judge(pupil, '2026-09-18')).toMatchObject({
        possible: 9,
        absence: null,
        persistent: null,
        severe: null,
        reason: 'under10Sessions',
      });
    });
  });

  it('weeks come from a file too, by pupil and Monday, and bad rows are named', async () => {
    const pupil = await makePupil(api, school);
    const header =
      'schoolUrn,pupilSourceSystem,pupilSourceId,weekStart,possible,present,authorised,unauthorised,late';
    const row = (weekStart: string, sessions: string, id = pupil.source.id) =>
      `${school.urn},mis,${id},${weekStart},${sessions}`;
    const run = async (...rows: string[]) =>
      (
        await api.post<Import>(
          '/api/v1/imports',
          importBody([header, ...rows, ''].join('\n'), { kind: 'attendance' }),
        )
      ).body;
    const good = [row('2026-09-07', '10,10,0,0,'), row('2026-09-14', '10,8,2,0,1')];
    expect(await run(...good)).toMatchObject({ state: 'imported', created: 2 });
    expect(await run(...good)).toMatchObject({ created: 0, unchanged: 2 });
    expect(await run(good[0]!, row('2026-09-14', '10,9,1,0,1'))).toMatchObject({ updated: 1, unchanged: 1 });
    const bad = await run(
      row('2026-09-21', '10,9,0,0,0'),
      row('2026-09-22', '10,10,0,0,0'),
      row('2026-09-28', '10,10,0,0,0', 'nobody'),
      row('2026-10-05', 'ten,10,0,0,0'),
      row('2026-10-12', '10,10,0,0,0'),
      row('2026-10-12', '10,10,0,0,0'),
    );
    expect(bad.state).toBe('refused');
    expect(told(bad)).toEqual([
      '2 possible sums-disagree',
      '3 weekStart not-monday',
      '4 pupilSourceId unknown-pupil',
      '5 possible wrong-type',
      '7 weekStart duplicate-in-file',
    ]);
    expect((await weeksOf(pupil.id)).map((it) => [it.weekStart, it.present, it.late])).toEqual([
      ['2026-09-07', 10, 0],
      ['2026-09-14', 9, 1],
    ]);
  });
});
