import fc from 'fast-check';
import { type Answer, type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makePupil, makeSchool, pupilBody, type School } from './support/factories.js';
import { type Change, readChanges } from './support/read-changes.js';
import { readRows } from './support/read-rows.js';
import { startServer, type TestServer } from './support/server.js';

const PUPILS = '/api/v1/pupils';

interface Pupil {
  id: string;
  version: number;
  legalSurname: string;
  updatedAt: string;
}

describe.each(DATABASES)('many writers at once on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
  });

  beforeEach(async () => {
    school = await makeSchool(api);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  it('a reader of the change feed meets every version once and in order, also while 200 pupils are written', async () => {
    const seen: Change[] = [];
    let writing = true as boolean;
    const reading = (async () => {
      for (let since = 0; ;) {
        const last = !writing;
        const page = await readChanges(api, school, since, 7);
        seen.push(...page.data);
        since = page.next;
        if (last && !page.more) return;
      }
    })();
    const bodies = Array.from({ length: 200 }, () => pupilBody(school));
    const answers = await Promise.all(bodies.map((body) => api.post<Pupil>(PUPILS, body)));
    writing = false;
    await reading;
    expect(answers.filter((it) => it.status !== 201)).toEqual([]);
    // The school itself, and each pupil with a spell on the roll.
    expect(seen.map((it) => it.version)).toEqual(Array.from({ length: 401 }, (_, i) => i + 1));
    const versionOf = new Map(seen.map((it) => [it.resourceId, it.version]));
    expect(answers.map(({ body }) => versionOf.get(body.id))).toEqual(
      answers.map(({ body }) => body.version),
    );
    const instants = seen.map((it) => it.at);
    expect(instants).toEqual([...instants].sort());
  });

  it('of 20 who change the same pupil by the same ETag exactly one wins', async () => {
    const pupil = await makePupil(api, school);
    const path = `${PUPILS}/${pupil.id}`;
    const names = Array.from({ length: 20 }, (_, i) => `Name${i}`);
    const answers = await Promise.all(
      names.map((legalSurname) => api.patch<Pupil & Problem>(path, { legalSurname }, `"${pupil.version}"`)),
    );
    const won = answers.filter((it) => it.status === 200);
    expect(won).toHaveLength(1);
    expect(answers.filter((it) => it.status === 412)).toHaveLength(19);
    expect((await api.get<Pupil>(path)).body).toEqual(won[0]!.body);
  });

  it('what a pupil was at each version stays, through changes and after removal', async () => {
    const { id } = await makePupil(api, school, { enrolment: undefined });
    const path = `${PUPILS}/${id}`;
    for (let i = 0; i < 5; i++) await api.patch(path, { legalSurname: `Name${i}` });
    const { headers } = await api.get(path);
    expect((await api.send('DELETE', path, { headers: { 'if-match': headers.get('etag')! } })).status).toBe(
      204,
    );
    const changes = (await readChanges(api, school)).data.filter((it) => it.resourceId === id);
    expect(changes.map((it) => it.operation)).toEqual([
      'create',
      ...Array<string>(5).fill('update'),
      'delete',
    ]);
    const past = await readRows<{ since_version: number; until_version: number; legal_surname: string }>(
      database,
      `select since_version, until_version, legal_surname from pupil_history where id = '${id}' order by since_version`,
    );
    const versions = changes.map((it) => it.version);
    expect(past.map((it) => it.since_version)).toEqual(versions.slice(0, -1));
    expect(past.map((it) => it.until_version)).toEqual(versions.slice(1));
    expect(past.map((it) => it.legal_surname).slice(1)).toEqual([0, 1, 2, 3, 4].map((i) => `Name${i}`));
    expect(changes.at(-1)!.naturalKey).toMatchObject({ sourceSystem: 'mis' });
  });

  it('a change that changes nothing makes no version', async () => {
    const pupil = await makePupil(api, school, { legalSurname: 'Same' });
    const answer = await api.patch<Pupil>(`${PUPILS}/${pupil.id}`, { legalSurname: 'Same' });
    expect([answer.status, answer.body.version]).toEqual([200, pupil.version]);
  });

  it('one Idempotency-Key 20 times at once makes one pupil, and all who get an answer get the same', async () => {
    const body = pupilBody(school);
    const headers = { 'idempotency-key': `key-${school.id}` };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => api.post<Pupil & Problem>(PUPILS, body, headers)),
    );
    const made = answers.filter((it) => it.status === 201);
    const others = answers.filter((it) => it.status !== 201);
    expect(made.length).toBeGreaterThan(0);
    for (const it of made) expect(it.body).toEqual(made[0]!.body);
    expect(others.map((it) => it.body.code)).toEqual(others.map(() => 'in-progress'));
    const later = await api.post<Pupil>(PUPILS, body, headers);
    expect([later.status, later.body]).toEqual([201, made[0]!.body]);
    expect(later.headers.get('idempotency-replayed')).toBe('true');
    expect(later.headers.get('location')).toBe(`${PUPILS}/${later.body.id}`);
    expect(await totalOf(school)).toBe(1);
  });

  it('a key is remembered as it was answered, also after the pupil has changed', async () => {
    const body = pupilBody(school, { legalSurname: 'First' });
    const headers = { 'idempotency-key': `kept-${school.id}` };
    const made = await api.post<Pupil>(PUPILS, body, headers);
    await api.patch(`${PUPILS}/${made.body.id}`, { legalSurname: 'Second' });
    expect((await api.post<Pupil>(PUPILS, body, headers)).body).toEqual(made.body);
  });

  it('a key of a request that was refused may be used again', async () => {
    const headers = { 'idempotency-key': `again-${school.id}` };
    const refused = await api.post<Problem>(PUPILS, pupilBody(school, { upn: 'A1' }), headers);
    expect(refused.status).toBe(400);
    expect((await api.post(PUPILS, pupilBody(school), headers)).status).toBe(201);
  });

  it('a batch with a key gives the same outcomes again and stores nothing twice', async () => {
    const items = Array.from({ length: 400 }, () => pupilBody(school));
    const send = () => api.post(`${PUPILS}:batch`, { items }, { 'idempotency-key': `batch-${school.id}` });
    const first = await send();
    const second = await send();
    expect(first.body).toMatchObject({ created: 400, refused: 0 });
    expect(second.body).toEqual(first.body);
    expect(await totalOf(school)).toBe(400);
  });

  it('the same UPN from 20 at once is stored once, and the others are told', async () => {
    const { upn } = pupilBody(school);
    const bodies = Array.from({ length: 20 }, () => pupilBody(school, { upn }));
    const answers = await Promise.all(bodies.map((body) => api.post<Pupil & Problem>(PUPILS, body)));
    const codes = answers.map((it) => it.body.code).filter(Boolean);
    expect(codes).toEqual(Array<string>(19).fill('duplicate'));
    expect(answers.flatMap((it) => it.body.errors ?? []).map((it) => it.pointer)).toEqual(
      codes.map(() => '/upn'),
    );
    expect(await totalOf(school)).toBe(1);
  });

  it('upserts by source from 8 at once double nothing', async () => {
    const items = Array.from({ length: 50 }, () => pupilBody(school));
    const send = () => api.post<{ refused: number }>(`${PUPILS}:batch?match=source`, { items });
    const answers = await Promise.all(Array.from({ length: 8 }, send));
    expect(answers.map((it) => [it.status, it.body.refused])).toEqual(answers.map(() => [200, 0]));
    expect(await totalOf(school)).toBe(50);
    const counts = await Promise.all([send(), send()]);
    expect(counts.map((it) => it.body)).toMatchObject([{ unchanged: 50 }, { unchanged: 50 }]);
  });

  it('spells on the roll that 10 add at once do not overlap', async () => {
    const pupil = await makePupil(api, school, { enrolment: undefined });
    const body = { ncYear: '7', status: 'C', entryDate: '2025-09-01' };
    const path = `${PUPILS}/${pupil.id}/enrolments`;
    const answers = await Promise.all(Array.from({ length: 10 }, () => api.post(path, body)));
    expect(answers.map((it) => it.status).sort()).toEqual([201, ...Array<number>(9).fill(400)]);
  });

  it('pages in any order and size show every pupil who was there throughout once, while others are written', async () => {
    const names = ['Abel', 'abel', 'Ábel', 'Zoë', 'Zoe', 'O’Brien', 'Ng', 'ng', 'Żak', 'de Souza'];
    const there = new Set<string>();
    for (let i = 0; i < 40; i++) {
      const { id } = await makePupil(api, school, {
        legalSurname: names[i % names.length],
        enrolment: undefined,
      });
      there.add(id);
    }
    const orders = [
      'id',
      '-id',
      'legalSurname',
      '-legalSurname,legalForename',
      'dateOfBirth',
      '-updatedAt',
      'legalForename,-dateOfBirth',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...orders), fc.integer({ min: 1, max: 13 }), async (sort, limit) => {
        const seen: string[] = [];
        let cursor: string | null = '';
        while (cursor !== null) {
          const query = `schoolId=${school.id}&sort=${sort}&limit=${limit}${cursor && `&cursor=${cursor}`}`;
          const page: Page<Pupil> = await api.expect(api.get<Page<Pupil>>(`${PUPILS}?${query}`));
          expect(page.data.length).toBeLessThanOrEqual(limit);
          seen.push(...page.data.map((it) => it.id));
          cursor = page.page.next;
          if (seen.length % 3 === 0)
            await makePupil(api, school, {
              legalSurname: names[seen.length % names.length],
              enrolment: undefined,
            });
        }
        expect(new Set(seen).size).toBe(seen.length);
        expect([...there].filter((id) => !seen.includes(id))).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });

  it('updatedSince gives what was changed at or after an instant, and no more', async () => {
    const first = await makePupil(api, school);
    const second = await makePupil(api, school);
    const { body } = await api.patch<Pupil>(`${PUPILS}/${first.id}`, { legalSurname: 'Later' });
    const since = async (instant: string) => {
      const query = `schoolId=${school.id}&updatedSince=${encodeURIComponent(instant)}`;
      return (await api.get<Page<Pupil>>(`${PUPILS}?${query}`)).body.data.map((it) => it.id);
    };
    expect(await since('2000-01-01T00:00:00Z')).toEqual([first.id, second.id]);
    expect(await since(body.updatedAt)).toContain(first.id);
    expect(await since(body.updatedAt.replace('Z', '+00:00'))).toContain(first.id);
    expect(await since('2200-01-01T00:00:00Z')).toEqual([]);
  });

  async function totalOf({ id }: School): Promise<number> {
    const answer: Answer<Page<unknown>> = await api.get(`${PUPILS}?schoolId=${id}&count=true&limit=1`);
    return answer.body.page.total!;
  }
});
