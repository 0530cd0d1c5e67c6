import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeClient, makePupil, makeSchool, pupilBody, type School } from './support/factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Spell {
  id: string;
  pupilId: string;
  status: string;
  leavingDate: string | null;
}

describe.each(DATABASES)('registration at two schools on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let main: School;
  let other: School;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    main = await makeSchool(api);
    other = await makeSchool(api);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const enrol = (pupil: { id: string }, body: Record<string, unknown>) =>
    api.post<Spell & Problem>(`/api/v1/pupils/${pupil.id}/enrolments`, body);
  const spellsOf = async (pupil: { id: string }) =>
    (await api.expect(api.get<Page<Spell>>(`/api/v1/pupils/${pupil.id}/enrolments`))).data;
  const withUpn = async (upn: string, client = api) =>
    (await client.expect(client.get<Page<{ id: string }>>(`/api/v1/pupils?upn=${upn}`))).data;

  it('a dual-registered pupil is one row in each school, main in one and subsidiary in the other', async () => {
    const { upn, ...here } = await makePupil(api, main, {
      enrolment: { ncYear: '9', status: 'M', entryDate: '2024-09-02' },
    });
    const there = await makePupil(api, other, {
      upn,
      enrolment: { ncYear: '9', status: 'S', entryDate: '2026-01-12' },
    });
    expect((await withUpn(upn)).map((it) => it.id).sort()).toEqual([here.id, there.id].sort());
    const statuses = [await spellsOf(here), await spellsOf(there)].map((it) => it.map((one) => one.status));
    expect(statuses).toEqual([['M'], ['S']]);
    const ofOther = await makeClient(server, api, ['pupils:read'], [other.id]);
    expect((await withUpn(upn, ofOther)).map((it) => it.id)).toEqual([there.id]);
  });

  it('a pupil who moved keeps the ended spell at the one school and begins one at the other', async () => {
    const left = await makePupil(api, main);
    const [spell] = await spellsOf(left);
    const path = `/api/v1/pupils/${left.id}/enrolments/${spell!.id}`;
    await api.expect(api.patch(path, { status: 'P', leavingDate: '2026-02-13' }));
    const came = await makePupil(api, other, {
      upn: left.upn,
      enrolment: { ncYear: '7', status: 'C', entryDate: '2026-02-23' },
    });
    expect(await spellsOf(left)).toMatchObject([{ status: 'P', leavingDate: '2026-02-13' }]);
    expect(await spellsOf(came)).toMatchObject([{ status: 'C', leavingDate: null }]);
  });

  it('the same UPN twice in one school is refused', async () => {
    const { upn } = await makePupil(api, main);
    const again = await api.post<Problem>('/api/v1/pupils', pupilBody(main, { upn }));
    expect([again.status, again.body.code]).toEqual([409, 'duplicate']);
  });

  it('a school has one registration of a pupil on any day, and so one main registration', async () => {
    const pupil = await makePupil(api, main, {
      enrolment: { ncYear: '7', status: 'M', entryDate: '2025-09-01', leavingDate: '2026-02-13' },
    });
    const second = (entryDate: string) => enrol(pupil, { ncYear: '7', status: 'C', entryDate });
    const early = await second('2026-02-13');
    expect([early.status, early.body.errors?.map((it) => it.code)]).toEqual([400, ['spells-overlap']]);
    expect((await second('2026-02-14')).status).toBe(201);
    expect((await spellsOf(pupil)).map((it) => it.status)).toEqual(['M', 'C']);
  });

  it('of two who put a pupil on the roll at once one is told', async () => {
    const pupil = await makePupil(api, main, { enrolment: undefined });
    const body = { ncYear: '7', status: 'C', entryDate: '2025-09-01' };
    const answers = await Promise.all([enrol(pupil, body), enrol(pupil, body), enrol(pupil, body)]);
    expect(answers.map((it) => it.status).sort()).toEqual([201, 400, 400]);
  });
});
