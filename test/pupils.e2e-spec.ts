import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makePupil, makeSchool, pupilBody } from './support/factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Pupil {
  id: string;
  legalSurname: string;
  version: number;
  upn: string | null;
}

describe.each(DATABASES)('pupils on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  it('a pupil that was added reads back the same, with the ETag of its version', async () => {
    const school = await makeSchool(api);
    const body = pupilBody(school);
    const made = await api.post<Pupil>('/api/v1/pupils', body);
    expect(made.status).toBe(201);
    const read = await api.get<Pupil>(made.headers.get('location')!);
    expect(read.body).toEqual(made.body);
    expect(read.headers.get('etag')).toBe(`"${made.body.version}"`);
    const { enrolment: _enrolment, ...members } = body;
    expect(read.body).toMatchObject({ ...members, upnReason: null, uln: null });
  });

  it('a UPN with a wrong check letter is refused at its pointer and nothing is stored', async () => {
    const school = await makeSchool(api);
    const upn = String(pupilBody(school)['upn']);
    const wrong = (upn[0] === 'A' ? 'B' : 'A') + upn.slice(1);
    const answer = await api.post<Problem>('/api/v1/pupils', pupilBody(school, { upn: wrong }));
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ pointer: '/upn', code: 'upn-check-letter' }]);
    const list = await api.get<Page<Pupil>>(`/api/v1/pupils?schoolId=${school.id}&count=true`);
    expect(list.body.page.total).toBe(0);
  });

  it('a stale ETag changes nothing', async () => {
    const school = await makeSchool(api);
    const pupil = await makePupil(api, school);
    const path = `/api/v1/pupils/${pupil.id}`;
    const first = await api.patch<Pupil>(path, { legalSurname: 'New' });
    expect(first.status).toBe(200);
    const stale = await api.patch<Problem>(path, { legalSurname: 'Newer' }, `"${pupil.version}"`);
    expect(stale).toMatchObject({ status: 412, body: { code: 'precondition-failed' } });
    expect((await api.get<Pupil>(path)).body.legalSurname).toBe('New');
  });
});
