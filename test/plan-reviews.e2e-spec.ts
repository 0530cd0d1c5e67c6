import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeSchool, makeStaff, type School } from './support/factories.js';
import { EHC_MEMBERS, makeSenPupil, outcomeBody, planBody, reviewBody } from './support/plan-factories.js';
import { readAllChanges } from './support/read-changes.js';
import { startServer, type TestServer } from './support/server.js';

interface Row {
  id: string;
  status: string;
  version: number;
}
interface Outcome extends Row {
  result: string | null;
  resultOn: string | null;
  achieved: string | null;
  baseline: string;
  byDate: string;
}
interface Review extends Row {
  signedAt: string | null;
  signedByStaffId: string | null;
  contributions: { id: string; views: string }[];
  nextSteps: { what: string; interventionId: string | null }[];
}

const UNKNOWN = '01900000-0000-7000-8000-00000000dead';

describe.each(DATABASES)('reviews of plans on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  let senco: { api: ApiClient; staffId: string };

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
    senco = await makeStaff(server, api, school);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const made = <T extends Row = Row>(path: string, body: unknown) => api.expect(api.post<T>(path, body));
  const all = async <T>(path: string) => (await api.expect(api.get<Page<T>>(path))).data;
  const versionOf = async () => (await readAllChanges(api, school)).at(-1)?.version ?? 0;

  /** An open plan with outcomes; its pupil has SEN support where the kind asks for it. */
  async function open(outcomes = 1, members: Record<string, unknown> = {}) {
    const pupil = await makeSenPupil(api, school, members['kind'] === 'ehc' ? 'E' : 'K');
    const status = { status: 'open', coordinatorStaffId: senco.staffId };
    const plan = await made(
      '/api/v1/plans',
      planBody(pupil, { kind: 'send-support', ...status, ...members }),
    );
    const path = `/api/v1/plans/${plan.id}`;
    const ids: string[] = [];
    for (let i = 0; i < outcomes; i++) ids.push((await made(`${path}/outcomes`, outcomeBody())).id);
    return { pupil, path, ids };
  }

  const judged = (ids: readonly string[], result = 'met') =>
    ids.map((outcomeId) => ({ outcomeId, result, achieved: '96' }));

  const sign = (path: string, { id }: Row, body: unknown = {}, by = senco.api) =>
    by.post<Review & Problem>(`${path}/reviews/${id}/signature`, body);

  it('a signed review ends the cycle: results go to the outcomes and the plan is reviewed', async () => {
    const { path, ids } = await open(2);
    const outcomes = [
      { outcomeId: ids[0], result: 'exceeded', achieved: '101', comment: 'Faster on familiar texts' },
      { outcomeId: ids[1], result: 'partly', achieved: '81' },
    ];
    const review = await made<Review>(`${path}/reviews`, reviewBody({ outcomes }));
    expect(review).toMatchObject({ purpose: 'end-of-cycle', signedAt: null, outcomes });
    const signed = await sign(path, review);
    expect(signed).toMatchObject({ status: 200, body: { signedByStaffId: senco.staffId, outcomes } });
    const read = await api.get<Review>(`${path}/reviews/${review.id}`);
    expect(read.body).toEqual(signed.body);
    expect(read.headers.get('etag')).toBe(`"${signed.body.version}"`);
    expect(await all<Outcome>(`${path}/outcomes`)).toMatchObject([
      { result: 'exceeded', achieved: '101', resultOn: '2026-11-20', comment: 'Faster on familiar texts' },
      { result: 'partly', achieved: '81', resultOn: '2026-11-20', comment: null },
    ]);
    expect((await api.get(path)).body).toMatchObject({ status: 'reviewed', reviewedOn: '2026-11-20' });
  });

  it('nothing of a signed review, of its outcomes or of what it heard changes', async () => {
    const { path, ids } = await open(1);
    const views = { author: 'pupil', date: '2026-11-19', views: 'Long books are hard.' };
    const heard = await api.expect(senco.api.post<Row>(`${path}/contributions`, views));
    const review = await made(`${path}/reviews`, reviewBody({ outcomes: judged(ids) }));
    await api.expect(sign(path, review));
    const before = await versionOf();
    const signed = `${path}/reviews/${review.id}`;
    const remove = (at: string) => api.send<Problem>('DELETE', at, { headers: { 'if-match': '*' } });
    const answers = [
      await api.patch<Problem>(signed, { summary: 'Other' }),
      await remove(signed),
      await sign(path, review),
      await api.patch<Problem>(`${path}/outcomes/${ids[0]}`, { result: 'not' }),
      await remove(`${path}/outcomes/${ids[0]}`),
      await api.post<Problem>(`${path}/outcomes`, outcomeBody()),
      await api.patch<Problem>(`${path}/contributions/${heard.id}`, { views: 'Other' }),
      await remove(`${path}/contributions/${heard.id}`),
      await api.post<Problem>(`${path}/reviews`, reviewBody()),
      await api.post<Problem>(`${path}/items`, { what: 'More' }),
      await api.patch<Problem>(path, { needs: 'Other' }),
      await remove(path),
    ];
    expect(answers.map(({ status, body }) => `${status} ${body.code}`)).toEqual(
      Array(12).fill('409 conflict'),
    );
    expect(await versionOf()).toBe(before);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['with an outcome left', { outcomes: [] }, '/outcomes', 'outcomes-missing'],
    ['without a summary', { summary: null }, '/summary', 'missing'],
    ['of a meeting that is yet to come', { meetingDate: '2190-01-01' }, '/meetingDate', 'in-future'],
    ['to which no family was invited', { invitations: [] }, '/invitations', 'family-not-invited'],
    [
      'without saying who came',
      { invitations: [{ role: 'parent', name: 'Ngozi Okafor' }] },
      '/invitations/0/attended',
      'missing',
    ],
  ])('a review %s cannot be signed, and nothing is stored', async (_case, members, pointer, code) => {
    const { path, ids } = await open(1);
    const body = reviewBody({ outcomes: judged(ids), ...members });
    const review = await made(`${path}/reviews`, body);
    const before = await versionOf();
    const { status, body: problem } = await sign(path, review);
    expect([status, problem.errors]).toMatchObject([400, [{ pointer, code }]]);
    expect(await versionOf()).toBe(before);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['before the plan began', { meetingDate: '2026-09-06' }, '/meetingDate', 'before-start'],
    ['of an unknown outcome', { outcomes: judged([UNKNOWN]) }, '/outcomes/0/outcomeId', 'unknown-outcome'],
    ['that recommends to no authority', { recommendation: 'cease' }, '/recommendation', 'not-annual-review'],
    [
      'with an invitation to nobody',
      { invitations: [{ role: 'staff', name: 'X', staffId: UNKNOWN }] },
      '/invitations/0/staffId',
      'unknown-staff',
    ],
    ['with invitations that are no list', { invitations: {} }, '/invitations', 'wrong-type'],
    [
      'with a step of an unknown kind',
      { nextSteps: [{ what: 'X', intervention: { provisionTypeKey: 'none' } }] },
      '/nextSteps/0/intervention/provisionTypeKey',
      'unknown-provision-type',
    ],
    [
      'with a step in an unknown subject',
      {
        nextSteps: [{ what: 'X', intervention: { provisionTypeKey: 'small-group-catch-up', subject: 'x' } }],
      },
      '/nextSteps/0/intervention/subject',
      'unknown-subject',
    ],
  ])('a review %s is refused at its place', async (_case, members, pointer, code) => {
    const { path } = await open(0);
    const { status, body } = await api.post<Problem>(`${path}/reviews`, reviewBody(members));
    expect([status, body.errors]).toMatchObject([400, [{ pointer, code }]]);
  });

  it('a program prepares a review, and a person signs it', async () => {
    const { path } = await open(0);
    const review = await made(`${path}/reviews`, reviewBody());
    expect((await sign(path, review, {}, api)).body.code).toBe('staff-required');
    expect((await sign(path, review)).status).toBe(200);
  });

  it('invitations get their answers, and a review that was called off is removed', async () => {
    const { path } = await open(0);
    const invited = { role: 'parent', name: 'Ngozi Okafor', invitedOn: '2026-11-02' };
    const review = await made(`${path}/reviews`, reviewBody({ invitations: [invited], summary: null }));
    const at = `${path}/reviews/${review.id}`;
    const answered = [{ ...invited, answer: 'declined', attended: false, staffId: null }];
    expect((await api.patch(at, { invitations: answered })).body).toMatchObject({ invitations: answered });
    expect(await api.send('DELETE', at, { headers: { 'if-match': '*' } })).toMatchObject({ status: 204 });
    expect(await all(`${path}/reviews`)).toEqual([]);
  });

  it('an interim review says how things stand and the cycle goes on', async () => {
    const { path, ids } = await open(2);
    const outcomes = judged(ids.slice(0, 1), 'partly');
    const interim = await made(`${path}/reviews`, reviewBody({ purpose: 'interim', outcomes }));
    expect((await sign(path, interim, { nextCycle: { startDate: '2026-11-23' } })).body.errors).toMatchObject(
      [{ pointer: '/nextCycle', code: 'cycle-goes-on' }],
    );
    await api.expect(sign(path, interim));
    expect((await api.get(path)).body).toMatchObject({ status: 'open', reviewedOn: null });
    expect((await all<Outcome>(`${path}/outcomes`)).map((it) => it.result)).toEqual(['partly', null]);
    const last = await made(`${path}/reviews`, reviewBody({ outcomes: judged(ids) }));
    await api.expect(sign(path, last));
    expect((await api.get(`${path}/reviews/${interim.id}`)).body).toMatchObject({ outcomes });
  });

  it('a signed review shows the views that it heard, and later ones wait for the next', async () => {
    const { path } = await open(0);
    const add = (members: Record<string, unknown>) =>
      api.expect(
        senco.api.post<Row>(`${path}/contributions`, { author: 'pupil', views: 'Mine', ...members }),
      );
    const early = await add({ date: '2026-11-02' });
    const onTheDay = await add({ date: '2026-11-20', author: 'parent', authorName: 'Ngozi Okafor' });
    const late = await add({ date: '2026-11-21' });
    const review = await made<Review>(`${path}/reviews`, reviewBody({ purpose: 'interim' }));
    expect(review.contributions).toEqual([]);
    const signed = await api.expect(sign(path, review));
    expect(signed.contributions.map((it) => it.id)).toEqual([early.id, onTheDay.id]);
    await api.expect(api.patch(`${path}/contributions/${late.id}`, { views: 'Other' }));
    expect((await api.get<Review>(`${path}/reviews/${review.id}`)).body).toEqual(signed);
    const [listed] = await all<Review>(`${path}/reviews`);
    expect(listed).toEqual(signed);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['of a parent without a name', { author: 'parent' }, '/authorName', 'missing'],
    ['of a teacher', { author: 'teacher' }, '/author', 'not-in-set'],
    ['that is yet to come', { date: '2190-01-01' }, '/date', 'in-future'],
    ['recorded by nobody', { recordedByStaffId: undefined }, '/recordedByStaffId', 'missing'],
    ['recorded by somebody unknown', { recordedByStaffId: UNKNOWN }, '/recordedByStaffId', 'unknown-staff'],
  ])('a contribution %s is refused', async (_case, members, pointer, code) => {
    const { path } = await open(0);
    const body = { author: 'pupil', date: '2026-11-02', views: 'Mine', recordedByStaffId: senco.staffId };
    const answer = await api.post<Problem>(`${path}/contributions`, { ...body, ...members });
    expect([answer.status, answer.body.errors]).toMatchObject([400, [{ pointer, code }]]);
  });

  it('next steps open interventions that who signs has agreed to, in the same moment', async () => {
    const { pupil, path } = await open(0);
    const intervention = {
      provisionTypeKey: 'small-group-catch-up',
      subject: 'reading',
      startDate: '2026-11-30',
      endDate: '2027-03-19',
    };
    const nextSteps = [
      { what: 'Ask the health visitor for the hearing test', who: 'SENCo', byDate: '2026-12-04' },
      { what: 'Join the reading group', who: 'Teaching assistant', intervention },
    ];
    const review = await made<Review>(`${path}/reviews`, reviewBody({ purpose: 'interim', nextSteps }));
    const signed = await api.expect(sign(path, review));
    expect(signed.nextSteps.map((it) => it.interventionId)).toEqual([null, expect.any(String)]);
    const id = signed.nextSteps[1]!.interventionId!;
    expect((await api.get(`/api/v1/interventions/${id}`)).body).toMatchObject({
      pupilId: pupil.id,
      status: 'agreed',
      deciderStaffId: senco.staffId,
      reason: 'Join the reading group',
      subject: 'reading',
      startDate: '2026-11-30',
      endDate: '2027-03-19',
    });
    expect(await all(`${path}/items`)).toMatchObject([
      { what: 'Join the reading group', who: 'Teaching assistant', interventionId: id },
    ]);
  });

  it('the next cycle opens with the signature and takes over what was not reached', async () => {
    const { pupil, path, ids } = await open(3);
    const outcomes = [
      { outcomeId: ids[0], result: 'met', achieved: '96' },
      { outcomeId: ids[1], result: 'partly', achieved: '81' },
      { outcomeId: ids[2], result: 'not' },
    ];
    const intervention = { provisionTypeKey: 'small-group-catch-up' };
    const nextSteps = [{ what: 'Join the reading group', intervention }];
    const review = await made(`${path}/reviews`, reviewBody({ outcomes, nextSteps }));
    const nextCycle = { startDate: '2026-11-23', reviewDue: '2027-03-19', carryOver: true };
    await api.expect(sign(path, review, { nextCycle }));
    const plans = await all<Row>(`/api/v1/plans?pupilId=${pupil.id}&sort=cycle`);
    expect(plans).toMatchObject([
      { cycle: 1, status: 'closed', endDate: '2026-11-23', reviewedOn: '2026-11-20' },
      {
        cycle: 2,
        status: 'open',
        startDate: '2026-11-23',
        reviewDue: '2027-03-19',
        previousPlanId: plans[0]!.id,
        needs: 'Decodes slowly.\nLoses the thread of a longer text.',
        reviewedOn: null,
        endDate: null,
      },
    ]);
    const second = `/api/v1/plans/${plans[1]!.id}`;
    expect(await all<Outcome>(`${second}/outcomes`)).toMatchObject([
      { baseline: '81', target: '95', byDate: '2027-03-19', result: null, achieved: null },
      { baseline: '62', target: '95', byDate: '2027-03-19', result: null, achieved: null },
    ]);
    expect(await all(`${second}/items`)).toMatchObject([{ what: 'Join the reading group' }]);
  });

  it('the next cycle can be opened later, and once', async () => {
    const { path } = await open(0);
    const following = { startDate: '2026-11-23', reviewDue: '2027-03-19' };
    const go = (body: Record<string, unknown> = {}) =>
      senco.api.post<Row & Problem>(`${path}/next-cycle`, { ...following, ...body });
    expect((await go()).body.code).toBe('transition-refused');
    await api.expect(sign(path, await made(`${path}/reviews`, reviewBody())));
    expect((await go({ startDate: '2026-11-19' })).body.errors).toMatchObject([
      { pointer: '/startDate', code: 'before-review' },
    ]);
    expect((await go({ startDate: '2190-01-01', reviewDue: '2190-03-01' })).body.errors).toMatchObject([
      { pointer: '/startDate', code: 'in-future' },
    ]);
    const answers = await Promise.all(Array.from({ length: 5 }, () => go()));
    expect(answers.map((it) => it.status).sort()).toEqual([201, 409, 409, 409, 409]);
  });

  it('of five who sign at once one does, and its interventions are opened once', async () => {
    const { pupil, path } = await open(0);
    const intervention = { provisionTypeKey: 'small-group-catch-up' };
    const body = reviewBody({ nextSteps: [{ what: 'Join the group', intervention }] });
    const review = await made(`${path}/reviews`, body);
    const answers = await Promise.all(Array.from({ length: 5 }, () => sign(path, review)));
    expect(answers.map((it) => it.status).sort()).toEqual([200, 409, 409, 409, 409]);
    expect(await all(`/api/v1/interventions?pupilId=${pupil.id}`)).toHaveLength(1);
  });

  it('an annual review recommends to the local authority, and the next is due twelve months after it', async () => {
    const { pupil, path } = await open(0, EHC_MEMBERS);
    const authority = { role: 'local-authority', name: 'SEN officer', attended: false };
    const family = { role: 'parent', name: 'Ngozi Okafor', attended: true };
    const review = await made(`${path}/reviews`, reviewBody());
    expect((await sign(path, review)).body.errors).toMatchObject([
      { pointer: '/invitations', code: 'authority-not-invited' },
      { pointer: '/recommendation', code: 'missing' },
    ]);
    const patch = { invitations: [family, authority], recommendation: 'amend' };
    await api.expect(api.patch(`${path}/reviews/${review.id}`, patch));
    await api.expect(sign(path, review, { nextCycle: { startDate: '2026-11-23' } }));
    const [plan] = await all(`/api/v1/plans?pupilId=${pupil.id}&status=open`);
    expect(plan).toMatchObject({
      cycle: 2,
      reviewDue: '2027-11-20',
      reviewWarnFrom: '2027-09-25',
      ehc: { issuedOn: '2026-01-20', lastReviewedOn: '2026-11-20', reference: 'EHC-20931' },
    });
  });
});
