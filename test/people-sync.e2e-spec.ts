import { type ApiClient, type Page, type Problem, signIn, signInStaff } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeClient, makePupil, makeSchool, next, type School } from './support/factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Answer {
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  outcomes: { status: number; id?: string; code?: string; errors?: { pointer: string; code: string }[] }[];
}
type Item = Record<string, unknown>;

describe.each(DATABASES)('a sync of people on $name', ({ make }) => {
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

  const source = () => ({ system: 'mis', id: `p-${next()}` });
  const send = (resource: string, items: Item[], query = '?match=source', as = api) =>
    as.expect(as.post<Answer>(`/api/v1/${resource}:batch${query}`, { items }));

  /** A pupil without a spell on the roll. */
  const pupil = async (at = school) => (await makePupil(api, at, { enrolment: undefined })).id;

  const KINDS = [
    {
      resource: 'enrolments',
      item: async (at = school): Promise<Item> => ({
        pupilId: await pupil(at),
        ncYear: '7',
        status: 'C',
        entryDate: '2025-09-01',
        source: source(),
      }),
      path: (it: Item) => `/api/v1/pupils/${String(it['pupilId'])}/enrolments`,
      change: { leavingDate: '2026-07-20' },
      bad: { leavingDate: '2025-08-31' },
      pointer: '/leavingDate',
    },
    {
      resource: 'characteristics',
      item: async (at = school): Promise<Item> => ({
        pupilId: await pupil(at),
        kind: 'sen',
        value: 'K',
        startDate: '2025-09-01',
        source: source(),
      }),
      path: (it: Item) => `/api/v1/pupils/${String(it['pupilId'])}/characteristics`,
      change: { value: 'E' },
      bad: { value: 'Z' },
      pointer: '/value',
    },
    {
      resource: 'staff',
      item: (at = school): Promise<Item> =>
        Promise.resolve({
          schoolId: at.id,
          name: `Staff ${next()}`,
          email: `sync${next()}@test.school`,
          roles: ['teacher'],
          source: source(),
        }),
      path: () => '/api/v1/staff',
      change: { name: 'Sam Whitfield' },
      bad: { roles: ['caretaker'] },
      pointer: '/roles',
    },
  ];

  describe.each(KINDS)('of $resource', ({ resource, item, path, change, bad, pointer }) => {
    const listed = async (it: Item) => {
      const { system, id } = it['source'] as { system: string; id: string };
      const query = `?sourceSystem=${system}&sourceId=${id}`;
      return (await api.expect(api.get<Page<Item>>(`${path(it)}${query}`))).data;
    };

    it('sent twice doubles nothing, and a changed item updates', async () => {
      const items = [await item(), await item()];
      expect(await send(resource, items)).toMatchObject({ created: 2, refused: 0 });
      expect(await send(resource, items)).toMatchObject({ created: 0, unchanged: 2 });
      const changed: Item = { ...items[0], ...change };
      expect(await send(resource, [changed, items[1]!])).toMatchObject({ updated: 1, unchanged: 1 });
      expect(await listed(changed)).toEqual([
        expect.objectContaining({ ...change, source: changed['source'] }),
      ]);
      expect((await send(resource, [items[1]!], '')).outcomes[0]!.code).toBe('duplicate');
    });

    it('leaves the row of another school with the same key alone', async () => {
      const other = await makeSchool(api);
      const theirs = await item(other);
      const ours = { ...(await item()), source: theirs['source'] };
      await send(resource, [theirs]);
      const before = (await listed(theirs)).find((it) => it['schoolId'] === other.id);
      const scopes = ['pupils:write', 'sensitive:read', 'staff:write'];
      const client = await makeClient(server, api, scopes, [school.id]);
      expect(await send(resource, [ours], undefined, client)).toMatchObject({ created: 1 });
      expect(await send(resource, [{ ...theirs, ...change }], undefined, client)).toMatchObject({
        refused: 1,
      });
      expect((await listed(theirs)).find((it) => it['schoolId'] === other.id)).toEqual(before);
    });

    it('names the pointer of a bad item, and atomic undoes all', async () => {
      const good = await item();
      const items = [good, { ...(await item()), ...bad }, { ...(await item()), source: undefined }];
      const atomic = await send(resource, items, '?match=source&atomic=true');
      expect(atomic.outcomes.map((it) => it.errors?.[0]?.pointer)).toEqual([undefined, pointer, '/source']);
      expect([atomic.created, await listed(good)]).toEqual([0, []]);
      expect(await send(resource, items)).toMatchObject({ created: 1, refused: 2 });
      expect(await listed(good)).toHaveLength(1);
    });
  });

  it('refuses a spell on the roll that overlaps one of the same batch', async () => {
    const first = await KINDS[0]!.item();
    const answer = await send('enrolments', [first, { ...first, entryDate: '2026-01-05', source: source() }]);
    expect(answer.outcomes[1]!.errors).toMatchObject([{ pointer: '/entryDate', code: 'spells-overlap' }]);
  });

  it('refuses to take SEN provision away while a need is recorded, and to change a spell’s kind', async () => {
    const spell = await KINDS[1]!.item();
    await send('characteristics', [spell]);
    const need = { needType: 'SLCN', needRank: 1, startDate: '2025-09-01' };
    await api.expect(api.post(`/api/v1/pupils/${String(spell['pupilId'])}/sen-needs`, need));
    const { outcomes } = await send('characteristics', [{ ...spell, value: 'N' }]);
    expect(outcomes[0]!.errors).toMatchObject([{ pointer: '/value', code: 'need-recorded' }]);
    const kind = await send('characteristics', [{ ...spell, kind: 'fsm', value: 'true' }]);
    expect(kind.outcomes[0]!.errors).toMatchObject([{ pointer: '/kind', code: 'kind-stays' }]);
  });

  it('of characteristics needs sensitive:read', async () => {
    const blind = await makeClient(server, api, ['pupils:write'], [school.id]);
    const items = [await KINDS[1]!.item()];
    const { body } = await blind.post<Problem>('/api/v1/characteristics:batch', { items });
    expect(body.code).toBe('sensitive-refused');
  });

  it('of staff takes no password, and writes none down', async () => {
    const person = await KINDS[2]!.item();
    const made = (await send('staff', [person])).outcomes[0]!.id!;
    const { outcomes } = await send('staff', [{ ...person, password: 'a-secret-in-clear' }]);
    expect(outcomes[0]!.errors).toMatchObject([{ pointer: '/password' }]);
    await send('staff', [{ ...person, name: 'Sam' }]);
    const events = await api.expect(api.get<Page<Item>>(`/api/v1/audit-events?resourceId=${made}`));
    expect(events.data.map((it) => it['detail'])).toEqual(expect.arrayContaining([{ changed: ['name'] }]));
    expect(JSON.stringify([events, outcomes])).not.toContain('a-secret-in-clear');
  });

  it('of staff that disables someone ends their session; an e-mail address that is taken is refused', async () => {
    const person = { ...(await KINDS[2]!.item()), source: source() };
    const { email } = person as unknown as { email: string };
    const password = `password-${next()}-long`;
    await api.expect(api.post('/api/v1/staff', { ...person, password }));
    const theirs = await signInStaff(server, email, password);
    const taken = await send('staff', [{ ...(await KINDS[2]!.item()), email }]);
    expect(taken.outcomes[0]!.code).toBe('duplicate');
    await send('staff', [{ ...person, name: 'Sam' }]);
    expect((await theirs.get('/api/v1/pupils?limit=1')).status).toBe(200);
    await send('staff', [{ ...person, enabled: false }]);
    expect((await theirs.get('/api/v1/pupils?limit=1')).status).toBe(401);
  });
});
