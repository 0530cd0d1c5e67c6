import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeClient, makePupil, makeSchool, next, type School } from './support/factories.js';
import { contactBody } from './support/people-factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Contact {
  id: string;
  pupilId: string;
  name: string;
  priority: number;
  version: number;
}

const PATH = '/api/v1/contacts';

describe.each(DATABASES)('contacts on $name', ({ make }) => {
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

  it('a contact that was added reads back the same, changes and goes', async () => {
    const pupil = await makePupil(api, school);
    const courtOrder = 'Prohibited steps order, 2026-02-03: not to collect the pupil';
    const body = contactBody(pupil, { relationship: 'father', parentalResponsibility: false, courtOrder });
    const made = await api.post<Contact>(PATH, body);
    expect(made).toMatchObject({
      status: 201,
      body: { relationship: 'father', parentalResponsibility: false, courtOrder, email: null, address: null },
    });
    const path = made.headers.get('location')!;
    expect((await api.get(path)).body).toEqual(made.body);
    const patched = await api.patch(path, { mayBeContacted: false, phone: null });
    expect(patched.body).toMatchObject({ mayBeContacted: false, phone: null, courtOrder });
    const gone = await api.send('DELETE', path, { headers: { 'if-match': '*' } });
    expect([gone.status, (await api.get(path)).status]).toEqual([204, 404]);
  });

  it('are listed in the order in which they are called, and by who has parental responsibility', async () => {
    const pupil = await makePupil(api, school);
    const add = (name: string, members: Record<string, unknown>) =>
      api.expect(api.post<Contact>(PATH, contactBody(pupil, { name, ...members })));
    await add('Grandmother', { priority: 3, relationship: 'grandparent', parentalResponsibility: false });
    await add('Mother', { priority: 1 });
    await add('Father', { priority: 2, mayBeContacted: false });
    const names = async (query: string) => {
      const { data } = await api.expect(api.get<Page<Contact>>(`${PATH}?pupilId=${pupil.id}${query}`));
      return data.map((it) => it.name);
    };
    expect(await names('')).toEqual(['Mother', 'Father', 'Grandmother']);
    expect(await names('&parentalResponsibility=true')).toEqual(['Mother', 'Father']);
    expect(await names('&mayBeContacted=true')).toEqual(['Mother', 'Grandmother']);
    expect(await names('&relationship=grandparent')).toEqual(['Grandmother']);
  });

  it.each([
    ['a relationship outside the set', { relationship: 'friend' }, '/relationship'],
    ['no word on parental responsibility', { parentalResponsibility: undefined }, '/parentalResponsibility'],
    ['an e-mail address that is none', { email: 'nobody' }, '/email'],
    ['priority 0', { priority: 0 }, '/priority'],
    ['priority 100', { priority: 100 }, '/priority'],
  ])('%s is refused', async (_case, members, pointer) => {
    const pupil = await makePupil(api, school);
    const { status, body } = await api.post<Problem>(PATH, contactBody(pupil, members));
    expect([status, body.errors?.map((it) => it.pointer)]).toEqual([400, [pointer]]);
  });

  it('are for tokens with sensitive:read only, and each pupil whose contacts are read is written down', async () => {
    const pupil = await makePupil(api, school);
    const { id } = await api.expect(api.post<Contact>(PATH, contactBody(pupil)));
    const blind = await makeClient(server, api, ['contacts:read', 'contacts:write'], null);
    const answers = [
      await blind.get<Problem>(`${PATH}?pupilId=${pupil.id}`),
      await blind.get<Problem>(`${PATH}/${id}`),
      await blind.post<Problem>(PATH, contactBody(pupil)),
      await blind.post<Problem>(`${PATH}:batch`, { items: [contactBody(pupil)] }),
    ];
    expect(answers.map((it) => it.body.code)).toEqual(Array(4).fill('sensitive-refused'));
    const audited = async () => {
      const path = `/api/v1/audit-events?action=sensitive.read&resourceId=${pupil.id}&limit=500`;
      return (await api.expect(api.get<Page<unknown>>(path))).data.length;
    };
    const before = await audited();
    await api.expect(api.get(`${PATH}?pupilId=${pupil.id}`));
    await api.expect(api.get(`${PATH}/${id}`));
    expect(await audited()).toBe(before + 2);
  });

  it('a sync sent twice doubles nothing, and what it leaves out stays', async () => {
    const pupil = await makePupil(api, school);
    const item = contactBody(pupil, { source: { system: 'mis', id: `c-${next()}` }, address: '4 Mill Lane' });
    const sync = (body: object) =>
      api.expect(
        api.post<{ outcomes: { id: string; code?: string }[] }>(`${PATH}:batch?match=source`, {
          items: [body],
        }),
      );
    const first = await sync(item);
    expect(first).toMatchObject({ created: 1 });
    expect(await sync(item)).toMatchObject({ unchanged: 1 });
    const { address: _left, ...rest } = item;
    expect(await sync({ ...rest, priority: 2 })).toMatchObject({ updated: 1 });
    const { body } = await api.get(`${PATH}/${first.outcomes[0]!.id}`);
    expect(body).toMatchObject({ priority: 2, address: '4 Mill Lane' });
    const other = await makePupil(api, school);
    expect((await sync({ ...item, pupilId: other.id })).outcomes[0]!.code).toBe('duplicate');
  });
});
