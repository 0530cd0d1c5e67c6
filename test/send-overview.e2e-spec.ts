import { type ApiClient, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeClient, makePupil, makeSchool, makeStaff, type School } from './support/factories.js';
import { EHC_MEMBERS, makeSenPupil, outcomeBody, planBody, reviewBody } from './support/plan-factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Overview {
  sen: { value: string | null; since: string | null };
  openPlans: object[];
  cycles: { planId: string }[];
  cyclesNotMet: number;
  parentMeetings: { from: string; held: number; expected: number };
  ehc: object | null;
  attention: string[];
}
interface Row {
  id: string;
}

describe.each(DATABASES)('how a pupil’s SEND support stands on $name', ({ make }) => {
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

  const made = (path: string, body: unknown) => api.expect(api.post<Row>(path, body));
  const overview = (pupil: Row, asOf: string, rest = '') =>
    api.expect(api.get<Overview>(`/api/v1/pupils/${pupil.id}/send?asOf=${asOf}${rest}`));
  const open = (pupil: Row, members: Record<string, unknown> = {}) =>
    made('/api/v1/plans', planBody(pupil, { status: 'open', coordinatorStaffId: senco.staffId, ...members }));

  it('a pupil without SEN has nothing to show', async () => {
    expect(await overview(await makePupil(api, school), '2026-11-24')).toMatchObject({
      sen: { value: null, since: null },
      openPlans: [],
      cycles: [],
      cyclesNotMet: 0,
      parentMeetings: { from: '2026-09-01', held: 0, expected: 0 },
      ehc: null,
      attention: [],
    });
  });

  it('asks nothing of the terms before a pupil came, nor after the last day on roll', async () => {
    const pupil = await makeSenPupil(api, school, 'K', {
      enrolment: { ncYear: '7', status: 'C', entryDate: '2026-01-05', leavingDate: '2026-05-22' },
    });
    const { parentMeetings, attention } = await overview(pupil, '2026-05-22');
    expect(parentMeetings).toMatchObject({ held: 0, expected: 1 });
    expect(attention).toEqual(['noOpenPlan', 'parentMeetingsBehind']);
    expect(await overview(pupil, '2026-05-23')).toMatchObject({
      sen: { value: 'K' },
      attention: ['openAfterLeaving'],
    });
    expect((await overview(pupil, '2026-01-04')).attention).toEqual([]);
  });

  it('two cycles with their outcomes and meetings, as each day saw them', async () => {
    const pupil = await makeSenPupil(api, school, 'K');
    const first = await open(pupil, {
      kind: 'send-support',
      startDate: '2026-01-12',
      reviewDue: '2026-03-20',
    });
    const path = `/api/v1/plans/${first.id}`;
    const outcomeId = (await made(`${path}/outcomes`, outcomeBody({ byDate: '2026-03-20' }))).id;
    const review = await made(
      `${path}/reviews`,
      reviewBody({ meetingDate: '2026-03-20', outcomes: [{ outcomeId, result: 'not' }] }),
    );
    const nextCycle = { startDate: '2026-03-23', reviewDue: '2026-07-10', carryOver: true };
    await api.expect(senco.api.post(`${path}/reviews/${review.id}/signature`, { nextCycle }));

    const needs = `/api/v1/pupils/${pupil.id}/sen-needs`;
    await made(needs, { needType: 'SPLD', needRank: 2, startDate: '2025-10-01' });
    await made(needs, { needType: 'SLCN', needRank: 1, startDate: '2025-09-01' });

    expect(await overview(pupil, '2026-01-11')).toMatchObject({
      cycles: [],
      attention: ['noOpenPlan', 'parentMeetingsBehind'],
    });
    expect(await overview(pupil, '2026-03-06')).toMatchObject({
      sen: { value: 'K', since: '2025-09-01' },
      needs: [
        { needType: 'SLCN', needRank: 1, since: '2025-09-01' },
        { needType: 'SPLD', needRank: 2, since: '2025-10-01' },
      ],
      openPlans: [{ planId: first.id, cycle: 1, reviewDue: '2026-03-20', reviewStatus: 'due' }],
      cycles: [{ status: 'open', reviewedOn: null, outcomes: { pending: 1 }, result: null }],
      // One term has ended without a meeting.
      parentMeetings: { from: '2025-09-01', held: 0, expected: 1 },
      attention: ['reviewDue', 'parentMeetingsBehind'],
    });
    expect(await overview(pupil, '2026-03-21')).toMatchObject({
      openPlans: [],
      cycles: [
        { status: 'reviewed', reviewedOn: '2026-03-20', outcomes: { not: 1, pending: 0 }, result: 'not' },
      ],
      cyclesNotMet: 1,
      parentMeetings: { held: 1, expected: 1 },
      attention: ['noOpenPlan'],
    });
    expect(await overview(pupil, '2026-07-11')).toMatchObject({
      openPlans: [{ cycle: 2, reviewStatus: 'overdue' }],
      cycles: [
        { cycle: 1, status: 'closed', endDate: '2026-03-23', result: 'not' },
        { cycle: 2, status: 'open', outcomes: { pending: 1 } },
      ],
      parentMeetings: { held: 1, expected: 2 },
      attention: ['reviewOverdue', 'parentMeetingsBehind'],
    });
  });

  it('an EHC plan has its dates, and a change of phase its own', async () => {
    const pupil = await makeSenPupil(api, school, 'E');
    const ehc = { issuedOn: '2026-01-20', reference: 'EHC-1', phaseTransferOn: '2027-09-01' };
    const { id } = await open(pupil, { ...EHC_MEMBERS, ehc });
    expect(await overview(pupil, '2026-11-25')).toMatchObject({
      ehc: {
        planId: id,
        reference: 'EHC-1',
        issuedOn: '2026-01-20',
        lastReviewedOn: null,
        annualReviewDue: '2027-01-20',
        warnFrom: '2026-11-25',
        phaseTransferOn: '2027-09-01',
        transferReviewBy: '2027-02-15',
      },
      attention: ['annualReviewDue'],
    });
    expect((await overview(pupil, '2026-11-24')).attention).toEqual([]);
    expect((await overview(pupil, '2027-01-21')).attention).toContain('annualReviewOverdue');
  });

  it('what is recorded later changes nothing of what was known', async () => {
    const pupil = await makeSenPupil(api, school, 'K');
    await open(pupil, { kind: 'send-support' });
    // The read waits until the instant has passed.
    const knownAt = `&knownAt=${new Date().toISOString()}`;
    const before = await overview(pupil, '2026-11-24', knownAt);
    await open(pupil);
    expect(await overview(pupil, '2026-11-24', knownAt)).toEqual(before);
    expect((await overview(pupil, '2026-11-24')).openPlans).toHaveLength(2);
  });

  it('needs sensitive:read', async () => {
    const plain = await makeClient(server, api, ['plans:read', 'pupils:read'], [school.id]);
    const { id } = await makePupil(api, school);
    const { status, body } = await plain.get<Problem>(`/api/v1/pupils/${id}/send`);
    expect([status, body.code]).toEqual([403, 'sensitive-refused']);
  });
});
