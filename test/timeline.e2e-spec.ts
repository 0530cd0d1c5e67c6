import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  makeClient,
  makePupil,
  makeSchool,
  makeStaff,
  resultBody,
  type School,
  targetBody,
} from './support/factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Entry {
  readonly date: string;
  readonly kind: string;
  readonly title: string;
  readonly resource: string;
  readonly resourceId: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

describe.each(DATABASES)('the timeline of a pupil on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  let pupil: { id: string };
  let other: { id: string };
  let resultId: string;
  let interventionId: string;
  /** The instant before the pupil got an intervention and a correction. */
  let earlier: string;

  const add = async (path: string, body: unknown, client = api) =>
    client.expect(client.post<{ id: string }>(`/api/v1/${path}`, body));
  const path = (query = '') => `/api/v1/pupils/${pupil.id}/timeline?${query}`;
  const timeline = async (query = '', client = api) =>
    (await client.expect(client.get<Page<Entry>>(path(query)))).data;
  const lines = (entries: readonly Entry[]) => entries.map((it) => `${it.date} ${it.kind}`);

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
    pupil = await makePupil(api, school, {
      enrolment: { ncYear: '7', status: 'C', entryDate: '2025-09-01', leavingDate: '2026-07-20' },
    });
    other = await makePupil(api, school);
    const of = `pupils/${pupil.id}/characteristics`;
    await add(of, { kind: 'sen', value: 'K', startDate: '2025-10-01', endDate: '2026-02-01' });
    resultId = (await add('results', resultBody(pupil, { date: '2026-01-09', value: 11 }))).id;
    await add('results', resultBody(pupil, { date: '2026-04-10', value: null, outcome: 'absent' }));
    await add('results', resultBody(other, { date: '2026-01-09' }));
    await add('targets', targetBody(pupil));
    earlier = new Date().toISOString();
    await timeline(`knownAt=${earlier}`);
    await add(`results/${resultId}/corrections`, { value: 12 });
    const { api: staff } = await makeStaff(server, api, school);
    const proposed = {
      pupilId: pupil.id,
      provisionTypeKey: 'small-group-catch-up',
      reason: 'Below in mathematics',
    };
    const dates = { subject: 'mathematics', startDate: '2026-01-19', endDate: '2026-03-27' };
    interventionId = (await add('interventions', { ...proposed, ...dates })).id;
    await add(
      `interventions/${interventionId}/transitions`,
      { to: 'agreed', reason: 'Agreed with Mum' },
      staff,
    );
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const BEFORE = [
    '2025-09-01 enrolment',
    '2025-10-01 characteristic',
    '2026-01-09 result',
    '2026-01-09 target',
    '2026-02-01 characteristic-end',
    '2026-04-10 result',
    '2026-07-10 target-due',
    '2026-07-20 enrolment-end',
  ];
  const ALL = [
    ...BEFORE.slice(0, 4),
    '2026-01-19 intervention',
    '2026-02-01 characteristic-end',
    '2026-03-27 intervention-end',
    ...BEFORE.slice(5),
  ];

  it('is everything about the pupil, in the order of dates', async () => {
    const entries = await timeline();
    // The steps of the intervention stand on the day on which the test runs.
    expect(lines(entries.filter((it) => it.kind !== 'intervention-step'))).toEqual(ALL);
    const result = entries.find((it) => it.date === '2026-01-09' && it.kind === 'result')!;
    expect(result).toMatchObject({
      title: 'Result in Mathematics: 12',
      resource: 'results',
      detail: { subject: 'mathematics', value: 12, grade: null, status: 'R', corrects: resultId },
    });
    expect(entries.find((it) => it.date === '2026-04-10')!.title).toBe('Result in Mathematics: absent');
    expect(entries.find((it) => it.kind === 'intervention')!.resourceId).toBe(interventionId);
  });

  it('says what it is in plain words, by the names of the school', async () => {
    const spells = `pupils/${other.id}/characteristics`;
    await add(spells, { kind: 'fsm', value: 'yes', startDate: '2025-09-01', endDate: '2025-12-19' });
    await add(spells, { kind: 'ethnicity', value: 'ABRI', startDate: '2025-09-02' });
    await add(spells, { kind: 'sen', value: 'E', startDate: '2025-09-03' });
    const need = { needType: 'SLCN', needRank: 1, startDate: '2025-09-04' };
    await add(`pupils/${other.id}/sen-needs`, need);
    const { api: staff, staffId } = await makeStaff(server, api, school);
    const plan = { kind: 'ehc', status: 'open', startDate: '2025-09-05', coordinatorStaffId: staffId };
    await add('plans', { ...plan, pupilId: other.id, ehc: { issuedOn: '2025-07-01' } });
    const code = 'forest-school';
    await add('subjects', { schoolId: school.id, code, name: 'Forest school' });
    await add('results', resultBody(other, { date: '2025-09-08', subject: code, value: 12, status: 'E' }));
    const group = { schoolId: school.id, name: '7x/Fs1', kind: 'teaching', subject: code };
    const { id: groupId } = await add('groups', group);
    await add(`groups/${groupId}/members`, { pupilId: other.id, startDate: '2025-09-09' });
    const place = { provisionTypeKey: 'small-group-catch-up', subject: code, startDate: '2025-09-10' };
    const proposed = { ...place, pupilId: other.id, reason: 'Wants more time outside' };
    const { id } = await add('interventions', proposed);
    await add(`interventions/${id}/transitions`, { to: 'declined', reason: 'Full' }, staff);
    await add('interventions', proposed);
    const { data } = await api.expect(
      api.get<Page<Entry>>(`/api/v1/pupils/${other.id}/timeline?to=2025-12-31`),
    );
    expect(data.filter((it) => it.kind !== 'enrolment').map((it) => it.title)).toEqual([
      'Recorded: free school meals',
      'Recorded: ethnicity: Asian British',
      'Recorded: education, health and care plan',
      'Special educational need: speech, language and communication needs',
      'Education, health and care plan begins (cycle 1)',
      'Estimate in Forest school: 12',
      'Joins the teaching group 7x/Fs1',
      'First day of Small-group catch-up in Forest school (proposed)',
      'Last day recorded: free school meals',
    ]);
  });

  it('goes by pages, in either direction, each entry once', async () => {
    const whole = await timeline();
    for (const sort of ['date', '-date']) {
      const seen: Entry[] = [];
      for (let cursor = ''; ;) {
        const { data, page } = await api.expect(
          api.get<Page<Entry>>(path(`sort=${sort}&limit=2&count=true${cursor}`)),
        );
        expect(page.total).toBe(whole.length);
        seen.push(...data);
        if (page.next === null) break;
        cursor = `&cursor=${page.next}`;
      }
      expect(seen).toEqual(sort === 'date' ? whole : whole.toReversed());
    }
  });

  it('is cut by dates, first and last included, and by kinds', async () => {
    const cut = 'from=2026-01-09&to=2026-04-10';
    expect(lines(await timeline(cut))).toEqual(ALL.slice(2, 8));
    expect(lines(await timeline(`${cut}&kinds=result,target`))).toEqual([
      '2026-01-09 result',
      '2026-01-09 target',
      '2026-04-10 result',
    ]);
    const { status, body } = await api.get<Problem>(path('kinds=result,gossip'));
    expect([status, body.errors?.[0]]).toEqual([
      400,
      expect.objectContaining({ pointer: '?kinds', code: 'not-in-set' }),
    ]);
  });

  it('is rebuilt as it was known', async () => {
    const then = await timeline(`knownAt=${earlier}`);
    expect(lines(then)).toEqual(BEFORE);
    expect(then[2]).toMatchObject({ resourceId: resultId, title: 'Result in Mathematics: 11' });
  });

  it('shows a token what its scopes open, and refuses what is named beyond them', async () => {
    const client = await makeClient(server, api, ['pupils:read', 'targets:read'], [school.id]);
    expect(lines(await timeline('', client))).toEqual([
      '2025-09-01 enrolment',
      '2026-01-09 target',
      '2026-07-10 target-due',
      '2026-07-20 enrolment-end',
    ]);
    const codes = [];
    for (const kind of ['result', 'characteristic', 'plan-review']) {
      codes.push((await client.get<Problem>(path(`kinds=${kind}`))).body.code);
    }
    expect(codes).toEqual(['scope-missing', 'sensitive-refused', 'scope-missing']);
  });

  it('a read of sensitive entries is written down', async () => {
    const reads = async () =>
      (
        await api.expect(
          api.get<Page<unknown>>(
            `/api/v1/audit-events?action=sensitive.read&resourceId=${pupil.id}&count=true`,
          ),
        )
      ).page.total!;
    const before = await reads();
    await timeline();
    expect(await reads()).toBe(before + 1);
    await timeline('kinds=result');
    expect(await reads()).toBe(before + 1);
  });
});
