import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { PUPIL_COLUMNS } from './fixtures/uci/convert.js';
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
import { type Import, importBody } from './support/import-file.js';
import { targetSetBody } from './support/assessment-factories.js';
import { readRows } from './support/read-rows.js';
import { World } from './support/resource-examples.js';
import { startServer, type TestServer } from './support/server.js';

interface Erasure {
  readonly id: string;
  readonly formerId: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly decisions: readonly { readonly decisionId: string; readonly outcome: string }[];
}

const BODY = { ground: 'request', reason: 'Agreed by the data protection officer' };

describe.each(DATABASES)('the erasure of a pupil on $name', ({ make, name }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  let leader: ApiClient;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
    ({ api: leader } = await makeStaff(server, api, school, ['leader']));
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const add = async (path: string, body: unknown, client = api) =>
    client.expect(client.post<{ id: string; version: number }>(`/api/v1/${path}`, body));
  const erase = (id: string, client = leader) =>
    client.post<Erasure & Problem>(`/api/v1/pupils/${id}/erasure`, BODY);

  it('a set of targets goes on counting whom it left out, under an id that leads nowhere', async () => {
    const own = await makeSchool(api);
    const { api: head } = await makeStaff(server, api, own, ['leader']);
    const [gone, stays] = [await makePupil(api, own), await makePupil(api, own)];
    const set = await add('target-sets', targetSetBody(own));
    const skipped = async () =>
      (
        await api.expect(api.get<{ skipped: { pupilIds: string[] }[] }>(`/api/v1/target-sets/${set.id}`))
      ).skipped.flatMap((it) => it.pupilIds);
    expect((await skipped()).sort()).toEqual([gone.id, stays.id].sort());
    expect((await erase(gone.id, head)).status).toBe(201);
    const left = await skipped();
    expect([left.length, left.includes(stays.id), left.includes(gone.id)]).toEqual([2, true, false]);
  });

  /** A pupil with facts of several kinds, some of them changed and removed. */
  const makeRecord = async () => {
    const pupil = await makePupil(api, school, { legalSurname: 'Vanishing', uln: '9276308686' });
    const result = await add('results', resultBody(pupil, { value: 11 }));
    await add(`results/${result.id}/corrections`, { value: 12 });
    await add('targets', targetBody(pupil));
    const spell = await add(`pupils/${pupil.id}/characteristics`, {
      kind: 'sen',
      value: 'K',
      startDate: '2025-09-01',
    });
    const headers = { 'if-match': `"${spell.version}"` };
    await api.send('DELETE', `/api/v1/pupils/${pupil.id}/characteristics/${spell.id}`, { headers });
    await api.expect(api.patch(`/api/v1/pupils/${pupil.id}`, { preferredForename: 'Vee' }));
    return pupil;
  };

  /** Every column of the database in which one of some texts stands. */
  const mentions = async (...texts: string[]): Promise<string[]> => {
    const columns = await readRows<{ t: string; c: string }>(
      database,
      name === 'SQLite'
        ? `select m.name as t, c.name as c from sqlite_master m join pragma_table_info(m.name) c
            where m.type = 'table' and (c.type like '%char%' or c.type like '%text%')`
        : `select table_name as t, column_name as c from information_schema.columns
            where table_schema = database() and data_type in ('varchar', 'text')`,
    );
    const parts = columns.map(({ t, c }) => {
      const found = texts.map((text) => `${c} like '%${text}%'`).join(' or ');
      return `select '${t}.${c}' as place from (select 1) one where exists (select 1 from ${t} where ${found})`;
    });
    const places: string[] = [];
    for (let from = 0; from < parts.length; from += 100) {
      const union = parts.slice(from, from + 100).join(' union all ');
      places.push(...(await readRows<{ place: string }>(database, union)).map((it) => it.place));
    }
    return places.sort();
  };

  it('leaves no name, number or value of the pupil anywhere, and everybody else as they were', async () => {
    const other = await makePupil(api, school);
    const pupil = await makeRecord();
    const before = new Date().toISOString();
    await api.expect(api.get(`/api/v1/pupils/${pupil.id}?knownAt=${before}`));
    const { status, body } = await erase(pupil.id);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      formerId: pupil.id,
      counts: { pupils: 1, enrolments: 1, characteristics: 1, results: 2, targets: 1 },
      decisions: [],
    });
    const { upn, source } = pupil;
    expect(await mentions('Vanishing', 'vanishing', 'Vee', upn, '9276308686', `"${source.id}"`)).toEqual([]);
    expect(await mentions(pupil.id)).toEqual([
      'audit_event.resource_id',
      'change_event.resource_id',
      'erasure.former_id',
    ]);
    const now = await api.get(`/api/v1/pupils/${pupil.id}`);
    const then = await api.get(`/api/v1/pupils/${pupil.id}?knownAt=${before}`);
    const again = await erase(pupil.id);
    expect([now.status, then.status, again.status]).toEqual([404, 404, 404]);
    expect((await api.get(`/api/v1/pupils/${other.id}`)).status).toBe(200);
    expect(await api.expect(api.get<Erasure>(`/api/v1/erasures/${body.id}`))).toEqual(body);
  });

  it('leaves errors of imports at another school alone, where a pupil has the same UPN', async () => {
    const other = await makeSchool(api);
    const pupil = await makePupil(api, school);
    await makePupil(api, other, { upn: pupil.upn });
    const header = `${PUPIL_COLUMNS.join(',')},${pupil.upn}\n`;
    const programOf = (it: School) => makeClient(server, api, ['imports:run'], [it.id]);
    const importers = [
      await programOf(school),
      (await makeStaff(server, api, school, ['administrator'])).api,
      api,
      await programOf(other),
      (await makeStaff(server, api, other, ['administrator'])).api,
    ];
    const imports: { importer: ApiClient; path: string }[] = [];
    for (const importer of importers) {
      const { id } = await importer.expect(importer.post<Import>('/api/v1/imports', importBody(header)));
      imports.push({ importer, path: `/api/v1/imports/${id}` });
    }
    await leader.expect(erase(pupil.id));
    const quoted: [boolean, boolean][] = [];
    for (const { importer, path } of imports) {
      const { errors } = await importer.expect(importer.get<Import>(path));
      const { data } = await importer.expect(importer.get<Page<unknown>>(`${path}/errors`));
      expect([errors.length, data.length]).toEqual([1, 1]);
      quoted.push([JSON.stringify(errors).includes(pupil.upn), JSON.stringify(data).includes(pupil.upn)]);
    }
    expect(quoted).toEqual([
      [false, false],
      [false, false],
      [false, false],
      [true, true],
      [true, true],
    ]);
  });

  it('goes into the change feed as deletions that name nobody, without gaps', async () => {
    const pupil = await makeRecord();
    await leader.expect(erase(pupil.id));
    interface Change {
      version: number;
      operation: string;
      resource: string;
      resourceId: string;
      naturalKey: unknown;
    }
    const changes: Change[] = [];
    for (let since = 0; ;) {
      const path = `/api/v1/schools/${school.id}/changes?limit=500&since=${since}`;
      const { data, next, more } = await api.expect(
        api.get<{ data: Change[]; next: number; more: boolean }>(path),
      );
      changes.push(...data);
      since = next;
      if (!more) break;
    }
    expect(changes.map((it) => it.version)).toEqual(changes.map((_, i) => i + 1));
    const own = changes.filter((it) => it.resourceId === pupil.id);
    expect(own.map((it) => it.operation)).toEqual(['create', 'update', 'delete']);
    expect(own.map((it) => it.naturalKey)).toEqual([null, null, null]);
  });

  it('keeps the counts of a run true, and says which decisions are replayed no more', async () => {
    const world = await World.make(api);
    const pupilId = await world.id('pupilId');
    const recommendationId = await world.id('recommendationId');
    const { api: staff } = await makeStaff(server, api, world.school, ['senco', 'leader']);
    const decided = { outcome: 'dismiss', reason: 'Not now' };
    const decision = await add(`recommendations/${recommendationId}/decisions`, decided, staff);
    const run = `/api/v1/evaluations/${await world.id('evaluationId')}`;
    const before = await api.expect(api.get<{ pupils: number }>(run));
    const { body } = await erase(pupilId, staff);
    expect(body.decisions).toEqual([
      expect.objectContaining({ decisionId: decision.id, outcome: 'dismiss' }),
    ]);
    expect(await api.expect(api.get(run))).toEqual(before);
    const { data } = await api.expect(api.get<Page<Record<string, unknown>>>(`${run}/results`));
    expect(data).toHaveLength(before.pupils);
    expect(data[0]).toMatchObject({
      outcome: 'recommend',
      reason: 'erased',
      verdicts: null,
      inputDigest: '',
    });
    expect(data[0]!['pupilId']).not.toBe(pupilId);
  });

  it('is stopped by a legal hold until that is lifted', async () => {
    const pupil = await makePupil(api, school);
    const hold = await add(
      'legal-holds',
      { pupilId: pupil.id, reason: 'A claim', startDate: '2026-03-02' },
      leader,
    );
    const refused = await erase(pupil.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict']);
    expect((await api.get(`/api/v1/pupils/${pupil.id}`)).status).toBe(200);
    await leader.expect(leader.patch(`/api/v1/legal-holds/${hold.id}`, { endDate: '2026-03-03' }));
    expect((await erase(pupil.id)).status).toBe(201);
  });

  it('needs a named person with the right to it', async () => {
    const pupil = await makePupil(api, school);
    const { api: senco } = await makeStaff(server, api, school, ['senco']);
    const codes = [(await erase(pupil.id, api)).body.code, (await erase(pupil.id, senco)).body.code];
    expect(codes).toEqual(['staff-required', 'scope-missing']);
  });

  it('a repeated request gets the same answer, and a repeated creation does not bring the pupil back', async () => {
    const body = pupilBody(school);
    const once = { 'idempotency-key': 'create-then-erase' };
    const made = await api.expect(api.post<{ id: string }>('/api/v1/pupils', body, once));
    const path = `/api/v1/pupils/${made.id}/erasure`;
    const first = await leader.post<Erasure>(path, BODY, { 'idempotency-key': 'erase' });
    const second = await leader.post<Erasure>(path, BODY, { 'idempotency-key': 'erase' });
    expect([second.status, second.body]).toEqual([201, first.body]);
    expect((await api.post<Problem>('/api/v1/pupils', body, once)).body.code).toBe('conflict');
  });

  it('is whole or not at all when the server is killed in the middle', async () => {
    const place = await makeSchool(api);
    const items = Array.from({ length: 6 }, () => pupilBody(place));
    const { outcomes } = await api.expect(
      api.post<{ outcomes: { id: string }[] }>('/api/v1/pupils:batch', { items }),
    );
    const pupils = outcomes.map((it) => it.id);
    for (const id of pupils) {
      const results = Array.from({ length: 40 }, (_, i) => resultBody({ id }, { value: i % 20 }));
      await api.expect(api.post('/api/v1/results:batch', { items: results }));
    }
    const { api: head } = await makeStaff(server, api, place, ['leader']);
    const asked = pupils.map((id) => head.post(`/api/v1/pupils/${id}/erasure`, BODY).catch(() => null));
    await Promise.race(asked);
    await server.kill();
    await Promise.all(asked);
    server = await startServer(database);
    api = await signIn(server);
    let whole = 0;
    for (const id of pupils) {
      const { data } = await api.expect(
        api.get<Page<unknown>>(`/api/v1/results?pupilId=${id}&limit=500&schoolId=${place.id}`),
      );
      const { status } = await api.get(`/api/v1/pupils/${id}`);
      expect([200, 404]).toContain(status);
      expect([status, data.length]).toEqual([status, status === 200 ? 40 : 0]);
      if (status === 404) whole += 1;
    }
    const { page } = await api.expect(
      api.get<Page<unknown>>(`/api/v1/erasures?schoolId=${place.id}&count=true`),
    );
    expect(page.total).toBe(whole);
    expect(whole).toBeGreaterThan(0);
  });
});
