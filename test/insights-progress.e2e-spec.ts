import { type ApiClient, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeClient, makeStaff, provisionTypeBody, targetBody } from './support/factories.js';
import { type Cohort, type CohortPupil, grade, makeCohort, release } from './support/insight-factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Row {
  readonly measure: string;
  readonly value: string;
  readonly status: string | null;
  readonly n: number | null;
  readonly of: number | null;
  readonly share?: number | null;
  readonly groupName?: string | null;
}
interface Answer {
  readonly asOf: string | null;
  readonly suppressed: boolean;
  readonly data: Row[];
}

const SPRING = '2026-04-10';

/** 30 pupils from 10 to 12 between 9 January and 10 July: 11 is expected on 10 April. */
const PUPILS: CohortPupil[] = Array.from({ length: 30 }, (_, i) => ({ name: `p${i}` }));
/** 8 above, 8 on, 11 below; three have no result. */
const gradeOf = (i: number): number | null => (i < 8 ? 13 : i < 16 ? 11 : i < 27 ? 9 : null);

describe.each(DATABASES)('how pupils stand and who is supported, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let admin: ApiClient;
  let cohort: Cohort;
  let senco: ApiClient;
  let analyst: ApiClient;
  let coordinatorStaffId: string;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    admin = await signIn(server);
    cohort = await makeCohort(admin, PUPILS);
    const items = PUPILS.map(({ name }) => targetBody({ id: cohort.ids.get(name)! }));
    await admin.expect(admin.post('/api/v1/targets:batch?atomic=true', { items }));
    const grades = PUPILS.flatMap(({ name }, i) =>
      gradeOf(i) === null ? [] : [[name, gradeOf(i)!] as const],
    );
    await grade(admin, cohort, new Map(grades), SPRING);
    ({ api: senco, staffId: coordinatorStaffId } = await makeStaff(server, admin, cohort.school, ['senco']));
    analyst = await makeClient(server, admin, ['insights:read'], [cohort.school.id]);
    // Of the eleven below: two agreed in mathematics, one proposed only, one in English only.
    const type = provisionTypeBody(cohort.school, { feature: 'pupil-grouping' });
    await admin.expect(admin.post('/api/v1/provision-types', type));
    const propose = async (name: string, subject: string | null) => {
      const body = {
        pupilId: cohort.ids.get(name)!,
        provisionTypeKey: type['key'],
        subject,
        reason: 'Below',
      };
      return (await admin.expect(admin.post<{ id: string }>('/api/v1/interventions', body))).id;
    };
    const agree = async (id: string) =>
      senco.expect(senco.post(`/api/v1/interventions/${id}/transitions`, { to: 'agreed', reason: 'Agreed' }));
    await agree(await propose('p16', 'mathematics'));
    await agree(await propose('p17', null));
    await propose('p18', 'mathematics');
    await agree(await propose('p19', 'reading'));
    await release(admin, cohort, SPRING);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const ask = (api: ApiClient, path: string) =>
    api.expect(api.get<Answer>(`/api/v1/insights/${path}schoolId=${cohort.school.id}`));
  const of = (answer: Answer, measure: string) =>
    answer.data.filter((it) => it.measure === measure).map((it) => [it.value, it.n, it.of]);

  it('a SENCo sees how many are above, on and below, and who has no result', async () => {
    const answer = await ask(senco, `trajectory-status?asOf=${SPRING}&`);
    expect(of(answer, 'judgement')).toEqual([
      ['above', 8, 30],
      ['on', 8, 30],
      ['below', 11, 30],
      ['noResult', 3, 30],
      ['notJudged', 0, 30],
    ]);
    expect(of(answer, 'freshness')).toEqual([
      ['fresh', 27, 27],
      ['stale', 0, 27],
    ]);
  });

  it('results of more than 180 days ago are stale', async () => {
    const fresh = await ask(senco, 'trajectory-status?asOf=2026-10-07&');
    expect(of(fresh, 'freshness')[1]).toEqual(['stale', 0, 27]);
    const stale = await ask(senco, 'trajectory-status?asOf=2026-10-08&');
    expect(of(stale, 'freshness')[1]).toEqual(['stale', 27, 27]);
  });

  it('of those below, the supported and the uncovered are counted, and the features that support', async () => {
    const answer = await ask(senco, `coverage?asOf=${SPRING}&`);
    expect(of(answer, 'support')).toEqual([
      ['intervention', 2, 11],
      ['planOnly', 0, 11],
      ['uncovered', 9, 11],
    ]);
    expect(answer.data.find((it) => it.value === 'uncovered')!.share).toBeCloseTo(9 / 11, 12);
    expect(of(answer, 'feature').filter(([, n]) => n !== 0)).toEqual([['pupil-grouping', 2, 11]]);
  });

  it('an open plan covers all subjects that it does not leave out', async () => {
    const body = {
      pupilId: cohort.ids.get('p20')!,
      kind: 'support',
      coordinatorStaffId,
      startDate: '2026-03-01',
      status: 'open',
    };
    const made = await admin.post<Problem>('/api/v1/plans', {
      ...body,
      reviewDue: '2026-06-01',
      needs: 'Fluency.',
    });
    expect(made.status).toBe(201);
    expect(of(await ask(senco, `coverage?asOf=${SPRING}&`), 'support')).toEqual([
      ['intervention', 2, 11],
      ['planOnly', 1, 11],
      ['uncovered', 8, 11],
    ]);
  });

  it('an analyst sees the release, small cells and the next-smallest hidden', async () => {
    const answer = await ask(analyst, 'trajectory-status?');
    expect(answer).toMatchObject({ asOf: SPRING, suppressed: true });
    const cells = answer.data.filter((it) => it.measure === 'judgement');
    expect(cells.map((it) => [it.value, it.status, it.n])).toEqual([
      ['above', 'complement', null],
      ['on', 'shown', 8],
      ['below', 'shown', 11],
      ['noResult', 'small', null],
      ['notJudged', 'small', null],
    ]);
  });

  it('by group is for staff', async () => {
    const members = PUPILS.slice(10, 20).map(({ name }) => cohort.ids.get(name)!);
    const body = { schoolId: cohort.school.id, name: '7x/Ma1', kind: 'teaching', subject: 'mathematics' };
    const group = await admin.expect(admin.post<{ id: string }>('/api/v1/groups', body));
    for (const pupilId of members) {
      const path = `/api/v1/groups/${group.id}/members`;
      await admin.expect(admin.post(path, { pupilId, startDate: '2025-09-01' }));
    }
    const answer = await ask(senco, `trajectory-status?by=group&asOf=${SPRING}&`);
    expect(new Set(answer.data.map((it) => it.groupName))).toEqual(new Set(['7x/Ma1']));
    expect(of(answer, 'judgement').slice(0, 3)).toEqual([
      ['above', 0, 10],
      ['on', 6, 10],
      ['below', 4, 10],
    ]);
    const path = `/api/v1/insights/trajectory-status?by=group&schoolId=${cohort.school.id}`;
    const refused = await analyst.get<Problem>(path);
    expect([refused.status, refused.body.code]).toEqual([403, 'staff-required']);
  });

  it('time from signal to decision has its legs, with nothing recommended yet', async () => {
    const path = `/api/v1/insights/signal-to-decision?schoolId=${cohort.school.id}`;
    const { data } = await senco.expect(senco.get<{ data: Record<string, unknown>[] }>(path));
    expect(data.map((it) => [it['leg'], it['n'], it['median'], it['open']])).toEqual([
      ['signal-to-evaluation', 0, null, 0],
      ['evaluation-to-decision', 0, null, 0],
      ['signal-to-decision', 0, null, 0],
    ]);
  });
});
