import { type ApiClient, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makePupil, makeSchool, resultBody, type School, targetBody } from './support/factories.js';
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
interface Reasoned<T> {
  value: T | null;
  reason: string | null;
}
interface Point {
  date: string;
  actual: number;
  expected: number;
  gap: number;
  judgement: string | null;
}
interface Trajectory {
  expected: number | null;
  projection: Reasoned<number>;
  currentRate: Reasoned<number>;
  requiredRate: Reasoned<number>;
  consecutive: Reasoned<Point[]>;
  points: Point[];
}
interface BatchAnswer {
  outcomes: { id?: string }[];
}

const PATH = '/api/v1/targets';

describe.each(DATABASES)('trajectories on $name', ({ make }) => {
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

  const trajectory = (id: string, asOf: string) =>
    api.expect(api.get<Trajectory>(`${PATH}/${id}/trajectory?asOf=${asOf}`));

  describe('the trajectory from 6 on 9 January to 19 on 10 July: a point in 14 days', () => {
    let target: Target;

    beforeAll(async () => {
      const pupil = await makePupil(api, school);
      const made = await post(
        targetBody(pupil, { baseline: { date: '2026-01-09', value: 6 }, target: { value: 19 } }),
      );
      target = made.body;
      const results: [date: string, status: string, value: number][] = [
        ['2025-12-12', 'R', 5],
        ['2026-01-09', 'R', 20], // the baseline's own day is no actual
        ['2026-02-06', 'I', 20], // day 28, expected 8: P before I, and the mean of the two
        ['2026-02-06', 'P', 9],
        ['2026-02-06', 'P', 7],
        ['2026-04-17', 'R', 12], // day 98, expected 13: a tolerance behind
        ['2026-05-29', 'R', 4], // day 140, expected 16: corrected below
        ['2026-06-01', 'E', 19], // estimates and targets never count
        ['2026-06-02', 'T', 19],
        ['2026-06-03', 'R', 20], // another subject, framework and pupil
      ];
      const bodies = results.map(([date, status, value]) => resultBody(pupil, { date, status, value }));
      bodies[9]!['subject'] = 'reading';
      bodies.push(resultBody(pupil, { date: '2026-06-03', framework: { key: 'percentage' }, value: 100 }));
      bodies.push(resultBody(await makePupil(api, school), { date: '2026-06-03', value: 20 }));
      bodies.push(resultBody(pupil, { date: '2026-06-03', value: null, outcome: 'absent' }));
      const { outcomes } = await api.expect(
        api.post<BatchAnswer>('/api/v1/results:batch?atomic=true', { items: bodies }),
      );
      await api.expect(api.post(`/api/v1/results/${outcomes[6]!.id!}/corrections`, { value: 14 }));
    });

    const february = { date: '2026-02-06', actual: 8, expected: 8, gap: 0, judgement: 'on' };
    const april = { date: '2026-04-17', actual: 12, expected: 13, gap: -1, judgement: 'on' };
    const may = { date: '2026-05-29', actual: 14, expected: 16, gap: -2, judgement: 'below' };

    it('as of 5 June the pupil is below it, and would reach 16.57 at this rate', async () => {
      const { projection, currentRate, requiredRate, ...rest } = await trajectory(target.id, '2026-06-05');
      expect(rest).toEqual({
        targetId: target.id,
        schoolId: school.id,
        pupilId: target.pupilId,
        subject: 'mathematics',
        framework: { id: expect.any(String) as string, key: 'twenty', version: 1 },
        asOf: '2026-06-05',
        expected: 16.5,
        actual: 14,
        actualDate: '2026-05-29',
        gap: -2,
        judgement: 'below',
        flags: [],
        consecutive: { value: [april, may], reason: null },
        points: [february, april, may],
        line: [
          { date: '2026-01-09', value: 6 },
          { date: '2026-07-10', value: 19 },
        ],
        earlier: [{ date: '2025-12-12', value: 5 }],
      });
      // Days 0, 28, 98, 140 with 6, 8, 12, 14: means 66.5 and 10, Σxy 700, Σxx 12,299.
      expect(projection.value).toBeCloseTo(10 + (700 / 12_299) * (182 - 66.5), 9);
      expect(currentRate.value).toBeCloseTo((7 * 700) / 12_299, 9);
      // Five points in the 42 days that are left.
      expect(requiredRate.value).toBeCloseTo(5 / 6, 9);
    });

    it('as of 17 April the pupil is on it: later results change nothing', async () => {
      expect(await trajectory(target.id, '2026-04-17')).toMatchObject({
        expected: 13,
        ...{ actual: 12, actualDate: '2026-04-17', gap: -1, judgement: 'on' },
        consecutive: { value: [february, april] },
        points: [february, april],
      });
    });

    it.each<[string, Record<string, unknown>]>([
      [
        '2026-01-08',
        { expected: null, actual: null, judgement: null, flags: ['beforeBaseline', 'noResultSinceBaseline'] },
      ],
      ['2026-01-23', { expected: 7, actual: null, judgement: null, flags: ['noResultSinceBaseline'] }],
      ['2026-02-06', { ...february, date: undefined, expected: 8, consecutive: { reason: 'oneResultOnly' } }],
      ['2026-11-20', { expected: 19, flags: [], projection: { value: null, reason: 'dueReached' } }],
    ])('as of %s', async (asOf, wanted) => {
      const { date: _date, ...members } = wanted;
      expect(await trajectory(target.id, asOf)).toMatchObject(
        'date' in wanted ? { ...members, actualDate: february.date } : members,
      );
    });

    it('without asOf it is as of today', async () => {
      const answer = await api.get<{ asOf: string }>(`${PATH}/${target.id}/trajectory`);
      expect([answer.status, answer.headers.get('etag')]).toEqual([200, null]);
      expect(answer.body.asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
    });

    it('a date that does not exist and other parameters are refused', async () => {
      for (const query of ['asOf=2026-02-30', 'asof=2026-02-03', 'asOf=']) {
        const answer = await api.get<Problem>(`${PATH}/${target.id}/trajectory?${query}`);
        expect([query, answer.status, answer.body.code]).toEqual([query, 400, 'validation-failed']);
      }
    });
  });

  it('a check that is taken once has a target but no trajectory', async () => {
    const made = await set({
      framework: { key: 'ks2-scaled' },
      subject: 'reading',
      baseline: { date: '2026-01-09', value: 95 },
      target: { value: 100 },
    });
    expect(made.status).toBe(201);
    expect(await trajectory(made.body.id, '2026-04-10')).toMatchObject({
      judgement: null,
      flags: ['oneOff'],
      projection: { value: null, reason: 'oneOff' },
      points: [],
    });
  });
});
