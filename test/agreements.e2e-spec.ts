import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  makeClient,
  makePupil,
  makeSchool,
  makeStaff,
  pupilBody,
  resultBody,
  type School,
  targetBody,
} from './support/factories.js';
import { contactBody } from './support/people-factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Agreement {
  id: string;
  party: string;
  view: string;
  name: string | null;
  date: string;
  recordedBy: string;
  withdrawnOn: string | null;
  withdrawnReason: string | null;
  withdrawnBy: string | null;
}
interface Target {
  id: string;
  pupilId: string;
  status: string;
  statusReason: string | null;
  statusBasis: string | null;
  agreedBy: { pupil: string | null; parent: string | null; staff: string | null };
  standing: {
    value: string;
    decidedBy: { date: string; value: number } | null;
    reachedOn: string | null;
  } | null;
  version: number;
}

const PATH = '/api/v1/targets';
const SOMEBODY = '01900000-0000-7000-8000-00000000dead';

describe.each(DATABASES)('who agrees to targets, and how they stand, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  let staff: { api: ApiClient; staffId: string; name: string };

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
    staff = await makeStaff(server, api, school);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  /** Adds a target of a pupil of its own. */
  const set = async (members: Record<string, unknown> = {}) =>
    api.expect(api.post<Target>(PATH, targetBody(await makePupil(api, school), members)));

  const find = async (id: string) => api.expect(api.get<Target>(`${PATH}/${id}`));

  const say = (target: { id: string }, body: Record<string, unknown>, client = staff.api) =>
    client.post<Agreement & Problem>(`${PATH}/${target.id}/agreements`, body);

  it('pupil, parent and staff agree, each with the day and who recorded it', async () => {
    const target = await set({ status: 'draft' });
    const pupil = await say(target, { party: 'pupil', date: '2026-01-16', comment: 'I want to get to 12.' });
    expect(pupil).toMatchObject({
      status: 201,
      body: { party: 'pupil', view: 'agrees', name: null, date: '2026-01-16', recordedBy: staff.staffId },
    });
    expect((await api.get(pupil.headers.get('location')!)).body).toEqual(pupil.body);
    await say(target, { party: 'parent', name: 'Ngozi Okafor', date: '2026-01-20' });
    const own = await say(target, { party: 'staff' });
    expect(own.body).toMatchObject({ name: staff.name });
    const { data } = await api.expect(
      api.get<Page<Agreement>>(`${PATH}/${target.id}/agreements?party=parent`),
    );
    expect(data.map((it) => it.name)).toEqual(['Ngozi Okafor']);
    expect((await find(target.id)).agreedBy).toEqual({
      pupil: '2026-01-16',
      parent: '2026-01-20',
      staff: own.body.date,
    });
  });

  it('a parent who disagrees later, or takes it back, agrees no more, and all that was said stays', async () => {
    const target = await set();
    await say(target, { party: 'parent', name: 'Ngozi Okafor', date: '2026-01-20' });
    await say(target, { party: 'parent', name: 'Ngozi Okafor', date: '2026-02-02', view: 'disagrees' });
    expect((await find(target.id)).agreedBy.parent).toBeNull();
    const again = await say(target, { party: 'parent', name: 'Ngozi Okafor', date: '2026-02-03' });
    expect((await find(target.id)).agreedBy.parent).toBe('2026-02-03');
    const path = `${PATH}/${target.id}/agreements/${again.body.id}/withdrawal`;
    const early = await staff.api.post<Problem>(path, { reason: 'A later date', date: '2026-02-02' });
    expect(early).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/date', code: 'not-between' }] },
    });
    expect(
      await staff.api.post<Agreement>(path, { reason: 'A later date', date: '2026-02-04' }),
    ).toMatchObject({
      status: 200,
      body: { withdrawnOn: '2026-02-04', withdrawnReason: 'A later date', withdrawnBy: staff.staffId },
    });
    expect(await staff.api.post<Problem>(path, { reason: 'Again' })).toMatchObject({ status: 409 });
    expect(await find(target.id)).toMatchObject({ status: 'active', agreedBy: { parent: null } });
    const { data } = await api.expect(api.get<Page<Agreement>>(`${PATH}/${target.id}/agreements`));
    expect(data.map((it) => it.view)).toEqual(['agrees', 'disagrees', 'agrees']);
  });

  it('which contact a parent is shows only to tokens that may read contacts', async () => {
    const pupil = await makePupil(api, school);
    const target = await api.expect(api.post<Target>(PATH, targetBody(pupil)));
    const contact = await api.expect(api.post<{ id: string }>('/api/v1/contacts', contactBody(pupil)));
    const said = await say(target, { party: 'parent', contactId: contact.id });
    expect(said.body).toMatchObject({ contactId: contact.id });
    const path = `${PATH}/${target.id}/agreements`;
    const scopes = ['targets:read', 'contacts:read', 'sensitive:read'];
    for (const held of [scopes, ...scopes.slice(1).map((left) => scopes.filter((it) => it !== left))]) {
      const client = await makeClient(server, api, held, null);
      const { data } = await client.expect(client.get<Page<Agreement>>(path));
      const single = await client.expect(client.get<Agreement>(`${path}/${said.body.id}`));
      for (const it of [data[0]!, single]) {
        expect(it.name).toBe(said.body.name);
        expect([held, 'contactId' in it]).toEqual([held, held === scopes]);
      }
    }
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['a parent without a name', { party: 'parent' }, '/name', 'missing'],
    ['a pupil by another name', { party: 'pupil', name: 'Amira' }, '/name', 'not-taken'],
    ['a day that is yet to come', { party: 'pupil', date: '2190-01-01' }, '/date', 'in-future'],
    [
      'another recorder than oneself',
      { party: 'pupil', recordedBy: SOMEBODY },
      '/recordedBy',
      'not-yourself',
    ],
    ['a contact that is none', { party: 'parent', contactId: SOMEBODY }, '/contactId', 'unknown-contact'],
    ['a contact for the pupil', { party: 'pupil', contactId: SOMEBODY }, '/contactId', 'not-taken'],
  ])('%s is refused', async (_case, body, pointer, code) => {
    const target = await set();
    expect(await say(target, body)).toMatchObject({ status: 400, body: { errors: [{ pointer, code }] } });
  });

  it('a program names the member of staff who recorded it, of the same school', async () => {
    const target = await set();
    const missing = await say(target, { party: 'pupil' }, api);
    expect(missing).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/recordedBy', code: 'missing' }] },
    });
    const elsewhere = await makeStaff(server, api, await makeSchool(api));
    const other = await say(target, { party: 'pupil', recordedBy: elsewhere.staffId }, api);
    expect(other).toMatchObject({ status: 400, body: { errors: [{ code: 'unknown-staff' }] } });
    expect(await say(target, { party: 'pupil', recordedBy: staff.staffId }, api)).toMatchObject({
      status: 201,
    });
  });

  it('a member of staff who makes a draft agreed agrees thereby; nobody agrees to what is over', async () => {
    const target = await set({ status: 'draft' });
    const path = `${PATH}/${target.id}`;
    expect(await api.patch<Problem>(path, { status: 'agreed' })).toMatchObject({
      status: 409,
      body: { code: 'transition-refused' },
    });
    const agreed = await staff.api.patch<Target>(path, { status: 'agreed' });
    expect(agreed).toMatchObject({ status: 200, body: { status: 'agreed' } });
    expect(agreed.body.agreedBy.staff).not.toBeNull();
    await api.expect(api.patch(path, { status: 'withdrawn' }));
    expect(await say(target, { party: 'pupil' })).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  describe('how a target stands', () => {
    const record = async (target: Target, date: string, value: number) =>
      api.expect(
        api.post<{ id: string }>('/api/v1/results', resultBody({ id: target.pupilId }, { date, value })),
      );
    const settle = (members: Record<string, unknown> = {}) =>
      api.expect(
        api.post<{ met: number; missed: number; notAssessed: number; unchanged: number }>(`${PATH}:settle`, {
          schoolId: school.id,
          asOf: '2026-08-01',
          ...members,
        }),
      );

    it('follows the results, also after a correction, and its ETag with it', async () => {
      const target = await set();
      expect(target.standing).toEqual({ value: 'notAssessed', decidedBy: null, reachedOn: null });
      const { headers } = await api.get(`${PATH}/${target.id}`);
      const { id } = await record(target, '2026-07-10', 12);
      const met = await api.get<Target>(`${PATH}/${target.id}`, { 'if-none-match': headers.get('etag')! });
      expect(met).toMatchObject({
        status: 200,
        body: { status: 'active', standing: { value: 'met', decidedBy: { date: '2026-07-10', value: 12 } } },
      });
      expect(met.body.version).toBe(target.version);
      const same = await api.get(`${PATH}/${target.id}`, { 'if-none-match': met.headers.get('etag')! });
      expect(same.status).toBe(304);
      await api.expect(api.post(`/api/v1/results/${id}/corrections`, { value: 11 }));
      expect((await find(target.id)).standing).toMatchObject({ value: 'missed' });
      // The ETag as it was read still names the version that is to be changed.
      const etag = met.headers.get('etag')!;
      expect(await api.patch(`${PATH}/${target.id}`, { statusReason: 'Retest' }, etag)).toMatchObject({
        status: 200,
      });
    });

    it('targets are found by it, page by page, however many stand otherwise', async () => {
      const own = await makeSchool(api);
      const items = Array.from({ length: 620 }, () => pupilBody(own));
      const pupils = await api.expect(
        api.post<{ outcomes: { id: string }[] }>('/api/v1/pupils:batch', { items }),
      );
      const targets = await api.expect(
        api.post<{ outcomes: { id: string }[] }>('/api/v1/targets:batch', {
          items: pupils.outcomes.map((it) => targetBody(it)),
        }),
      );
      const ids = targets.outcomes.map((it) => it.id).sort();
      const byId = new Map(targets.outcomes.map((it, i) => [it.id, pupils.outcomes[i]!.id]));
      const [met, missed] = [
        [ids[3]!, ids[610]!, ids[611]!],
        [ids[0]!, ids[619]!],
      ];
      const results = [...met.map((it) => [it, 12] as const), ...missed.map((it) => [it, 11] as const)];
      for (const [id, value] of results)
        await api.expect(
          api.post('/api/v1/results', resultBody({ id: byId.get(id)! }, { date: '2026-07-10', value })),
        );
      const before = new Date().toISOString();
      const path = `${PATH}?schoolId=${own.id}&sort=id`;
      const found = async (query: string) => {
        const pages: string[][] = [];
        for (let cursor: string | null = ''; cursor !== null;) {
          const after: string = cursor && `&cursor=${cursor}`;
          const { data, page }: Page<Target> = await api.expect(api.get(`${path}&${query}${after}`));
          pages.push(data.map((it) => it.id));
          cursor = page.next;
        }
        return pages;
      };
      expect(await found('standing=met&limit=2')).toEqual([met.slice(0, 2), met.slice(2)]);
      expect((await found('standing=met&limit=3')).flat()).toEqual(met);
      expect((await found('standing=missed')).flat()).toEqual(missed);
      expect((await found('standing=open')).flat()).toEqual([]);
      const others = ids.filter((it) => !met.includes(it) && !missed.includes(it));
      expect((await found('standing=notAssessed&limit=500')).flat()).toEqual(others);
      const counted = await api.expect(api.get<Page<Target>>(`${path}&standing=met&limit=1&count=true`));
      expect([counted.data.map((it) => it.id), counted.page.total]).toEqual([[met[0]], 3]);
      await api.expect(api.get(`${path}&limit=1&knownAt=${before}`));
      await api.expect(
        api.post(
          '/api/v1/results',
          resultBody({ id: byId.get(ids[1]!)! }, { date: '2026-07-09', value: 13 }),
        ),
      );
      expect((await found('standing=met')).flat()).toEqual([ids[1], ...met]);
      expect((await found(`standing=met&knownAt=${before}`)).flat()).toEqual(met);
      const down = await api.expect(
        api.get<Page<Target>>(`${PATH}?schoolId=${own.id}&standing=missed&sort=-id`),
      );
      expect(down.data.map((it) => it.id)).toEqual(missed.toReversed());
    });

    it('a draft and a withdrawn target stand no way', async () => {
      const draft = await set({ status: 'draft' });
      expect(draft.standing).toBeNull();
      await api.expect(api.patch(`${PATH}/${draft.id}`, { status: 'withdrawn' }));
      expect((await find(draft.id)).standing).toBeNull();
    });

    it('those that were due are settled by the facts, again after a correction, and never over a person', async () => {
      const own = await makeSchool(api);
      const target = async (value: number | null) => {
        const made = await api.expect(api.post<Target>(PATH, targetBody(await makePupil(api, own))));
        const result = value === null ? null : await record(made, '2026-07-10', value);
        return { ...made, result };
      };
      const [reached, short, absent, decided] = [
        await target(12),
        await target(11),
        await target(null),
        await target(11),
      ];
      await api.expect(
        api.patch(`${PATH}/${decided.id}`, { status: 'met', statusReason: 'Reached in class' }),
      );
      const later = await api.expect(
        api.post<Target>(PATH, targetBody(await makePupil(api, own), { due: '2026-08-01' })),
      );
      const at = { schoolId: own.id };
      expect(await settle(at)).toMatchObject({ met: 1, missed: 2, notAssessed: 1, unchanged: 0 });
      expect(await settle(at)).toMatchObject({ met: 0, missed: 0, unchanged: 3 });
      expect(await find(reached.id)).toMatchObject({
        status: 'met',
        statusBasis: 'facts',
        statusReason: '12 on 2026-07-10, at or beyond the target of 12.',
      });
      expect(await find(absent.id)).toMatchObject({
        status: 'missed',
        statusReason: 'Not assessed between the baseline and the due date.',
      });
      expect(await find(later.id)).toMatchObject({ status: 'active' });
      await api.expect(api.post(`/api/v1/results/${short.result!.id}/corrections`, { value: 13 }));
      await api.expect(api.post(`/api/v1/results/${decided.result!.id}/corrections`, { value: 5 }));
      expect(await settle(at)).toMatchObject({ met: 1, missed: 0, unchanged: 2 });
      expect(await find(short.id)).toMatchObject({ status: 'met', statusBasis: 'facts' });
      expect(await find(decided.id)).toMatchObject({
        status: 'met',
        statusBasis: null,
        statusReason: 'Reached in class',
        standing: { value: 'missed' },
      });
    });
  });
});
