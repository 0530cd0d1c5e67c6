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
  targetBody,
} from './support/factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Framework {
  id: string;
  schoolId: string | null;
  key: string;
  frameworkVersion: number;
  min: number;
  max: number;
  grades: { grade: string; points: number }[] | null;
  tolerance: number | null;
  expectations: Record<string, number>;
  version: number;
}
interface Named {
  id: string;
  schoolId: string | null;
  code: string;
  name: string;
  date: string;
}

const FRAMEWORKS = '/api/v1/frameworks';
const SUBJECTS = '/api/v1/subjects';
const POINTS = '/api/v1/assessment-points';

describe.each(DATABASES)('frameworks, subjects and assessment points on $name', ({ make }) => {
  let database: TestDatabase;
  let servers: TestServer[];
  let api: ApiClient;
  let school: School;
  let other: School;
  /** Every scope that these resources have, but the other school only. */
  let stranger: ApiClient;

  beforeAll(async () => {
    database = await make();
    // What ships is added by the first server, and found by the second.
    servers = [await startServer(database), await startServer(database)];
    api = await signIn(servers[0]!);
    [school, other] = [await makeSchool(api), await makeSchool(api)];
    const scopes = ['admin', 'schools:read', 'assessments:read', 'assessments:write'];
    stranger = await makeClient(servers[0]!, api, scopes, [other.id]);
  });

  afterAll(async () => {
    await Promise.all(servers.map((it) => it.stop()));
    await database.drop();
  });

  const add = (members: Record<string, unknown> = {}, client = api) =>
    client.post<Framework & Problem>(FRAMEWORKS, frameworkBody(school, members));

  const list = <T>(path: string, client = api) => client.expect(client.get<Page<T>>(path));

  it('what ships with Espalier is there once, and every school may use it', async () => {
    for (const client of [api, stranger]) {
      const { data } = await list<Framework>(`${FRAMEWORKS}?limit=500`, client);
      const shipped = data.filter((it) => it.schoolId === null);
      expect(shipped.map((it) => it.key).sort()).toEqual([
        'eyfs-elg',
        'gcse-9-1',
        'ks2-scaled',
        'ks2-ta-maths',
        'ks2-ta-reading',
        'ks2-ta-science',
        'ks2-ta-writing',
        'mtc',
        'nc-levels-2008',
        'percentage',
        'phonics-screening',
        'standardised',
        'twenty',
      ]);
      const subjects = await list<Named>(`${SUBJECTS}?limit=500`, client);
      const codes = subjects.data.filter((it) => it.schoolId === null).map((it) => it.code);
      expect(codes).toEqual(expect.arrayContaining(['reading', 'mathematics', 'portuguese', 'phonics']));
      expect(new Set(codes).size).toBe(codes.length);
    }
  });

  it('a school’s framework reads back as it was described, and the same key is its next version', async () => {
    const body = frameworkBody(school);
    const made = await api.post<Framework>(FRAMEWORKS, body);
    expect(made).toMatchObject({
      status: 201,
      body: { ...body, frameworkVersion: 1, grades: null, direction: 1, oneOff: false },
    });
    expect((await api.get(made.headers.get('location')!)).body).toEqual(made.body);
    expect(made.headers.get('etag')).toBe(`"${made.body.version}"`);
    const again = await api.post<Framework>(FRAMEWORKS, body);
    expect(again).toMatchObject({ status: 201, body: { frameworkVersion: 2 } });
    const { data } = await list<Framework>(`${FRAMEWORKS}?key=${made.body.key}&schoolId=${school.id}`);
    expect(data).toEqual([made.body, again.body]);
  });

  it('a graded framework has the range of its grades', async () => {
    const grades = [
      { grade: 'Working towards', points: 1 },
      { grade: 'Secure', points: 2.5 },
    ];
    const scale = { kind: 'graded', min: null, max: null, step: null, grades, tolerance: null };
    const made = await add({ ...scale, expectations: { 7: 2.5 }, higherStandard: null });
    expect(made).toMatchObject({ status: 201, body: { min: 1, max: 2.5, step: null, grades } });
  });

  it('of two who add a version at once each gets one of its own', async () => {
    const key = `at-once-${next()}`;
    const answers = await Promise.all([add({ key }), add({ key }), add({ key })]);
    expect(answers.map((it) => it.body.frameworkVersion).sort()).toEqual([1, 2, 3]);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['a key in capitals', { key: 'Reading' }, '/key', 'matches'],
    ['a numeric framework without a step', { step: null }, '/step', 'missing'],
    ['a range that goes down', { max: -1, expectations: {}, higherStandard: null }, '/max', 'too-small'],
    ['a graded framework with a range', { kind: 'graded' }, '/min', 'not-graded'],
    ['a grade without points', { grades: [{ grade: 'A' }] }, '/grades/0/points', 'missing'],
    ['a direction of 0', { direction: 0 }, '/direction', 'not-in-set'],
    ['an expectation of a year that is none', { expectations: { Y7: 30 } }, '/expectations/Y7', 'not-in-set'],
    ['an expectation off the scale', { expectations: { 7: 99 } }, '/expectations/7', 'out-of-range'],
    ['expectations as a list', { expectations: [30] }, '/expectations', 'is-object'],
    ['no title', { title: undefined }, '/title', 'missing'],
  ])('%s is refused and nothing is stored', async (_case, members, pointer, code) => {
    const before = await list(`${FRAMEWORKS}?limit=1&count=true`);
    const { status, body } = await add(members);
    expect([status, body.errors?.[0]?.pointer, body.errors?.[0]?.code]).toEqual([400, pointer, code]);
    expect((await list(`${FRAMEWORKS}?limit=1&count=true`)).page.total).toBe(before.page.total);
  });

  it('a framework changes while nothing uses it, expectations one by one', async () => {
    const { body: made } = await add({ expectations: { 7: 30, 8: 35 } });
    const path = `${FRAMEWORKS}/${made.id}`;
    const changed = await api.patch<Framework>(path, { tolerance: 4, expectations: { 7: null, 9: 40 } });
    expect(changed).toMatchObject({ status: 200, body: { tolerance: 4, expectations: { 8: 35, 9: 40 } } });
    expect(changed.body.expectations).not.toHaveProperty('7');
    expect(await api.patch<Problem>(path, { tolerance: 5 }, `"${made.version}"`)).toMatchObject({
      status: 412,
    });
    expect(await api.patch<Problem>(path, { higherStandard: 39 })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/higherStandard', code: 'below-expectation' }] },
    });
    expect(await api.patch<Problem>(path, { title: null })).toMatchObject({ status: 400 });
    expect((await api.get(path)).body).toEqual(changed.body);
  });

  it.each(['results', 'targets'])('once %s use it, it never changes: a change is a version', async (use) => {
    const { body: made } = await add();
    const pupil = await makePupil(api, school);
    const framework = { key: made.key };
    const body =
      use === 'results' ? resultBody(pupil, { framework, value: 33 }) : targetBody(pupil, { framework });
    await api.expect(api.post(`/api/v1/${use}`, body));
    const path = `${FRAMEWORKS}/${made.id}`;
    expect(await api.patch<Problem>(path, { tolerance: 4 })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    expect((await api.get(path)).body).toEqual(made);
    expect(await add({ key: made.key, tolerance: 4 })).toMatchObject({ body: { frameworkVersion: 2 } });
  });

  it('a result while its framework changes is read in the one or the other, or the change is refused', async () => {
    const pupil = await makePupil(api, school);
    for (let round = 0; round < 5; round += 1) {
      const { body: made } = await add({ step: 1 });
      const framework = { key: made.key };
      const [result, change] = await Promise.all([
        api.post<Problem>('/api/v1/results', resultBody(pupil, { framework, value: 60 })),
        api.patch<Problem>(`${FRAMEWORKS}/${made.id}`, { max: 50 }, `"${made.version}"`),
      ]);
      expect([
        [201, 409],
        [400, 200],
      ]).toContainEqual([result.status, change.status]);
    }
  });

  it('what ships never changes; a school’s version of it is the school’s default, and no other’s', async () => {
    const [shipped] = (await list<Framework>(`${FRAMEWORKS}?key=percentage`)).data;
    const path = `${FRAMEWORKS}/${shipped!.id}`;
    for (const client of [api, stranger]) {
      expect(await client.patch<Problem>(path, { tolerance: 4 })).toMatchObject({
        status: 409,
        body: { code: 'conflict' },
      });
    }
    const scale = { key: 'percentage', max: 100, step: 0.01, expectations: { 7: 40 }, higherStandard: null };
    expect(await add(scale)).toMatchObject({ status: 201, body: { frameworkVersion: 2 } });
    const used = async (at: School, framework: Record<string, unknown>) => {
      const body = resultBody(await makePupil(api, at), { framework, value: 41 });
      const { framework: ref } = await api.expect(
        api.post<{ framework: { key: string; version: number } }>('/api/v1/results', body),
      );
      return ref.version;
    };
    expect(await used(school, { key: 'percentage' })).toBe(2);
    expect(await used(school, { key: 'percentage', version: 1 })).toBe(1);
    expect(await used(other, { key: 'percentage' })).toBe(1);
    const foreign = resultBody(await makePupil(api, other), { framework: { key: 'percentage', version: 2 } });
    expect((await api.post<Problem>('/api/v1/results', foreign)).body.errors).toMatchObject([
      { pointer: '/framework/version', code: 'unknown-framework-version' },
    ]);
  });

  it('a school adds a subject under a code of its own and renames it', async () => {
    const body = { schoolId: school.id, code: `forest-${next()}`, name: 'Forest school' };
    const made = await api.post<Named>(SUBJECTS, body);
    expect(made).toMatchObject({ status: 201, body });
    expect((await api.get(made.headers.get('location')!)).body).toEqual(made.body);
    for (const code of [body.code, 'reading']) {
      expect(await api.post<Problem>(SUBJECTS, { ...body, code })).toMatchObject({
        status: 409,
        body: { code: 'duplicate', errors: [{ pointer: '/code' }] },
      });
    }
    expect(await api.post<Problem>(SUBJECTS, { ...body, code: 'Forest School' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/code' }] },
    });
    const path = `${SUBJECTS}/${made.body.id}`;
    expect(await api.patch(path, { name: 'Outdoor learning' })).toMatchObject({
      body: { name: 'Outdoor learning' },
    });
    expect(await stranger.get<Problem>(path)).toMatchObject({ status: 404 });
    const [reading] = (await list<Named>(`${SUBJECTS}?code=reading`)).data;
    expect(await api.patch<Problem>(`${SUBJECTS}/${reading!.id}`, { name: 'Books' })).toMatchObject({
      status: 409,
    });

    const pupil = await makePupil(api, school);
    const named = { subject: body.code };
    expect(await api.post('/api/v1/results', resultBody(pupil, named))).toMatchObject({ status: 201 });
    const elsewhere = await api.post<Problem>(
      '/api/v1/results',
      resultBody(await makePupil(api, other), named),
    );
    expect(elsewhere.body.errors).toMatchObject([{ pointer: '/subject', code: 'unknown-subject' }]);
  });

  it('a school has one assessment point a day, also when two are added at once', async () => {
    const body = { schoolId: school.id, name: 'Spring', date: '2026-04-10' };
    const answers = await Promise.all([api.post<Named>(POINTS, body), api.post<Named>(POINTS, body)]);
    expect(answers.map((it) => it.status).sort()).toEqual([201, 409]);
    const summer = await api.post<Named>(POINTS, { ...body, name: 'Summer', date: '2026-07-10' });
    const path = `${POINTS}/${summer.body.id}`;
    expect(await api.patch<Problem>(path, { date: '2026-04-10' })).toMatchObject({
      status: 409,
      body: { code: 'duplicate', errors: [{ pointer: '/date' }] },
    });
    expect(await api.patch(path, { name: 'End of year' })).toMatchObject({ status: 200 });
    const dates = async (query: string, client = api) =>
      (await list<Named>(`${POINTS}?${query}`, client)).data.map((it) => it.date);
    expect(await dates(`schoolId=${school.id}`)).toEqual(['2026-04-10', '2026-07-10']);
    expect(await dates(`schoolId=${school.id}&dateFrom=2026-05-01`)).toEqual(['2026-07-10']);
    expect(await dates(`schoolId=${school.id}&dateTo=2026-05-01`)).toEqual(['2026-04-10']);
    expect(await dates('', stranger)).toEqual([]);
    expect(await stranger.get<Problem>(path)).toMatchObject({ status: 404 });
    expect(await stranger.post<Problem>(POINTS, { ...body, date: '2026-12-01' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/schoolId', code: 'unknown-school' }] },
    });
    expect(await api.post<Problem>(POINTS, { ...body, date: '2026-02-30' })).toMatchObject({ status: 400 });
  });

  it('another school’s framework is not there, to read, to change or to use', async () => {
    const { body: made } = await add();
    const path = `${FRAMEWORKS}/${made.id}`;
    expect(await stranger.get<Problem>(path)).toMatchObject({ status: 404 });
    expect(await stranger.patch<Problem>(path, { tolerance: 9 }, '*')).toMatchObject({ status: 404 });
    expect((await list<Framework>(`${FRAMEWORKS}?key=${made.key}`, stranger)).data).toEqual([]);
    const body = resultBody(await makePupil(api, other), { framework: { key: made.key } });
    expect((await stranger.post<Problem>('/api/v1/results', body)).body.errors).toMatchObject([
      { pointer: '/framework/key', code: 'unknown-framework' },
    ]);
    expect((await api.get(path)).body).toEqual(made);
  });

  it('a repeated Idempotency-Key makes no second version', async () => {
    const body = frameworkBody(school);
    const headers = { 'idempotency-key': `framework-${next()}` };
    const [first, second] = [
      await api.post(FRAMEWORKS, body, headers),
      await api.post(FRAMEWORKS, body, headers),
    ];
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(second.headers.get('idempotency-replayed')).toBe('true');
  });
});
