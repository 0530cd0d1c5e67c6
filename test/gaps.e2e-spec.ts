import { parse } from 'csv-parse/sync';
import { type ApiClient, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeClient, makeSchool, makeStaff } from './support/factories.js';
import { type Cohort, type CohortPupil, makeCohort, release } from './support/insight-factories.js';
import { startServer, type TestServer } from './support/server.js';

interface GapRow {
  readonly group: string;
  readonly ncYear: string;
  readonly status: string | null;
  readonly figuresOf: string;
  readonly n: number | null;
  readonly mean: number | null;
  readonly shareAtExpected: number | null;
  readonly gap: number | null;
  readonly others: number | null;
  readonly effectSize: number | null;
  readonly effectSizeLow: number | null;
  readonly effectSizeHigh: number | null;
  readonly changeSince: string | null;
  readonly meanChange: number | null;
}

interface Gaps {
  readonly asOf: string | null;
  readonly releaseId: string | null;
  readonly suppressed: boolean;
  readonly notes: string[];
  readonly data: GapRow[];
}

const PATH = '/api/v1/insights/gaps';

/** Pupils with one grade each: 10 of 12 and 10 of 8 in F, 10 of 14 and 10 of 10 in M; 4 with SEN support. */
const PUPILS: CohortPupil[] = [
  ...Array.from({ length: 20 }, (_, i) => ({
    name: `f${i}`,
    sex: 'F' as const,
    grade: i < 10 ? 12 : 8,
    characteristics: { sen: i < 4 ? 'K' : 'N' },
  })),
  ...Array.from({ length: 20 }, (_, i) => ({
    name: `m${i}`,
    sex: 'M' as const,
    grade: i < 10 ? 14 : 10,
    characteristics: { sen: i < 6 ? 'E' : 'N' },
  })),
];

describe.each(DATABASES)('attainment gaps on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let admin: ApiClient;
  let cohort: Cohort;
  let leader: ApiClient;
  let analyst: ApiClient;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    admin = await signIn(server);
    cohort = await makeCohort(admin, PUPILS);
    ({ api: leader } = await makeStaff(server, admin, cohort.school, ['leader']));
    analyst = await makeClient(server, admin, ['insights:read', 'sensitive:read'], [cohort.school.id]);
    await release(admin, cohort, '2026-04-10');
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const gaps = (api: ApiClient, query: string) =>
    api.expect(api.get<Gaps>(`${PATH}?schoolId=${cohort.school.id}&${query}`));
  const row = (answer: Gaps, group: string) => answer.data.find((it) => it.group === group)!;

  it('a leader sees n, mean, share at the expectation, gap and effect size as worked out by hand', async () => {
    const answer = await gaps(leader, 'characteristic=sex&asOf=2026-04-10');
    expect(answer).toMatchObject({ asOf: '2026-04-10', releaseId: null, suppressed: false });
    expect(answer.data.map((it) => it.group)).toEqual(['F', 'M', 'unknown']);
    // Means 10 and 12; squares 20 × 4 in each; s = √(160 ÷ 38) = 2.051957; J = 1 − 3 ÷ 151; g = −0.955326.
    expect(row(answer, 'F')).toMatchObject({ n: 20, mean: 10, shareAtExpected: 0.5, gap: -2, others: 20 });
    expect(row(answer, 'F').effectSize).toBeCloseTo(-0.955316, 5);
    // 1.959964 × √(40 ÷ 400 + g² ÷ 80) = 1.959964 × 0.333778
    expect(row(answer, 'F').effectSizeLow).toBeCloseTo(-0.955316 - 0.654194, 4);
    expect(row(answer, 'F').effectSizeHigh).toBeCloseTo(-0.955316 + 0.654194, 4);
    expect(row(answer, 'M')).toMatchObject({ n: 20, mean: 12, shareAtExpected: 1, gap: 2 });
    expect(row(answer, 'unknown')).toMatchObject({ n: 0, mean: null, gap: null });
  });

  it('groups of fewer than ten have no effect size', async () => {
    const answer = await gaps(leader, 'characteristic=sen&asOf=2026-04-10');
    // K: 12 × 4. E: 14 × 6. N: 6 × 12 + 10 × 8 + 4 × 14 + 10 × 10 = 308, 30 pupils.
    expect(row(answer, 'K')).toMatchObject({ n: 4, mean: 12, others: 36, effectSize: null });
    expect(row(answer, 'K').gap).toBeCloseTo(12 - (84 + 308) / 36, 12);
    expect(row(answer, 'N').mean).toBeCloseTo(308 / 30, 12);
    expect(row(answer, 'N').effectSize).not.toBeNull();
  });

  it('an analyst sees the release: small groups and the next-smallest of the table are hidden', async () => {
    const answer = await gaps(analyst, 'characteristic=sen');
    expect(answer).toMatchObject({ asOf: '2026-04-10', releaseId: expect.any(String), suppressed: true });
    expect(answer.data.map((it) => [it.group, it.status, it.n])).toEqual([
      ['N', 'shown', 30],
      ['K', 'small', null],
      ['E', 'complement', null],
      ['unknown', 'shown', 0],
    ]);
    expect(row(answer, 'E')).toMatchObject({ mean: null, shareAtExpected: null, gap: null, others: null });
  });

  it('an analyst is not shown a share of 100 %, nor the one that gives it away', async () => {
    const answer = await gaps(analyst, 'characteristic=sex');
    expect(answer.data.map((it) => [it.group, it.n, it.mean, it.shareAtExpected])).toEqual([
      ['F', 20, 10, null],
      ['M', 20, 12, null],
      ['unknown', 0, null, null],
    ]);
  });

  it('a leader sees all of the release, and how the others see it', async () => {
    const { data: points } = await admin.expect(
      admin.get<{ data: { id: string }[] }>(`/api/v1/assessment-points?schoolId=${cohort.school.id}`),
    );
    const answer = await gaps(leader, `characteristic=sen&assessmentPointId=${points[0]!.id}`);
    expect(answer).toMatchObject({ suppressed: false, releaseId: expect.any(String) });
    expect(row(answer, 'K')).toMatchObject({ status: 'small', n: 4, mean: 12 });
  });

  it('a leader sees the change since any day before, whether or not anything was released of it', async () => {
    const { data } = await gaps(leader, 'characteristic=sex&asOf=2026-04-10&since=2026-04-09');
    // Nobody had a result on the day before.
    expect(data.map((it) => [it.changeSince, it.meanChange])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
    const later = await gaps(leader, 'characteristic=sex&asOf=2026-04-12&since=2026-04-11');
    expect(row(later, 'F')).toMatchObject({ changeSince: '2026-04-11', meanChange: 0 });
    const { body } = await leader.get<Problem>(
      `${PATH}?schoolId=${cohort.school.id}&characteristic=sex&asOf=2026-04-10&since=2026-04-11`,
    );
    expect(body.errors).toMatchObject([{ pointer: '?since', code: 'not-before' }]);
  });

  it('a leader sees what was known before a correction', async () => {
    const { data } = await admin.expect(
      admin.get<{ data: { id: string; value: number }[] }>(
        `/api/v1/results?pupilId=${cohort.ids.get('m0')!}`,
      ),
    );
    const before = new Date().toISOString();
    await gaps(leader, `characteristic=sex&asOf=2026-04-10&knownAt=${before}`);
    const path = `/api/v1/results/${data[0]!.id}/corrections`;
    const corrected = await admin.expect(admin.post<{ id: string }>(path, { value: 4 }));
    const means = async (query: string) => row(await gaps(leader, `characteristic=sex&${query}`), 'M').mean;
    expect(await means(`asOf=2026-04-10&knownAt=${before}`)).toBe(12);
    expect(await means('asOf=2026-04-10')).toBe(11.5);
    const back = `/api/v1/results/${corrected.id}/corrections`;
    await admin.expect(admin.post(back, { value: 14 }));
    expect(await means('asOf=2026-04-10')).toBe(12);
  });

  it.each([
    ['format=csv', {}],
    ['', { accept: 'text/csv' }],
  ])('is CSV by %j %j, with the same figures', async (query, headers) => {
    const path = `${PATH}?schoolId=${cohort.school.id}&characteristic=sen&${query}`;
    const answer = await analyst.get<string>(path, headers);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const rows = parse<Record<string, string>>(answer.body, { columns: true });
    const { data, asOf } = await gaps(analyst, 'characteristic=sen&format=json');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="gaps-sen-${asOf}.csv"`);
    const texts = data.map((it) =>
      Object.fromEntries(Object.entries(it).map(([member, value]) => [member, String(value ?? '')])),
    );
    expect(rows).toEqual(texts);
  });

  it('is saved as CSV under a name that says what was chosen, and as JSON under none', async () => {
    const query = `schoolId=${cohort.school.id}&characteristic=sen&asOf=2026-04-10&subject=${encodeURIComponent('é"/..')}`;
    const csv = await leader.get<string>(`${PATH}?${query}&ncYear=7&format=csv`);
    const name = 'attachment; filename="gaps-sen-e-year-7-2026-04-10.csv"';
    expect([csv.status, csv.headers.get('content-disposition')]).toEqual([200, name]);
    const json = await leader.get(`${PATH}?${query}`);
    expect(json.headers.get('content-disposition')).toBeNull();
  });

  it.each<[string, () => ApiClient, string, number, string]>([
    [
      'a program asking for any day',
      () => analyst,
      'characteristic=sen&asOf=2026-04-10',
      403,
      'staff-required',
    ],
    ['no characteristic', () => analyst, '', 400, 'validation-failed'],
    ['two characteristics', () => analyst, 'characteristic=sen&characteristic=sex', 400, 'validation-failed'],
    ['a free filter', () => analyst, 'characteristic=sen&sex=F', 400, 'validation-failed'],
    [
      'a day and an assessment point',
      () => leader,
      'characteristic=sen&asOf=2026-04-10&assessmentPointId=01900000-0000-7000-8000-00000000dead',
      400,
      'validation-failed',
    ],
    [
      'a program asking for changes since a day',
      () => analyst,
      'characteristic=sen&since=2026-01-09',
      403,
      'staff-required',
    ],
    [
      'changes since a day and an assessment point',
      () => leader,
      'characteristic=sen&since=2026-01-09&assessmentPointId=01900000-0000-7000-8000-00000000dead',
      400,
      'validation-failed',
    ],
    [
      'changes since the day itself',
      () => leader,
      'characteristic=sen&asOf=2026-04-10&since=2026-04-10',
      400,
      'validation-failed',
    ],
    [
      'changes since a day to come',
      () => leader,
      'characteristic=sen&since=2126-04-10',
      400,
      'validation-failed',
    ],
  ])('%s is refused', async (_case, api, query, status, code) => {
    const answer = await api().get<Problem>(`${PATH}?schoolId=${cohort.school.id}&${query}`);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('without sensitive:read there are no gaps', async () => {
    const plain = await makeClient(server, admin, ['insights:read'], null);
    const answer = await plain.get<Problem>(`${PATH}?schoolId=${cohort.school.id}&characteristic=sex`);
    expect([answer.status, answer.body.code]).toEqual([403, 'sensitive-refused']);
  });

  it('another school is answered as one that does not exist', async () => {
    const other = await makeSchool(admin);
    const ask = async (id: string) => {
      const answer = await analyst.get<Problem>(`${PATH}?schoolId=${id}&characteristic=sex`);
      return JSON.stringify([answer.status, answer.body]).replaceAll(id, '<id>');
    };
    expect(await ask(other.id)).toBe(await ask('01900000-0000-7000-8000-00000000dead'));
    expect(await ask(other.id)).toContain('unknown-school');
  });

  it('a school without a release says so', async () => {
    const other = await makeSchool(admin);
    const api = await makeClient(server, admin, ['insights:read', 'sensitive:read'], [other.id]);
    const answer = await api.expect(api.get<Gaps>(`${PATH}?schoolId=${other.id}&characteristic=sex`));
    expect(answer).toMatchObject({
      asOf: null,
      releaseId: null,
      data: [],
      notes: [expect.stringContaining('released')],
    });
  });

  it('an assessment point of tomorrow has no release, one of another school none', async () => {
    const date = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    const body = { schoolId: cohort.school.id, name: 'To come', date };
    const { id } = await admin.expect(admin.post<{ id: string }>('/api/v1/assessment-points', body));
    const ask = (schoolId: string) =>
      admin.post<Problem>('/api/v1/insights/releases', { schoolId, assessmentPointId: id });
    expect((await ask(cohort.school.id)).body.errors?.[0]?.code).toBe('not-yet');
    expect((await ask((await makeSchool(admin)).id)).body.errors?.[0]?.code).toBe('unknown-assessment-point');
  });
});
