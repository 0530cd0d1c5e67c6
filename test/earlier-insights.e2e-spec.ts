import { type ApiClient, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { attendanceBody } from './support/assessment-factories.js';
import { allOf, bundleOf, enableBundle, ended, RECOMMEND, startRun } from './support/evaluations.js';
import {
  makePupil,
  makeStaff,
  provisionBody,
  provisionTypeBody,
  resultBody,
  targetBody,
} from './support/factories.js';
import { type Cohort, type CohortPupil, makeCohort, release } from './support/insight-factories.js';
import { makeGroup, putInto } from './support/people-factories.js';
import { planBody } from './support/plan-factories.js';
import { budgetBody, fundingSourceBody } from './support/provision-factories.js';
import { startServer, type TestServer } from './support/server.js';

const SPRING = '2026-04-10';
const SUMMER = '2026-06-01';
const TERM = { startDate: '2026-03-02', endDate: '2026-05-31' };
const TWENTY = { framework: { key: 'twenty' } };
const ALWAYS = bundleOf(`return ${RECOMMEND.replace('"reading"', '"mathematics"')};`);

/** Half of them below trajectory in April; the first six with SEN support. */
const PUPILS: CohortPupil[] = Array.from({ length: 24 }, (_, i) => ({
  name: `p${i}`,
  sex: i % 2 === 0 ? 'F' : 'M',
  grade: i < 12 ? 8 : 13,
  characteristics: { sen: i < 6 ? 'K' : 'N', fsmDisadvantage: i < 8 ? 'yes' : 'no' },
}));

describe.each(DATABASES)('what was calculated of what was known, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let admin: ApiClient;
  let staff: ApiClient;
  let staffId: string;
  let cohort: Cohort;
  /** Ids by what they are of. */
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    admin = await signIn(server);
    cohort = await makeCohort(admin, PUPILS, SPRING);
    ({ api: staff, staffId } = await makeStaff(server, admin, cohort.school, ['leader', 'senco']));
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const pupil = (i: number) => ({ id: cohort.ids.get(`p${i}`)! });
  const add = async (path: string, body: Record<string, unknown>, by = admin): Promise<string> =>
    (await by.expect(by.post<{ id: string }>(`/api/v1/${path}`, body))).id;
  const change = (path: string, body: Record<string, unknown>) =>
    admin.expect(admin.patch(`/api/v1/${path}`, body));
  const list = (path: string) => allOf<{ id: string }>(admin, `/api/v1/${path}`);
  const place = (i: number, members: Record<string, unknown>) =>
    add('interventions', {
      ...{ pupilId: pupil(i).id, provisionId: ids['provision'], subject: 'mathematics', reason: 'Below' },
      ...{ status: 'active', deciderStaffId: staffId, entry: { ...TWENTY, value: 8, date: '2026-03-02' } },
      ...members,
    });
  const attend = (interventionId: string, date: string) =>
    add(`interventions/${interventionId}/sessions`, { date, attended: true });
  const decide = async (i: number, body: Record<string, unknown>) => {
    const [it] = await list(`recommendations?pupilId=${pupil(i).id}`);
    await add(`recommendations/${it!.id}/decisions`, body, staff);
  };

  async function record(): Promise<void> {
    const items = PUPILS.map((_, i) => targetBody(pupil(i)));
    await admin.expect(admin.post('/api/v1/targets:batch?atomic=true', { items }));
    ids['group'] = (await makeGroup(admin, cohort.school, { kind: 'teaching', subject: 'mathematics' })).id;
    for (let i = 0; i < 12; i++) await putInto(admin, { id: ids['group'] }, pupil(i));
    ids['fund'] = await add('funding-sources', fundingSourceBody(cohort.school));
    ids['budget'] = await add('budgets', budgetBody({ id: ids['fund'] }));
    ids['kind'] = await add('provision-types', provisionTypeBody(cohort.school));
    ids['provision'] = await add(
      'provisions',
      provisionBody(cohort.school, {
        ...{ provisionTypeId: ids['kind'], ...TERM, rate: { perHourPence: 2400 }, fixedPence: 10_000 },
        funding: [{ fundingSourceId: ids['fund'], shareBasisPoints: 10_000 }],
      }),
    );
    const exit = { ...TWENTY, value: 11, date: '2026-05-20' };
    await place(0, { status: 'reviewed', outcome: 'met', endedOn: '2026-05-22', exit });
    ids['place'] = await place(1, {});
    await attend(ids['place'], '2026-03-03');
    ids['plan'] = await add('plans', planBody(pupil(2), { status: 'open', coordinatorStaffId: staffId }));
    await admin.expect(admin.post('/api/v1/attendance', attendanceBody(pupil(0))));
    await enableBundle(admin, cohort.school, '@test/always', ALWAYS);
    await ended(admin, await startRun(admin, cohort.school));
    await decide(3, { outcome: 'dismiss', reason: 'Not now.' });
    await release(admin, cohort, SPRING);
  }

  async function recordLater(): Promise<void> {
    for (let i = 0; i < 4; i++) {
      const [result] = await list(`results?pupilId=${pupil(i).id}`);
      await add(`results/${result!.id}/corrections`, { value: 12 });
    }
    for (let i = 4; i < 16; i++)
      await add('results', resultBody(pupil(i), { value: 12, date: '2026-05-20' }));
    for (const { id } of await list(`pupils/${pupil(0).id}/characteristics?sort=id`)) {
      await change(`pupils/${pupil(0).id}/characteristics/${id}`, { startDate: '2026-07-01' });
    }
    const [spell] = await list(`pupils/${pupil(5).id}/enrolments?sort=id`);
    await change(`pupils/${pupil(5).id}/enrolments/${spell!.id}`, { leavingDate: '2026-05-01' });
    const [target] = await list(`targets?pupilId=${pupil(6).id}`);
    await change(`targets/${target!.id}`, { status: 'withdrawn', statusReason: 'Moves' });
    const [member] = await list(`groups/${ids['group']}/members?sort=id`);
    await change(`group-members/${member!.id}`, { endDate: '2026-05-01' });
    await change(`budgets/${ids['budget']}`, { amountPence: 1_000 });
    await change(`provisions/${ids['provision']}`, { fixedPence: 70_000 });
    await attend(ids['place']!, '2026-03-10');
    const exit = { ...TWENTY, value: 14, date: '2026-05-20' };
    const review = { to: 'reviewed', outcome: 'met', endedOn: '2026-05-22', exit, reason: 'Seen' };
    await add(`interventions/${ids['place']}/transitions`, review, staff);
    await place(7, { status: 'agreed' });
    await change(`plans/${ids['plan']}`, { status: 'closed', endDate: '2026-10-02', closedReason: 'Moved' });
    const week = attendanceBody(pupil(0), { weekStart: '2026-09-21', present: 0, unauthorised: 9 });
    await admin.expect(admin.post('/api/v1/attendance', week));
    await decide(8, { outcome: 'accept', reason: 'Agreed.', startDate: '2026-09-14' });
    await ended(admin, await startRun(admin, cohort.school));
    await release(admin, cohort, SPRING);
    await makePupil(admin, cohort.school);
  }

  it('stays as it was, whatever is recorded, corrected and decided afterwards', async () => {
    await record();
    const insight = (name: string, query = `&asOf=${SUMMER}`) =>
      `insights/${name}?schoolId=${cohort.school.id}${query}`;
    const [point] = await list(`assessment-points?schoolId=${cohort.school.id}`);
    const paths = [
      insight('gaps', `&characteristic=sen&asOf=${SUMMER}`),
      insight('gaps', `&characteristic=sex&asOf=${SUMMER}`),
      insight('gaps', `&characteristic=sex&asOf=${SUMMER}&since=${SPRING}`),
      insight('gaps', `&characteristic=fsmDisadvantage&assessmentPointId=${point!.id}`),
      insight('trajectory-status'),
      insight('trajectory-status', `&by=group&asOf=${SUMMER}`),
      insight('trajectory-status', `&assessmentPointId=${point!.id}`),
      insight('coverage'),
      insight('provision-effect'),
      insight('spend'),
      insight('signal-to-decision', ''),
      `provisions/${ids['provision']}/costs?asOf=${SUMMER}`,
      `interventions/${ids['place']}/costs?asOf=${SUMMER}`,
      `interventions/${ids['place']}/dosage?asOf=${SUMMER}`,
      `pupils/${pupil(0).id}/ever-6?asOf=${SUMMER}`,
      `pupils/${pupil(0).id}/attendance-judgement?asOf=2026-09-27`,
      `pupils/${pupil(0).id}/timeline?limit=500`,
      `groups/${ids['group']}/members?sort=id&limit=500`,
    ];
    const answers = async (knownAt = '') => {
      const found = new Map<string, unknown>();
      for (const path of paths) {
        const { status, body } = await staff.get(`/api/v1/${path}${knownAt && `&knownAt=${knownAt}`}`);
        expect([path, status]).toEqual([path, 200]);
        found.set(path, body);
      }
      return found;
    };
    const then = new Date().toISOString();
    const told = await answers(then);
    expect(await answers()).toEqual(told);
    await recordLater();
    expect(await answers(then)).toEqual(told);
    // Each of them is another one now, so that what came later might have got into any.
    const now = await answers();
    const same = paths.filter((it) => JSON.stringify(now.get(it)) === JSON.stringify(told.get(it)));
    expect(same).toEqual([]);
  });
});
