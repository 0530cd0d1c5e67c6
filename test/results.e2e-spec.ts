import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  frameworkBody,
  makeClient,
  makePupil,
  makeSchool,
  next,
  resultBody,
  type School,
} from './support/factories.js';
import { readAllChanges } from './support/read-changes.js';
import { startServer, type TestServer } from './support/server.js';

interface Result {
  id: string;
  pupilId: string;
  date: string;
  value: number | null;
  grade: string | null;
  outcome: string | null;
  points: number | null;
  flag: string | null;
  framework: { key: string; version: number };
  attainment: string | null;
  corrects: string | null;
  supersededBy: string | null;
  source: { system: string; id: string } | null;
  version: number;
}
interface BatchAnswer {
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  outcomes: { status: number; id?: string; code?: string; errors?: { pointer: string; code: string }[] }[];
}

const PATH = '/api/v1/results';
const TOMORROW = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

describe.each(DATABASES)('results on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  let pupil: { id: string };

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
    pupil = await makePupil(api, school);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const add = (members: Record<string, unknown> = {}) =>
    api.post<Result & Problem>(PATH, resultBody(pupil, members));

  const find = async (id: string) => (await api.get<Result>(`${PATH}/${id}`)).body;

  const list = (query: string, client = api) => client.expect(client.get<Page<Result>>(`${PATH}?${query}`));

  const batch = (items: readonly unknown[], query = '') =>
    api.expect(api.post<BatchAnswer>(`${PATH}:batch${query}`, { items }));

  const versionOf = async (at: School) => (await readAllChanges(api, at)).at(-1)?.version ?? 0;

  it('a result that was added reads back the same, with points and ETag', async () => {
    const body = resultBody(pupil, {
      source: { system: 'mis', id: `r-${next()}` },
      flag: 'possibly-guessed',
    });
    const made = await api.post<Result>(PATH, body);
    expect(made).toMatchObject({
      status: 201,
      body: {
        ...body,
        framework: { key: 'twenty', version: 1 },
        schoolId: school.id,
        points: 12,
        grade: null,
        outcome: null,
        assessmentPointId: null,
        corrects: null,
        supersededBy: null,
      },
    });
    const read = await api.get<Result>(made.headers.get('location')!);
    expect(read.body).toEqual(made.body);
    expect(read.headers.get('etag')).toBe(made.headers.get('etag'));
  });

  it.each<[string, Record<string, unknown>, Partial<Result>]>([
    ['a value below what is expected of Y7', { value: 9.0 }, { points: 9, attainment: 'below' }],
    ['a value at the expectation', { value: 10 }, { points: 10, attainment: 'at' }],
    ['a value at the higher standard', { value: 16 }, { points: 16, attainment: 'above' }],
    [
      'a grade has its points, and nothing is expected of Y7',
      { framework: { key: 'nc-levels-2008' }, value: null, grade: '4b' },
      { grade: '4b', value: null, points: 27, attainment: null },
    ],
    [
      'an outcome has no points',
      { value: null, outcome: 'absent' },
      { outcome: 'absent', points: null, attainment: null },
    ],
    ['a date before the pupil came to the school', { date: '2025-07-01' }, { points: 12, attainment: null }],
    ['hundredths', { framework: { key: 'percentage' }, value: 66.67 }, { value: 66.67, points: 66.67 }],
  ])('%s', async (_case, members, wanted) => {
    const made = await add(members);
    expect(made).toMatchObject({ status: 201, body: wanted });
    expect(await find(made.body.id)).toEqual(made.body);
    const { data } = await list(`pupilId=${pupil.id}&limit=500`);
    expect(data.find((it) => it.id === made.body.id)).toEqual(made.body);
  });

  it.each<[string, Record<string, unknown>, [pointer: string, code: string][]]>([
    ['a subject that nobody teaches', { subject: 'alchemy' }, [['/subject', 'unknown-subject']]],
    ['an unknown framework', { framework: { key: 'none' } }, [['/framework/key', 'unknown-framework']]],
    [
      'a version that there is not',
      { framework: { key: 'twenty', version: 7 } },
      [['/framework/version', 'unknown-framework-version']],
    ],
    ['a framework by its name alone', { framework: 'twenty' }, [['/framework', 'wrong-type']]],
    ['grade 21', { value: 21 }, [['/value', 'value-out-of-range']]],
    ['half a grade', { value: 10.5 }, [['/value', 'value-off-step']]],
    ['a value as text', { value: '12' }, [['/value', 'wrong-type']]],
    ['a grade in a numeric framework', { value: null, grade: 'A' }, [['/grade', 'grade-not-allowed']]],
    ['a value and an outcome', { outcome: 'absent' }, [['/outcome', 'value-ambiguous']]],
    ['nothing at all', { value: null }, [['/value', 'value-missing']]],
    ['an outcome that is none', { value: null, outcome: 'ill' }, [['/outcome', 'outcome-unknown']]],
    ['tomorrow', { date: TOMORROW }, [['/date', 'in-future']]],
    ['a date before birth', { date: '2014-03-08' }, [['/date', 'before-birth']]],
    ['a date that does not exist', { date: '2026-02-30' }, [['/date', 'iso-date']]],
    ['a status that is none', { status: 'A' }, [['/status', 'not-in-set']]],
    ['a source that is none', { resultSource: 'guess' }, [['/resultSource', 'not-in-set']]],
    ['a flag in words', { flag: 'Not sure' }, [['/flag', 'matches']]],
    [
      'a pupil who is not there',
      { pupilId: '01900000-0000-7000-8000-00000000dead' },
      [['/pupilId', 'unknown-pupil']],
    ],
    [
      'an assessment point that is not there',
      { assessmentPointId: '01900000-0000-7000-8000-00000000dead' },
      [['/assessmentPointId', 'unknown-assessment-point']],
    ],
    ['a member that is none', { mark: 12 }, [['/mark', 'unknown-member']]],
    [
      'three faults at once',
      { subject: 'alchemy', value: 21, date: TOMORROW },
      [
        ['/subject', 'unknown-subject'],
        ['/date', 'in-future'],
        ['/value', 'value-out-of-range'],
      ],
    ],
  ])('%s is refused at its place and nothing is stored', async (_case, members, wanted) => {
    const before = await versionOf(school);
    const { status, body } = await add(members);
    expect([status, body.code]).toEqual([400, 'validation-failed']);
    expect(body.errors?.map((it) => [it.pointer, it.code])).toEqual(wanted);
    expect(await versionOf(school)).toBe(before);
  });

  it('a result names an assessment point of its school, not of another', async () => {
    const point = async (at: School) =>
      api.expect(
        api.post<{ id: string }>('/api/v1/assessment-points', {
          schoolId: at.id,
          name: 'Spring',
          date: '2026-04-10',
        }),
      );
    const { id } = await point(school);
    expect(await add({ assessmentPointId: id })).toMatchObject({
      status: 201,
      body: { assessmentPointId: id },
    });
    const foreign = await add({ assessmentPointId: (await point(await makeSchool(api))).id });
    expect(foreign.body.errors).toMatchObject([{ code: 'unknown-assessment-point' }]);
  });

  it('a source key is taken once; a repeated Idempotency-Key adds nothing', async () => {
    const body = resultBody(pupil, { source: { system: 'mis', id: `r-${next()}` } });
    const headers = { 'idempotency-key': `result-${next()}` };
    const first = await api.post<Result>(PATH, body, headers);
    expect(await api.post<Result>(PATH, body, headers)).toMatchObject({ status: 201, body: first.body });
    expect(await api.post<Problem>(PATH, { ...body, value: 13 }, headers)).toMatchObject({
      status: 409,
      body: { code: 'idempotency-mismatch' },
    });
    expect(await api.post<Problem>(PATH, body)).toMatchObject({
      status: 409,
      body: { code: 'duplicate', errors: [{ pointer: '/source' }] },
    });
  });

  it('a list is filtered and runs by date, page by page', async () => {
    const own = await makePupil(api, school);
    const dates = ['2026-03-02', '2026-01-12', '2026-05-18', '2026-01-12', '2025-11-03'];
    await batch([
      ...dates.map((date) => resultBody(own, { date })),
      resultBody(own, { date: '2026-02-02', subject: 'reading', status: 'P' }),
      resultBody(own, { date: '2026-02-03', framework: { key: 'percentage' } }),
    ]);
    const found = async (query: string) =>
      (await list(`pupilId=${own.id}&${query}`)).data.map((it) => it.date);
    expect(await found('subject=mathematics&framework=twenty')).toEqual(dates.toSorted());
    expect(await found('framework=percentage')).toEqual(['2026-02-03']);
    expect(await found('subject=reading')).toEqual(['2026-02-02']);
    expect(await found('status=P')).toEqual(['2026-02-02']);
    expect(await found('dateFrom=2026-02-03&dateTo=2026-03-02')).toEqual(['2026-02-03', '2026-03-02']);
    expect(await found('updatedSince=2199-01-01T00:00:00Z')).toEqual([]);
    expect(await found('sort=-date&limit=1')).toEqual(['2026-05-18']);
    const pages: string[] = [];
    let cursor = '';
    do {
      const { data, page } = await list(
        `pupilId=${own.id}&limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      pages.push(...data.map((it) => it.date));
      cursor = page.next ?? '';
    } while (cursor);
    expect(pages).toEqual([...dates, '2026-02-02', '2026-02-03'].sort());
    expect(await api.get<Problem>(`${PATH}?pupil=${own.id}`)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '?pupil' }] },
    });
  });

  it('a pupil with results stays', async () => {
    const own = await makePupil(api, school, { enrolment: undefined });
    await api.expect(api.post(PATH, resultBody(own)));
    const answer = await api.send<Problem>('DELETE', `/api/v1/pupils/${own.id}`, {
      headers: { 'if-match': '*' },
    });
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  it('another school sees, corrects and adds nothing', async () => {
    const other = await makeSchool(api);
    const scopes = ['assessments:read', 'assessments:write'];
    const stranger = await makeClient(server, api, scopes, [other.id]);
    const { body: result } = await add({ source: { system: 'mis', id: `r-${next()}` } });
    const before = await versionOf(school);
    expect(await stranger.get<Problem>(`${PATH}/${result.id}`)).toMatchObject({ status: 404 });
    expect(await stranger.post<Problem>(`${PATH}/${result.id}/corrections`, { value: 13 })).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
    for (const query of ['', `pupilId=${pupil.id}`, `schoolId=${school.id}`]) {
      expect((await list(`count=true&${query}`, stranger)).page.total).toBe(0);
    }
    expect((await stranger.post<Problem>(PATH, resultBody(pupil))).body.errors).toMatchObject([
      { pointer: '/pupilId', code: 'unknown-pupil' },
    ]);
    const body = { items: [resultBody(pupil, { source: result.source, value: 13 })] };
    expect(await stranger.post<BatchAnswer>(`${PATH}:batch?match=source`, body)).toMatchObject({
      body: { refused: 1, outcomes: [{ errors: [{ code: 'unknown-pupil' }] }] },
    });
    expect(await versionOf(school)).toBe(before);
    const reader = await makeClient(server, api, ['assessments:read'], [school.id]);
    expect(await reader.post<Problem>(PATH, resultBody(pupil))).toMatchObject({
      status: 403,
      body: { code: 'scope-missing' },
    });
  });

  it('lists are narrowed by judgement: exactly those that are shown so, year by year', async () => {
    const own = await makeSchool(api);
    const pupil = await makePupil(api, own);
    const spells = `/api/v1/pupils/${pupil.id}/enrolments`;
    const { data: roll } = await api.expect(api.get<Page<{ id: string }>>(spells));
    await api.expect(api.patch(`${spells}/${roll[0]!.id}`, { leavingDate: '2026-04-30' }));
    await api.expect(api.post(spells, { ncYear: 'X', status: 'C', entryDate: '2026-05-01' }));
    const slower = frameworkBody(own, { direction: -1, expectations: { 7: 30 }, higherStandard: 20 });
    await api.expect(api.post('/api/v1/frameworks', slower));
    const twenty = { key: 'twenty' };
    const timed = { key: slower['key'] as string };
    const bodies: Record<string, unknown>[] = [
      ...[9, 10, 15, 16].map((value) => ({ framework: twenty, value })),
      ...[31, 30, 21, 20].map((value) => ({ framework: timed, value })),
      { framework: { key: 'ks2-scaled' }, value: 90 }, // expects something of Y6 alone
      { framework: twenty, value: null, outcome: 'absent' },
      { framework: twenty, value: 9, date: '2026-05-10' }, // in year X, of which nothing is expected
    ];
    for (const it of bodies) await api.expect(api.post(PATH, resultBody(pupil, it)));
    const all = await api.expect(api.get<Page<Result>>(`${PATH}?pupilId=${pupil.id}&limit=100`));
    expect(all.data).toHaveLength(bodies.length);
    for (const attainment of ['below', 'at', 'above']) {
      const path = `${PATH}?pupilId=${pupil.id}&attainment=${attainment}&count=true`;
      const { data, page } = await api.expect(api.get<Page<Result>>(path));
      expect(data).toEqual(all.data.filter((it) => it.attainment === attainment));
      expect([attainment, page.total]).toEqual([attainment, attainment === 'at' ? 4 : 2]);
    }
    const narrowed = `${PATH}?pupilId=${pupil.id}&attainment=at&framework=twenty`;
    expect((await api.expect(api.get<Page<Result>>(narrowed))).data).toHaveLength(2);
  });

  it('a corrected spell on roll changes the judgement, and the ETag with it', async () => {
    const pupil = await makePupil(api, school);
    const made = await api.post<Result>(PATH, resultBody(pupil, { value: 9 }));
    const path = made.headers.get('location')!;
    const etag = made.headers.get('etag')!;
    expect(made.body.attainment).toBe('below');
    expect((await api.get(path, { 'if-none-match': etag })).status).toBe(304);
    const spells = `/api/v1/pupils/${pupil.id}/enrolments`;
    const { data } = await api.expect(api.get<Page<{ id: string }>>(spells));
    await api.expect(api.patch(`${spells}/${data[0]!.id}`, { ncYear: 'X' }));
    const read = await api.get<Result>(path, { 'if-none-match': etag });
    expect(read).toMatchObject({ status: 200, body: { attainment: null, version: made.body.version } });
  });

  it('results of two frameworks are never held against each other', async () => {
    const pupil = await makePupil(api, school);
    const target = await api.expect(
      api.post<{ id: string }>('/api/v1/targets', {
        pupilId: pupil.id,
        subject: 'mathematics',
        framework: { key: 'twenty' },
        baseline: { date: '2026-01-09', value: 10 },
        target: { value: 12 },
        due: '2026-07-10',
      }),
    );
    for (const key of ['percentage', 'standardised', 'ks2-scaled']) {
      await api.expect(api.post(PATH, resultBody(pupil, { framework: { key }, value: 100 })));
    }
    expect(await api.expect(api.get(`/api/v1/targets/${target.id}`))).toMatchObject({
      standing: { value: 'notAssessed', decidedBy: null },
    });
    expect(
      await api.expect(api.get(`/api/v1/targets/${target.id}/trajectory?asOf=2026-06-01`)),
    ).toMatchObject({
      actual: null,
      points: [],
      flags: ['noResultSinceBaseline'],
    });
  });
});
