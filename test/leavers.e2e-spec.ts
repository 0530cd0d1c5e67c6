import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { bundleOf, enableBundle, ended, RECOMMEND, startRun } from './support/evaluations.js';
import {
  makeClient,
  makePupil,
  makeSchool,
  makeStaff,
  type School,
  targetBody,
} from './support/factories.js';
import { makeGroup, putInto } from './support/people-factories.js';
import { CONSENT, makeSenPupil, planBody, referralBody } from './support/plan-factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Open {
  readonly kind: string;
  readonly resource: string;
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly status: string | null;
  readonly since: string | null;
  readonly until: string | null;
  readonly end: {
    readonly method: string;
    readonly path: string;
    readonly body: Readonly<Record<string, unknown>> | null;
    readonly asks: readonly string[];
  };
}
interface Leaver {
  readonly id: string;
  readonly legalSurname: string;
  readonly leftOn: string | null;
  readonly returnsOn: string | null;
  readonly open: readonly Open[];
}
interface Row {
  readonly id: string;
  readonly version: number;
}

const TEACHING = { name: '7x/Ma2', kind: 'teaching', subject: 'mathematics' };
const LAST_DAY = '2026-05-22';
const roll = (leavingDate: string | null, status = 'C') => ({
  enrolment: { ncYear: '7', status, entryDate: '2025-09-01', leavingDate },
});

describe.each(DATABASES)('pupils who have left and of whom something is open, on $name', ({ make }) => {
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

  const add = (path: string, body: unknown, client = api) =>
    client.expect(client.post<Row>(`/api/v1/${path}`, body));
  const page = (query: string, client = api) =>
    client.expect(client.get<Page<Leaver>>(`/api/v1/leavers?schoolId=${school.id}&${query}`));
  const of = async (pupil: { id: string }, query = '') =>
    (await page(`pupilId=${pupil.id}&${query}`)).data[0]?.open.map((it) => it.kind) ?? null;

  /** A pupil with one of each kind, on roll until the last day. */
  async function withEverything(): Promise<{ id: string }> {
    const pupil = await makeSenPupil(api, school, 'K', { ...roll(LAST_DAY), legalSurname: 'Zola' });
    await putInto(api, await makeGroup(api, school, TEACHING), pupil, { startDate: '2025-09-01' });
    const coordinated = { coordinatorStaffId: senco.staffId };
    const cycle = { startDate: '2026-03-02', reviewDue: '2026-07-10' };
    await add('plans', planBody(pupil, { kind: 'send-support', status: 'open', ...cycle, ...coordinated }));
    await add('plans', planBody(pupil, { startDate: null, reviewDue: null }));
    const referral = await add(
      'referrals',
      referralBody(pupil, { leadStaffId: senco.staffId, consent: { ...CONSENT, givenOn: '2026-04-13' } }),
    );
    await add(`referrals/${referral.id}/transitions`, { to: 'sent', on: '2026-04-13' }, senco.api);
    const place = { pupilId: pupil.id, provisionTypeKey: 'small-group-catch-up', subject: 'mathematics' };
    const dates = { startDate: '2026-04-20', endDate: '2026-07-10' };
    for (const status of ['proposed', 'agreed', 'active']) {
      const { id } = await add('interventions', { ...place, ...dates, reason: status });
      for (const to of ['agreed', 'active'].slice(0, ['proposed', 'agreed', 'active'].indexOf(status))) {
        await add(`interventions/${id}/transitions`, { to, reason: 'Agreed with Mum' }, senco.api);
      }
    }
    await add('targets', targetBody(pupil));
    return pupil;
  }

  const KINDS = [
    'group',
    'sen',
    'plan',
    'plan',
    'referral',
    'intervention',
    'intervention',
    'intervention',
    'target',
  ];

  it('all that is open is told in words, from the day after the last one', async () => {
    const pupil = await withEverything();
    expect(await of(pupil, `asOf=${LAST_DAY}`)).toBeNull();
    expect(await of(pupil, 'asOf=2026-05-23')).toEqual(KINDS);
    const { data } = await page(`pupilId=${pupil.id}`);
    expect(data[0]).toMatchObject({ legalSurname: 'Zola', leftOn: LAST_DAY, returnsOn: null });
    expect(data[0]!.open.map(({ title, status, since, until }) => [title, status, since, until])).toEqual([
      ['In the teaching group 7x/Ma2', null, '2025-09-01', null],
      ['SEN provision: SEN support', 'K', '2025-09-01', null],
      ['SEN support plan (cycle 1)', 'open', '2026-03-02', '2026-07-10'],
      ['Support plan (cycle 1)', 'draft', null, null],
      [expect.stringMatching(/^Referral to .+ \(.+\)$/), 'sent', '2026-04-13', null],
      ...['proposed', 'agreed', 'active'].map((status) => [
        'Small-group catch-up in Mathematics',
        status,
        '2026-04-20',
        '2026-07-10',
      ]),
      ['Target in Mathematics', 'active', '2026-01-09', '2026-07-10'],
    ]);
  });

  it('each is ended by the request that it names, with what only a person can say, and then gone', async () => {
    const pupil = await withEverything();
    const left = [...KINDS];
    const said: Record<string, string> = {
      referral: 'Handed over to the new school',
      intervention: 'partly',
    };
    for (const { kind, version, end } of (await page(`pupilId=${pupil.id}`)).data[0]!.open) {
      const asked = end.asks.map((it) => [it, said[kind]]);
      const body = end.body && { ...end.body, ...(Object.fromEntries(asked) as Record<string, unknown>) };
      // Steps in the lives of interventions and referrals are taken by people, the others by programs too.
      const client = end.method === 'POST' ? senco.api : api;
      const headers = { 'if-match': `"${version}"` };
      const answer = await client.send<Problem>(end.method, end.path, { headers, ...(body && { body }) });
      expect([kind, end.method, answer.status, answer.body]).toMatchObject([
        kind,
        end.method,
        { DELETE: 204, PATCH: 200, POST: kind === 'referral' ? 200 : 201 }[end.method],
        expect.anything(),
      ]);
      left.splice(left.indexOf(kind), 1);
      expect(await of(pupil)).toEqual(left.length === 0 ? null : left);
    }
    // On the day after the last one all of it was open, but for what has no day on which it ended.
    const ended = ['group', 'sen', 'plan', 'referral', 'intervention', 'target'];
    const then = (await of(pupil, 'asOf=2026-05-23')) ?? [];
    expect(ended.filter((it) => then.includes(it))).toEqual(['intervention']);
  });

  it('recommendations that wait for a decision are open too', async () => {
    const pupil = await makePupil(api, school, roll(LAST_DAY));
    expect(await of(pupil)).toBeNull();
    await enableBundle(api, school, '@test/recommends', bundleOf(`return ${RECOMMEND};`));
    await ended(api, await startRun(api, school, { asOf: LAST_DAY, pupilIds: [pupil.id] }));
    expect(await of(pupil)).toEqual(['recommendation']);
    const [open] = (await page(`pupilId=${pupil.id}`)).data[0]!.open;
    await senco.api.expect(senco.api.post(open!.end.path, open!.end.body));
    expect(await of(pupil)).toBeNull();
  });

  it('a pupil on roll, one who is to come and one of whom nothing is open are not listed', async () => {
    const target = async (pupil: { id: string }) => {
      await add('targets', targetBody(pupil));
      return pupil;
    };
    const here = await target(await makePupil(api, school, roll(null)));
    const coming = await target(
      await makePupil(api, school, {
        enrolment: { ncYear: '7', status: 'C', entryDate: '2190-09-01', leavingDate: null },
      }),
    );
    const done = await makePupil(api, school, roll(LAST_DAY));
    const previous = await target(await makePupil(api, school, roll(null, 'P')));
    const back = await target(await makePupil(api, school, roll(LAST_DAY)));
    const again = { ncYear: '8', status: 'C', entryDate: '2190-09-01' };
    await add(`pupils/${back.id}/enrolments`, again);
    const ids = (await page('limit=500')).data.map((it) => it.id);
    expect([here, coming, done].filter((it) => ids.includes(it.id))).toEqual([]);
    const told = async (pupil: { id: string }) => (await page(`pupilId=${pupil.id}`)).data[0];
    expect(await told(previous)).toMatchObject({ leftOn: null, returnsOn: null });
    expect(await told(back)).toMatchObject({ leftOn: LAST_DAY, returnsOn: '2190-09-01' });
  });

  it('goes by pages, and by the span in which pupils left', async () => {
    const other = await makeSchool(api);
    const days = ['2026-02-13', '2026-03-27', '2026-05-22'];
    for (const day of days) {
      const pupil = await makePupil(api, other, { ...roll(day), legalSurname: `Left ${day}` });
      await add('targets', targetBody(pupil));
    }
    const list = (query: string) =>
      api.expect(api.get<Page<Leaver>>(`/api/v1/leavers?schoolId=${other.id}&${query}`));
    const seen: (string | null)[] = [];
    for (let cursor = ''; ;) {
      const { data, page: at } = await list(`limit=2&count=true${cursor}`);
      expect(at.total).toBe(3);
      seen.push(...data.map((it) => it.leftOn));
      if (at.next === null) break;
      cursor = `&cursor=${at.next}`;
    }
    expect(seen).toEqual(days);
    const within = async (query: string) => (await list(query)).data.map((it) => it.leftOn);
    expect(await within('leftFrom=2026-03-27')).toEqual(days.slice(1));
    expect(await within('leftFrom=2026-03-28')).toEqual(days.slice(2));
    expect(await within('leftTo=2026-03-27')).toEqual(days.slice(0, 2));
    expect(await within('leftTo=2026-03-26')).toEqual(days.slice(0, 1));
    expect(await within('leftFrom=2026-02-14&leftTo=2026-05-21')).toEqual(['2026-03-27']);
    expect(await within('asOf=2026-03-28')).toEqual(days.slice(0, 2));
  });

  it('shows a token what its scopes open, refuses what is named beyond them, and writes down who reads', async () => {
    const pupil = await withEverything();
    const client = await makeClient(server, api, ['pupils:read', 'targets:read'], [school.id]);
    const { data } = await page(`pupilId=${pupil.id}`, client);
    expect(data[0]!.open.map((it) => it.kind)).toEqual(['target']);
    const refused = [];
    for (const kind of ['plan', 'sen', 'gossip']) {
      refused.push((await client.get<Problem>(`/api/v1/leavers?kinds=${kind}`)).body.code);
    }
    expect(refused).toEqual(['scope-missing', 'sensitive-refused', 'validation-failed']);
    const reads = async () =>
      (
        await api.expect(
          api.get<Page<unknown>>(
            `/api/v1/audit-events?action=sensitive.read&resourceId=${pupil.id}&count=true`,
          ),
        )
      ).page.total!;
    const before = await reads();
    expect(await of(pupil, 'kinds=group,target')).toEqual(['group', 'target']);
    expect(await reads()).toBe(before);
    expect(await of(pupil, 'kinds=sen')).toEqual(['sen']);
    expect(await reads()).toBe(before + 1);
  });

  it('is rebuilt as it was known', async () => {
    const pupil = await makePupil(api, school, roll(LAST_DAY));
    const { id, version } = await add('targets', targetBody(pupil));
    const moment = new Date().toISOString();
    expect(await of(pupil, `knownAt=${moment}`)).toEqual(['target']);
    await api.expect(
      api.send('PATCH', `/api/v1/targets/${id}`, {
        headers: { 'if-match': `"${version}"` },
        body: { status: 'withdrawn', statusReason: 'Has left the school' },
      }),
    );
    expect(await of(pupil)).toBeNull();
    expect(await of(pupil, `knownAt=${moment}`)).toEqual(['target']);
  });

  it('a pupil’s SEND overview points to it', async () => {
    const pupil = await withEverything();
    const attention = async (asOf: string) =>
      (await api.expect(api.get<{ attention: string[] }>(`/api/v1/pupils/${pupil.id}/send?asOf=${asOf}`)))
        .attention;
    expect(await attention(LAST_DAY)).not.toContain('openAfterLeaving');
    expect(await attention('2026-05-23')).toEqual(['openAfterLeaving']);
  });
});
