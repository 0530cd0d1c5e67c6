import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  frameworkBody,
  makeClient,
  makePupil,
  makeSchool,
  next,
  type School,
  targetBody,
} from './support/factories.js';
import { readAllChanges } from './support/read-changes.js';
import { startServer, type TestServer } from './support/server.js';

interface Value {
  date: string;
  value: number | null;
  grade: string | null;
  points: number;
}
interface Target {
  id: string;
  pupilId: string;
  baseline: Value;
  target: Omit<Value, 'date'>;
  due: string;
  checkpoints: Value[];
  status: string;
  statusReason: string | null;
  version: number;
}
interface BatchAnswer {
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  outcomes: { status: number; id?: string; code?: string }[];
}

const PATH = '/api/v1/targets';

describe.each(DATABASES)('targets on $name', ({ make }) => {
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

  const post = (body: Record<string, unknown>, client = api) => client.post<Target & Problem>(PATH, body);

  /** Adds a target of a pupil of its own. */
  const set = async (members: Record<string, unknown> = {}) =>
    post(targetBody(await makePupil(api, school), members));

  const batch = (items: readonly unknown[], query = '') =>
    api.expect(api.post<BatchAnswer>(`${PATH}:batch${query}`, { items }));

  const find = async (id: string) => (await api.get<Target>(`${PATH}/${id}`)).body;

  const versionOf = async (at: School) => (await readAllChanges(api, at)).at(-1)?.version ?? 0;

  it('a target that was set reads back the same, with points and ETag', async () => {
    const pupil = await makePupil(api, school);
    const checkpoints = [
      { date: '2026-05-01', value: 12 },
      { date: '2026-03-01', value: 11 },
    ];
    const body = targetBody(pupil, { checkpoints, challenge: 'Half a grade', target: { value: 13 } });
    const made = await post(body);
    expect(made).toMatchObject({
      status: 201,
      body: {
        schoolId: school.id,
        pupilId: pupil.id,
        framework: { key: 'twenty', version: 1 },
        baseline: { date: '2026-01-09', value: 10, grade: null, points: 10 },
        target: { value: 13, grade: null, points: 13 },
        checkpoints: [
          { date: '2026-03-01', points: 11 },
          { date: '2026-05-01', points: 12 },
        ],
        challenge: 'Half a grade',
        status: 'active',
        statusReason: null,
      },
    });
    const read = await api.get<Target>(made.headers.get('location')!);
    expect(read.body).toEqual(made.body);
    expect(read.headers.get('etag')).toBe(made.headers.get('etag'));
  });

  it('in a graded framework it is set in grades and shows their points', async () => {
    const made = await set({
      framework: { key: 'nc-levels-2008' },
      baseline: { date: '2026-01-09', grade: '3b' },
      target: { grade: '4c' },
    });
    expect(made.body).toMatchObject({
      baseline: { value: null, grade: '3b', points: 21 },
      target: { value: null, grade: '4c', points: 25 },
    });
    const { data } = await api.expect(api.get<Page<Target>>(`${PATH}?pupilId=${made.body.pupilId}`));
    expect(data).toEqual([made.body]);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['a target below its baseline', { target: { value: 9 } }, '/target', 'below-baseline'],
    ['a target off the scale', { target: { value: 21 } }, '/target/value', 'value-out-of-range'],
    ['a target without a value', { target: {} }, '/target/value', 'value-missing'],
    ['a grade in a numeric framework', { target: { grade: 'A' } }, '/target/grade', 'grade-not-allowed'],
    [
      'an outcome as a baseline',
      { baseline: { date: '2026-01-09', outcome: 'absent' } },
      '/baseline/outcome',
      'unknown-member',
    ],
    ['a baseline without a date', { baseline: { value: 10 } }, '/baseline/date', 'missing'],
    [
      'a baseline before birth',
      { baseline: { date: '2014-01-01', value: 10 } },
      '/baseline/date',
      'before-birth',
    ],
    [
      'a baseline that is yet to come',
      { baseline: { date: '2190-01-01', value: 10 }, due: '2190-07-01' },
      '/baseline/date',
      'in-future',
    ],
    ['a due date on the baseline’s', { due: '2026-01-09' }, '/due', 'due-before-baseline'],
    [
      'a checkpoint on the due date',
      { checkpoints: [{ date: '2026-07-10', value: 11 }] },
      '/checkpoints/0/date',
      'not-between',
    ],
    [
      'a checkpoint off the scale',
      { checkpoints: [{ date: '2026-03-10', value: -1 }] },
      '/checkpoints/0/value',
      'value-out-of-range',
    ],
    [
      'two checkpoints on a day',
      {
        checkpoints: [
          { date: '2026-03-10', value: 11 },
          { date: '2026-03-10', value: 12 },
        ],
      },
      '/checkpoints/1/date',
      'repeated',
    ],
    ['checkpoints that are numbers', { checkpoints: [11] }, '/checkpoints', 'wrong-type'],
    ['a list in the list of checkpoints', { checkpoints: [[]] }, '/checkpoints', 'wrong-type'],
    ['a checkpoint of nothing', { checkpoints: [null] }, '/checkpoints', 'wrong-type'],
    ['checkpoints that are no list', { checkpoints: { 0: 11 } }, '/checkpoints', 'wrong-type'],
    ['a checkpoint without a date', { checkpoints: [{ value: 11 }] }, '/checkpoints/0/date', 'missing'],
    ['a status that one does not begin with', { status: 'met' }, '/status', 'not-in-set'],
    ['an unknown subject', { subject: 'alchemy' }, '/subject', 'unknown-subject'],
    ['an unknown framework', { framework: { key: 'none' } }, '/framework/key', 'unknown-framework'],
    ['an unknown pupil', { pupilId: '01900000-0000-7000-8000-00000000dead' }, '/pupilId', 'unknown-pupil'],
  ])('%s is refused at its place and nothing is stored', async (_case, members, pointer, code) => {
    const pupil = await makePupil(api, school);
    const before = await versionOf(school);
    const { status, body } = await post(targetBody(pupil, members));
    expect([status, body.code]).toEqual([400, 'validation-failed']);
    expect(body.errors).toMatchObject([{ pointer, code }]);
    expect(await versionOf(school)).toBe(before);
  });

  it('a target short of the baseline needs a reason, whichever way is better', async () => {
    const belowBaselineReason = 'Back after a long illness';
    expect(await set({ target: { value: 9 }, belowBaselineReason })).toMatchObject({
      status: 201,
      body: { belowBaselineReason },
    });
    const run = frameworkBody(school, { direction: -1, expectations: {}, higherStandard: null });
    await api.expect(api.post('/api/v1/frameworks', run));
    const framework = { key: run['key'] };
    expect(await set({ framework, target: { value: 9 } })).toMatchObject({ status: 201 });
    expect((await set({ framework, target: { value: 11 } })).body.errors).toMatchObject([
      { pointer: '/target', code: 'below-baseline' },
    ]);
  });

  it('a repeated Idempotency-Key sets one target', async () => {
    const body = targetBody(await makePupil(api, school));
    const headers = { 'idempotency-key': `target-${next()}` };
    const first = await api.post(PATH, body, headers);
    expect(await api.post(PATH, body, headers)).toMatchObject({ status: 201, body: first.body });
    expect(await api.post(PATH, { ...body, due: '2026-07-11' }, headers)).toMatchObject({ status: 409 });
  });

  it('a list is filtered by school, pupil, subject, framework and status', async () => {
    const at = await makeSchool(api);
    const pupil = await makePupil(api, at);
    await batch([
      targetBody(pupil),
      targetBody(pupil, { subject: 'reading', framework: { key: 'percentage' }, status: 'draft' }),
      targetBody(await makePupil(api, at)),
    ]);
    const total = async (query: string) =>
      (await api.expect(api.get<Page<Target>>(`${PATH}?schoolId=${at.id}&count=true&${query}`))).page.total;
    expect(await total('')).toBe(3);
    expect(await total(`pupilId=${pupil.id}`)).toBe(2);
    expect(await total('subject=reading')).toBe(1);
    expect(await total('framework=percentage')).toBe(1);
    expect(await total('status=active')).toBe(2);
    expect(await total('updatedSince=2199-01-01T00:00:00Z')).toBe(0);
  });

  it('a pupil with a target stays', async () => {
    const pupil = await makePupil(api, school, { enrolment: undefined });
    await api.expect(api.post(PATH, targetBody(pupil)));
    const init = { headers: { 'if-match': '*' } };
    expect(await api.send<Problem>('DELETE', `/api/v1/pupils/${pupil.id}`, init)).toMatchObject({
      status: 409,
    });
  });

  it('another school sees, sets and changes nothing', async () => {
    const other = await makeSchool(api);
    const stranger = await makeClient(server, api, ['targets:read', 'targets:write'], [other.id]);
    const { body: made } = await set();
    const path = `${PATH}/${made.id}`;
    expect(await stranger.get<Problem>(path)).toMatchObject({ status: 404 });
    expect(await stranger.get<Problem>(`${path}/trajectory`)).toMatchObject({ status: 404 });
    expect(await stranger.patch<Problem>(path, { status: 'withdrawn' }, '*')).toMatchObject({ status: 404 });
    expect((await post(targetBody({ id: made.pupilId }), stranger)).body.errors).toMatchObject([
      { pointer: '/pupilId', code: 'unknown-pupil' },
    ]);
    const lists = await stranger.get<Page<Target>>(`${PATH}?count=true&pupilId=${made.pupilId}`);
    expect(lists.body.page.total).toBe(0);
    expect(await find(made.id)).toEqual(made);
  });
});
