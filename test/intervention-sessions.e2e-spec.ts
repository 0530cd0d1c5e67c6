import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  makePupil,
  makeSchool,
  makeStaff,
  next,
  provisionBody,
  provisionTypeBody,
  type School,
} from './support/factories.js';
import { letTeach, makeGroup as makeClass, putInto } from './support/people-factories.js';
import { fundingSourceBody } from './support/provision-factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Session {
  id: string;
  pupilId: string;
  interventionId: string;
  minutes: number;
  attended: boolean;
  version: number;
}

interface Place {
  pupilId: string;
  interventionId: string;
}

interface Costs {
  known: boolean;
  planned: { totalPence: number } | null;
  toDate: { sessions: number; sessionsPence: number; totalPence: number } | null;
  places: { interventionId: string; plannedPence: number; toDatePence: number }[];
  unallocated: { toDatePence: number } | null;
  fundingSources: { fundingSourceId: string | null; plannedPence: number; toDatePence: number }[];
}

const SESSIONS = '/api/v1/intervention-sessions';

describe.each(DATABASES)('sessions of interventions on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  let sencoId: string;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
    ({ staffId: sencoId } = await makeStaff(server, api, school));
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  /** A group of the spring of 2026, long over, with so many pupils in it. */
  const makeGroup = async (pupils: number, members: Record<string, unknown> = {}) => {
    const kind = await api.expect(
      api.post<{ id: string }>('/api/v1/provision-types', provisionTypeBody(school)),
    );
    const body = provisionBody(school, {
      provisionTypeId: kind.id,
      ...{ startDate: '2026-01-05', endDate: '2026-02-13', capacity: 6 },
      ...{ weeks: 5, sessionsPerWeek: 2, sessionMinutes: 30 },
      ...members,
    });
    const { id } = await api.expect(api.post<{ id: string }>('/api/v1/provisions', body));
    const places: Place[] = [];
    for (let i = 0; i < pupils; i++) places.push(await join(id));
    return { id, places };
  };

  const join = async (provisionId: string, members: Record<string, unknown> = {}): Promise<Place> => {
    const pupil = await makePupil(api, school);
    const body = {
      ...{ pupilId: pupil.id, provisionId, reason: 'Why', status: 'active', deciderStaffId: sencoId },
      ...members,
    };
    const { id } = await api.expect(api.post<{ id: string }>('/api/v1/interventions', body));
    return { pupilId: pupil.id, interventionId: id };
  };

  const record = (interventionId: string, members: Record<string, unknown>) =>
    api.post<Session & Problem>(`/api/v1/interventions/${interventionId}/sessions`, {
      attended: true,
      ...members,
    });

  it('a teacher records those of the pupils taught, singly and by register, and of no others', async () => {
    const { id, places } = await makeGroup(2);
    const [own, other] = places as [Place, Place];
    const { api: teacher, staffId } = await makeStaff(server, api, school, ['teacher']);
    const taught = await makeClass(api, school);
    await letTeach(api, taught, staffId);
    await putInto(api, taught, { id: own.pupilId });

    const add = (place: Place) =>
      teacher.post<Session & Problem>(`/api/v1/interventions/${place.interventionId}/sessions`, {
        ...{ date: '2026-01-06', attended: true },
      });
    const made = await add(own);
    expect([made.status, (await add(other)).status]).toEqual([201, 404]);
    const path = made.headers.get('location')!;
    expect((await teacher.patch<Session>(path, { minutes: 20 })).body).toMatchObject({ minutes: 20 });
    const foreign = await record(other.interventionId, { date: '2026-01-06' });
    const headers = { 'if-match': '*' };
    const removed = await teacher.send('DELETE', `${SESSIONS}/${foreign.body.id}`, { headers });
    expect(removed.status).toBe(404);

    const register = (members: Record<string, unknown>) =>
      teacher.post<{ sessions: Session[] } & Problem>(`/api/v1/provisions/${id}/sessions`, {
        ...{ date: '2026-01-08', ...members },
      });
    const both = await register({ attended: [{ pupilId: own.pupilId }, { pupilId: other.pupilId }] });
    expect(both.body.errors).toMatchObject([{ pointer: '/attended/1/pupilId', code: 'no-place' }]);
    const none = await register({ attended: [] });
    expect(none.body.errors).toMatchObject([
      { code: 'register-incomplete', detail: 'One pupil who had a place that day is not named.' },
    ]);
    expect((await register({ attended: [{ pupilId: own.pupilId }] })).status).toBe(201);

    const items = places.map(({ interventionId }) => ({
      interventionId,
      date: '2026-01-13',
      attended: true,
    }));
    const batch = await teacher.expect(
      teacher.post<{ outcomes: { status: number }[] }>(`${SESSIONS}:batch`, { items }),
    );
    expect(batch.outcomes.map((it) => it.status)).toEqual([201, 400]);
    const { data } = await api.expect(api.get<Page<Session>>(`${SESSIONS}?provisionId=${id}&sort=date`));
    expect(data.filter((it) => it.pupilId === own.pupilId)).toHaveLength(3);
    expect(data.filter((it) => it.pupilId === other.pupilId).map((it) => it.id)).toEqual([foreign.body.id]);
    const place = await teacher.post<Problem>('/api/v1/interventions', {});
    expect(place.body.code).toBe('scope-missing');
  });

  it('one that was recorded reads back the same, lasts as planned, and is corrected with its history kept', async () => {
    const { id, places } = await makeGroup(1);
    const { interventionId, pupilId } = places[0]!;
    const made = await record(interventionId, { date: '2026-01-06' });
    expect(made).toMatchObject({
      status: 201,
      body: { interventionId, pupilId, provisionId: id, lengthMinutes: 30, minutes: 30, startTime: null },
    });
    const path = made.headers.get('location')!;
    expect((await api.get(path)).body).toEqual(made.body);
    const before = new Date().toISOString();
    const missed = await api.patch<Session>(path, { attended: false, absenceReason: 'absent' });
    expect(missed.body).toMatchObject({ attended: false, minutes: 0, absenceReason: 'absent' });
    const then = await api.get<Session>(`${path}?knownAt=${before}`);
    expect(then.body).toMatchObject({ attended: true, minutes: 30 });
    const etag = (await api.get(path)).headers.get('etag')!;
    expect((await api.send('DELETE', path, { headers: { 'if-match': etag } })).status).toBe(204);
    expect((await api.get(path)).status).toBe(404);
  });

  it.each([
    ['before its first day', { date: '2026-01-04' }, '/date', 'outside-intervention'],
    ['after its last day', { date: '2026-02-14' }, '/date', 'outside-intervention'],
    ['longer than it lasted', { date: '2026-01-06', minutes: 31 }, '/minutes', 'longer-than-session'],
    ['missed without a reason', { date: '2026-01-06', attended: false }, '/absenceReason', 'missing'],
    ['at no time of the day', { date: '2026-01-06', startTime: '24:00' }, '/startTime', 'matches'],
  ])('one %s is refused', async (_case, members, pointer, code) => {
    const { places } = await makeGroup(1);
    const answer = await record(places[0]!.interventionId, members);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer, code }] } });
  });

  it('two at once, and one that is sent again, are one; another time of the day is another', async () => {
    const { places } = await makeGroup(1);
    const { interventionId } = places[0]!;
    const answers = await Promise.all([1, 2, 3].map(() => record(interventionId, { date: '2026-01-06' })));
    expect(answers.map((it) => it.status).sort()).toEqual([201, 409, 409]);
    expect(answers.find((it) => it.status === 409)!.body.code).toBe('duplicate');
    expect((await record(interventionId, { date: '2026-01-06', startTime: '14:00' })).status).toBe(201);
    const { data } = await api.expect(
      api.get<Page<Session>>(`${SESSIONS}?interventionId=${interventionId}&from=2026-01-06&to=2026-01-06`),
    );
    expect(data).toHaveLength(2);
  });

  it('a group’s session names each pupil who had a place, all or nothing, once', async () => {
    const { id, places } = await makeGroup(3);
    await join(id, { status: 'agreed' });
    const [a, b, c] = places.map((it) => it.pupilId);
    const path = `/api/v1/provisions/${id}/sessions`;
    const body = {
      date: '2026-01-06',
      startTime: '09:30',
      attended: [{ pupilId: a }, { pupilId: b, minutes: 20 }],
      notAttended: [{ pupilId: c, reason: 'absent' }],
    };
    const short = await api.post<Problem>(path, { ...body, notAttended: [] });
    expect(short).toMatchObject({ status: 400, body: { errors: [{ code: 'register-incomplete' }] } });
    const headers = { 'idempotency-key': `register-${next()}` };
    const first = await api.post<{ sessions: Session[] }>(path, body, headers);
    expect(first).toMatchObject({ status: 201, body: { provisionId: id, lengthMinutes: 30 } });
    expect(first.body.sessions.map((it) => [it.pupilId, it.minutes])).toEqual([
      [a, 30],
      [b, 20],
      [c, 0],
    ]);
    expect((await api.post(path, body, headers)).body).toEqual(first.body);
    expect(await api.post<Problem>(path, body)).toMatchObject({ status: 409, body: { code: 'duplicate' } });
    const list = await api.expect(api.get<Page<Session>>(`${SESSIONS}?provisionId=${id}&count=true`));
    expect(list.page.total).toBe(3);
  });

  it('a sync sent twice doubles none and corrects what changed', async () => {
    const { places } = await makeGroup(1);
    const { interventionId } = places[0]!;
    const item = (id: string, date: string, members: Record<string, unknown> = {}) => ({
      ...{ interventionId, date, attended: true, source: { system: 'mis', id: `${interventionId}-${id}` } },
      ...members,
    });
    const send = (items: unknown[]) =>
      api.expect(
        api.post<{ created: number; updated: number; unchanged: number; outcomes: { code?: string }[] }>(
          `${SESSIONS}:batch?match=source`,
          { items },
        ),
      );
    const items = [item('1', '2026-01-06'), item('2', '2026-01-08')];
    expect(await send(items)).toMatchObject({ created: 2 });
    expect(await send(items)).toMatchObject({ created: 0, unchanged: 2 });
    expect(await send([item('2', '2026-01-08', { minutes: 10 })])).toMatchObject({ updated: 1 });
    const clash = await send([item('3', '2026-01-08')]);
    expect(clash.outcomes).toMatchObject([{ status: 409, code: 'duplicate' }]);
  });

  // 5 weeks × 2 × 30 = 300 minutes over 40 days. Received 30 + 20; the missed one counts as held, the cancelled not.
  it('dosage is what was received over what was planned, and ending early does not make the plan smaller', async () => {
    const { places } = await makeGroup(1);
    const { interventionId } = places[0]!;
    const dosage = async (asOf: string) =>
      (
        await api.get<Record<string, number | null>>(
          `/api/v1/interventions/${interventionId}/dosage?asOf=${asOf}`,
        )
      ).body;
    expect(await dosage('2026-02-13')).toMatchObject({
      plannedMinutes: 300,
      minutesReceived: 0,
      share: null,
    });
    await record(interventionId, { date: '2026-01-06' });
    await record(interventionId, { date: '2026-01-08', minutes: 20 });
    await record(interventionId, { date: '2026-01-13', attended: false, absenceReason: 'refused' });
    await record(interventionId, { date: '2026-01-15', attended: false, absenceReason: 'not-held' });
    expect(await dosage('2026-01-24')).toMatchObject({
      plannedMinutes: 300,
      plannedToDateMinutes: 150,
      sessionsHeld: 3,
      sessionsAttended: 2,
      minutesReceived: 50,
      share: 50 / 300,
      shareToDate: 50 / 150,
    });
    expect(await dosage('2026-01-07')).toMatchObject({ minutesReceived: 30, share: 0.1 });
    const reviewed = { status: 'reviewed', outcome: 'not', endedOn: '2026-01-20' };
    const early = await join((await makeGroup(0)).id, reviewed);
    const path = `/api/v1/interventions/${early.interventionId}/dosage?asOf=2026-02-13`;
    expect((await api.get(path)).body).toMatchObject({ plannedMinutes: 300 });
  });

  // £18.00 an hour by started quarters: half an hour is £9.00, 35 minutes are £13.50. Ten sessions: £90.00; with £40.00
  // fixed £130.00. As of the 20th day of 40 half of the £40.00. Two pupils; the second has the second half only.
  it('costs to date are sessions held and days gone, shared by who had a place, to the penny', async () => {
    const fund = async () =>
      (await api.expect(api.post<{ id: string }>('/api/v1/funding-sources', fundingSourceBody(school)))).id;
    const [premium, general] = [await fund(), await fund()];
    const { id, places } = await makeGroup(1, {
      rate: { perHourPence: 1800, roundUpToMinutes: 15 },
      fixedPence: 4000,
      funding: [
        { fundingSourceId: premium, shareBasisPoints: 6_667 },
        { fundingSourceId: general, shareBasisPoints: 3_333 },
      ],
    });
    const second = await join(id, { startDate: '2026-01-25' });
    const first = places[0]!;
    const costs = (asOf: string) => api.expect(api.get<Costs>(`/api/v1/provisions/${id}/costs?asOf=${asOf}`));
    await record(first.interventionId, { date: '2026-01-06' });
    await record(first.interventionId, { date: '2026-01-27', lengthMinutes: 35, minutes: 35 });
    await record(second.interventionId, {
      ...{ date: '2026-01-27', lengthMinutes: 35, attended: false, absenceReason: 'absent' },
    });
    const half = await costs('2026-01-24');
    expect(half).toMatchObject({
      known: true,
      planned: { totalPence: 13_000 },
      toDate: { sessions: 1, sessionsPence: 900, totalPence: 2900 },
    });
    expect(half.places.map((it) => it.toDatePence)).toEqual([2900, 0]);
    // Planned: 20 days of 40 alone, 20 shared: three quarters and one quarter of £130.00.
    expect(half.places.map((it) => it.plannedPence)).toEqual([9750, 3250]);
    // In all: £9.00 + £13.50 + £40.00 = £62.50. The second has half of £13.50 and a quarter of £40.00.
    const all = await costs('2026-02-13');
    expect(all.toDate!.totalPence).toBe(6250);
    expect(all.places.map((it) => it.toDatePence)).toEqual([4575, 1675]);
    // 66.67 % of 6,250 is 4,166.875, of 13,000 is 8,667.1.
    expect(all.fundingSources).toMatchObject([
      { fundingSourceId: premium, plannedPence: 8667, toDatePence: 4167 },
      { fundingSourceId: general, plannedPence: 4333, toDatePence: 2083 },
    ]);
    const own = await api.get(`/api/v1/interventions/${second.interventionId}/costs?asOf=2026-02-13`);
    expect(own.body).toMatchObject({ known: true, plannedPence: 3250, toDatePence: 1675 });
  });

  it('costs of which nothing is known are not nothing', async () => {
    const { id, places } = await makeGroup(1);
    expect((await api.get(`/api/v1/provisions/${id}/costs`)).body).toMatchObject({
      known: false,
      planned: null,
    });
    const path = `/api/v1/interventions/${places[0]!.interventionId}/costs`;
    expect((await api.get(path)).body).toMatchObject({ known: false, plannedPence: null });
  });

  it('dates that would leave sessions outside are refused', async () => {
    const { places } = await makeGroup(1);
    const { interventionId } = places[0]!;
    await record(interventionId, { date: '2026-01-06' });
    const answer = await api.patch<Problem>(`/api/v1/interventions/${interventionId}`, {
      startDate: '2026-01-07',
    });
    expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });
});
