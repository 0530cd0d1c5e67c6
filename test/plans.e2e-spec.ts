import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeClient, makePupil, makeSchool, makeStaff, next, type School } from './support/factories.js';
import { EHC_MEMBERS, makeSenPupil, planBody } from './support/plan-factories.js';
import { readAllChanges } from './support/read-changes.js';
import { startServer, type TestServer } from './support/server.js';

interface Plan {
  id: string;
  pupilId: string;
  kind: string;
  cycle: number;
  status: string;
  reviewDue: string | null;
  endDate: string | null;
  subjects: string[] | null;
  ehc: Record<string, unknown> | null;
  version: number;
}
interface BatchAnswer {
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  outcomes: { status: number; id?: string; code?: string; errors?: { pointer: string; code: string }[] }[];
}

const PATH = '/api/v1/plans';
const UNKNOWN = '01900000-0000-7000-8000-00000000dead';

describe.each(DATABASES)('plans on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  let coordinatorStaffId: string;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
    ({ staffId: coordinatorStaffId } = await makeStaff(server, api, school));
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const post = (body: Record<string, unknown>, client = api) => client.post<Plan & Problem>(PATH, body);
  const made = (body: Record<string, unknown>) => api.expect(api.post<Plan>(PATH, body));
  const open = (members: Record<string, unknown> = {}) => ({
    status: 'open',
    coordinatorStaffId,
    ...members,
  });
  const batch = (items: readonly unknown[], query = '') =>
    api.expect(api.post<BatchAnswer>(`${PATH}:batch${query}`, { items }));
  const versionOf = async (at: School) => (await readAllChanges(api, at)).at(-1)?.version ?? 0;
  const closing = { status: 'closed', endDate: '2026-10-02', closedReason: 'Moved to another school' };

  it('a plan that was added reads back the same, line breaks too', async () => {
    const pupil = await makePupil(api, school);
    const body = planBody(pupil, open({ subjects: ['reading'], areaOfNeed: 'cognition-and-learning' }));
    const answer = await post(body);
    expect(answer).toMatchObject({
      status: 201,
      body: {
        schoolId: school.id,
        pupilId: pupil.id,
        kind: 'support',
        cycle: 1,
        status: 'open',
        coordinatorStaffId,
        startDate: '2026-09-07',
        reviewDue: '2026-12-11',
        reviewWarnFrom: '2026-11-27',
        reviewedOn: null,
        endDate: null,
        subjects: ['reading'],
        areaOfNeed: 'cognition-and-learning',
        needs: 'Decodes slowly.\nLoses the thread of a longer text.',
        ehc: null,
        source: null,
      },
    });
    const read = await api.get<Plan>(answer.headers.get('location')!);
    expect(read.body).toEqual(answer.body);
    expect(read.headers.get('etag')).toBe(`"${answer.body.version}"`);
  });

  it('an EHC plan says when it was issued, and its review is due twelve months later', async () => {
    const pupil = await makeSenPupil(api, school, 'E');
    const body = planBody(pupil, { ...EHC_MEMBERS, ...open() });
    delete body['reviewDue'];
    expect((await post(body)).body).toMatchObject({
      kind: 'ehc',
      reviewDue: '2027-01-20',
      reviewWarnFrom: '2026-11-25',
      ehc: { issuedOn: '2026-01-20', lastReviewedOn: null, reference: 'EHC-20931', phaseTransferOn: null },
    });
  });

  it('a change to one member of an EHC plan leaves the others', async () => {
    const pupil = await makeSenPupil(api, school, 'E');
    const { id } = await made(planBody(pupil, EHC_MEMBERS));
    const { body } = await api.patch<Plan>(`${PATH}/${id}`, { ehc: { phaseTransferOn: '2027-09-01' } });
    expect(body.ehc).toEqual({
      issuedOn: '2026-01-20',
      lastReviewedOn: null,
      reference: 'EHC-20931',
      phaseTransferOn: '2027-09-01',
    });
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['an open plan of nobody', { status: 'open' }, '/coordinatorStaffId', 'missing'],
    ['a kind that there is not', { kind: 'iep' }, '/kind', 'not-in-set'],
    ['a status that one does not begin with', { status: 'reviewed' }, '/status', 'not-in-set'],
    ['a review on the day of the start', { reviewDue: '2026-09-07' }, '/reviewDue', 'not-after-start'],
    ['a date that does not exist', { startDate: '2026-02-30' }, '/startDate', 'iso-date'],
    ['an unknown subject', { subjects: ['reading', 'alchemy'] }, '/subjects/1', 'unknown-subject'],
    ['an unknown coordinator', { coordinatorStaffId: UNKNOWN }, '/coordinatorStaffId', 'unknown-staff'],
    ['an unknown pupil', { pupilId: UNKNOWN }, '/pupilId', 'unknown-pupil'],
    ['an EHC plan’s members on another', { ehc: { reference: 'X' } }, '/ehc', 'not-ehc'],
    ['a control character', { needs: 'a\u0000b' }, '/needs', 'matches'],
    ['cycle 0', { cycle: 0 }, '/cycle', 'too-small'],
  ])('%s is refused at its place and nothing is stored', async (_case, members, pointer, code) => {
    const pupil = await makePupil(api, school);
    const before = await versionOf(school);
    const { status, body } = await post(planBody(pupil, members));
    expect([status, body.code, body.errors]).toMatchObject([400, 'validation-failed', [{ pointer, code }]]);
    expect(await versionOf(school)).toBe(before);
  });

  it.each<['send-support' | 'ehc', 'K' | 'E' | null, number]>([
    ['send-support', null, 400],
    ['send-support', 'K', 201],
    ['send-support', 'E', 201],
    ['ehc', null, 400],
    ['ehc', 'K', 400],
    ['ehc', 'E', 201],
  ])('a %s plan of a pupil with SEN provision %s can be opened: %s', async (kind, sen, status) => {
    const pupil = sen === null ? await makePupil(api, school) : await makeSenPupil(api, school, sen);
    const members = kind === 'ehc' ? EHC_MEMBERS : { kind };
    const answer = await post(planBody(pupil, { ...members, ...open() }));
    expect(answer.status).toBe(status);
    if (status === 400) {
      expect(answer.body.errors).toMatchObject([{ pointer: '/kind', code: 'sen-status-missing' }]);
      expect((await post(planBody(pupil, members))).status).toBe(201);
    }
  });

  it('a draft is opened, changed and closed with a reason; then nothing of it changes', async () => {
    const { id } = await made(planBody(await makePupil(api, school)));
    const path = `${PATH}/${id}`;
    expect((await api.patch<Problem>(path, { status: 'open' })).body.errors).toMatchObject([
      { pointer: '/coordinatorStaffId', code: 'missing' },
    ]);
    expect(await api.patch<Plan>(path, open())).toMatchObject({ status: 200, body: { status: 'open' } });
    expect((await api.patch<Plan>(path, { reviewDue: '2026-12-18' })).body.reviewDue).toBe('2026-12-18');
    expect((await api.patch<Problem>(path, { status: 'closed' })).body.errors).toMatchObject([
      { pointer: '/closedReason', code: 'missing' },
    ]);
    expect((await api.patch<Problem>(path, { status: 'reviewed' })).body.code).toBe('transition-refused');
    expect((await api.patch<Plan>(path, closing)).body).toMatchObject(closing);
    expect(await api.patch<Problem>(path, { needs: 'Other' })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    expect((await api.patch<Problem>(path, { status: 'open' })).body.code).toBe('transition-refused');
  });

  it('a draft can be removed, and a plan that was opened stays', async () => {
    const pupil = await makePupil(api, school);
    const draft = await made(planBody(pupil));
    const opened = await made(planBody(pupil, open()));
    const remove = (id: string) =>
      api.send<Problem>('DELETE', `${PATH}/${id}`, { headers: { 'if-match': '*' } });
    expect((await remove(draft.id)).status).toBe(204);
    expect((await api.get(`${PATH}/${draft.id}`)).status).toBe(404);
    expect((await remove(opened.id)).body.code).toBe('conflict');
  });

  it('a second open plan of the kind is refused, one of another kind is not', async () => {
    const pupil = await makeSenPupil(api, school, 'K');
    await made(planBody(pupil, open()));
    expect(await post(planBody(pupil, open()))).toMatchObject({ status: 409, body: { code: 'duplicate' } });
    expect((await post(planBody(pupil))).body).toMatchObject({ status: 'draft', cycle: 2 });
    expect((await post(planBody(pupil, open({ kind: 'send-support' })))).status).toBe(201);
  });

  it('of ten plans opened at once for a pupil one is opened, and cycles are numbered without gaps', async () => {
    for (let round = 0; round < 3; round++) {
      const pupil = await makePupil(api, school);
      const answers = await Promise.all(Array.from({ length: 10 }, () => post(planBody(pupil, open()))));
      expect(answers.map((it) => it.status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
      const drafts = await Promise.all(Array.from({ length: 5 }, () => made(planBody(pupil))));
      expect(drafts.map((it) => it.cycle).sort()).toEqual([2, 3, 4, 5, 6]);
      const opened = await Promise.all(
        drafts.map(({ id }) => api.patch<Plan & Problem>(`${PATH}/${id}`, open())),
      );
      expect(opened.map((it) => it.body.code)).toEqual(Array(5).fill('duplicate'));
    }
  });

  it('of drafts opened at once exactly one becomes the open plan', async () => {
    const pupil = await makePupil(api, school);
    const drafts = await Promise.all(Array.from({ length: 6 }, () => made(planBody(pupil))));
    const answers = await Promise.all(
      drafts.map(({ id }) => api.patch<Plan & Problem>(`${PATH}/${id}`, open())),
    );
    expect(answers.map((it) => it.status).sort()).toEqual([200, ...Array<number>(5).fill(409)]);
  });

  it('a sync by source key doubles nothing, changes what is open and keeps cycles that were closed', async () => {
    const pupil = await makePupil(api, school);
    const source = (id: string) => ({ source: { system: 'provision-map', id: `${id}-${pupil.id}` } });
    const items = [
      planBody(pupil, { ...closing, endDate: '2026-09-30', ...source('a') }),
      planBody(pupil, { startDate: '2026-10-01', ...open(), ...source('b') }),
    ];
    expect(await batch(items, '?match=source')).toMatchObject({ created: 2, refused: 0 });
    expect(await batch(items, '?match=source')).toMatchObject({ created: 0, unchanged: 2, refused: 0 });
    const changed = [items[0], { ...items[1], reviewDue: '2026-12-18' }];
    expect(await batch(changed, '?match=source')).toMatchObject({ updated: 1, unchanged: 1 });
    const other = [{ ...items[0], needs: 'Other' }, planBody(pupil), { ...items[1], kind: 'ehc' }];
    const { outcomes } = await batch(other, '?match=source');
    expect(outcomes.map((it) => it.code)).toEqual(['conflict', 'validation-failed', 'conflict']);
    const { data } = await api.expect(api.get<Page<Plan>>(`${PATH}?pupilId=${pupil.id}&sort=cycle`));
    expect(data.map((it) => [it.cycle, it.status])).toEqual([
      [1, 'closed'],
      [2, 'open'],
    ]);
  });

  it('in one batch the second open plan of a pupil is refused, and all of an atomic one', async () => {
    const items = [planBody(await makePupil(api, school), open()), planBody(await makePupil(api, school))];
    const again = [...items, items[0]];
    const { outcomes } = await batch(again, '?atomic=true');
    expect(outcomes.map((it) => it.status)).toEqual([424, 424, 409]);
    expect((await batch(again)).outcomes.map((it) => it.status)).toEqual([201, 201, 409]);
  });

  it('a review due today is due, the day after it is overdue, and the warning begins by kind', async () => {
    const at = await makeSchool(api);
    const { staffId } = await makeStaff(server, api, at);
    const members = { status: 'open', coordinatorStaffId: staffId };
    const support = await made(planBody(await makePupil(api, at), members));
    const ehc = await made(planBody(await makeSenPupil(api, at, 'E'), { ...EHC_MEMBERS, ...members }));
    const closed = await made(planBody(await makePupil(api, at), closing));
    await made(planBody(await makePupil(api, at)));
    const found = async (query: string) => {
      const { data } = await api.expect(api.get<Page<Plan>>(`${PATH}?schoolId=${at.id}&${query}`));
      return data.map((it) => it.id).sort();
    };
    // Due on 11 December, so warned of from 27 November; the EHC plan on 20 January, so from 25 November.
    expect(await found('reviewStatus=due&asOf=2026-11-24')).toEqual([]);
    expect(await found('reviewStatus=due&asOf=2026-11-25')).toEqual([ehc.id]);
    expect(await found('reviewStatus=notYet&asOf=2026-11-26')).toEqual([support.id]);
    expect(await found('reviewStatus=due&asOf=2026-11-27')).toEqual([support.id, ehc.id].sort());
    expect(await found('reviewStatus=due&asOf=2026-12-11')).toEqual([support.id, ehc.id].sort());
    expect(await found('reviewStatus=overdue&asOf=2026-12-11')).toEqual([]);
    expect(await found('reviewStatus=overdue&asOf=2026-12-12')).toEqual([support.id]);
    expect(await found('reviewStatus=overdue&asOf=2027-01-21')).toEqual([support.id, ehc.id].sort());
    // Cycles that ran on a day: the closed one until the day it was closed.
    expect(await found('asOf=2026-10-01')).toEqual([support.id, ehc.id, closed.id].sort());
    expect(await found('asOf=2026-10-02')).toEqual([support.id, ehc.id].sort());
    expect(await found('asOf=2026-09-06')).toEqual([]);
  });

  it('a list is filtered by school, pupil, kind, status, coordinator and source', async () => {
    const at = await makeSchool(api);
    const { staffId } = await makeStaff(server, api, at);
    const pupil = await makeSenPupil(api, at, 'K');
    const source = { system: 'sims', id: `plan-${next()}` };
    await made(planBody(pupil, { status: 'open', coordinatorStaffId: staffId, source }));
    await made(planBody(pupil, { kind: 'send-support' }));
    await made(planBody(await makePupil(api, at)));
    const total = async (query: string) =>
      (await api.expect(api.get<Page<Plan>>(`${PATH}?schoolId=${at.id}&count=true&${query}`))).page.total;
    expect(await total('')).toBe(3);
    expect(await total(`pupilId=${pupil.id}`)).toBe(2);
    expect(await total('kind=send-support')).toBe(1);
    expect(await total('status=draft')).toBe(2);
    expect(await total(`coordinatorStaffId=${staffId}`)).toBe(1);
    expect(await total(`sourceSystem=sims&sourceId=${source.id}`)).toBe(1);
    expect(await total('updatedSince=2199-01-01T00:00:00Z')).toBe(0);
  });

  it('without sensitive:read there is no way in, and each read is audited with the pupil', async () => {
    const pupil = await makePupil(api, school);
    const { id } = await made(planBody(pupil));
    const plain = await makeClient(server, api, ['plans:read', 'plans:write', 'pupils:read'], [school.id]);
    const refusals = [
      await plain.get<Problem>(PATH),
      await plain.get<Problem>(`${PATH}/${id}`),
      await plain.post<Problem>(PATH, planBody(pupil)),
      await plain.post<Problem>(`${PATH}:batch`, { items: [planBody(pupil)] }),
      await plain.patch<Problem>(`${PATH}/${id}`, { needs: 'Other' }, '*'),
    ];
    expect(refusals.map((it) => it.body.code)).toEqual(Array(5).fill('sensitive-refused'));
    const reads = async () => {
      const path = `/api/v1/audit-events?resourceId=${pupil.id}&count=true`;
      return (await api.expect(api.get<Page<unknown>>(path))).page.total!;
    };
    const before = await reads();
    await api.get(`${PATH}/${id}`);
    await api.get(`${PATH}?pupilId=${pupil.id}`);
    expect(await reads()).toBe(before + 2);
  });

  it('the change feed tells that a plan has changed and not whose', async () => {
    const at = await makeSchool(api);
    const pupil = await makePupil(api, at);
    const { id } = await made(planBody(pupil));
    const change = (await readAllChanges(api, at)).find((it) => it.resourceId === id)!;
    expect(change).toMatchObject({ resource: 'plans', operation: 'create' });
    expect(JSON.stringify(change)).not.toContain(pupil.id);
  });

  it('a repeated Idempotency-Key makes one plan', async () => {
    const body = planBody(await makePupil(api, school));
    const headers = { 'idempotency-key': `plan-${next()}` };
    const first = await api.post<Plan>(PATH, body, headers);
    expect(await api.post(PATH, body, headers)).toMatchObject({ status: 201, body: first.body });
  });
});
