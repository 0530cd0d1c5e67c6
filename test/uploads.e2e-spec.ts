import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makeSchool, pupilBody } from './support/factories.js';
import { makePackage } from './support/plugin-packages.js';
import { startServer, type TestServer } from './support/server.js';

describe.each(DATABASES)('what uploads and syncs must hold, on $name', ({ make }) => {
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

  it.each([
    ['a file in another field', { bogus: 'file' }, 'upload-invalid', '/bogus'],
    ['a field beside the package', { package: 'file', x: 'text' }, 'validation-failed', '/x'],
  ])('a package is refused for %s, and nothing is installed', async (_name, fields, code, pointer) => {
    const form = new FormData();
    for (const [name, kind] of Object.entries(fields)) {
      if (kind === 'file') form.append(name, new Blob([new Uint8Array(makePackage({}))]), 'plugin.tgz');
      else form.append(name, '1');
    }
    const refused = await api.post<Problem>('/api/v1/plugins', form);
    expect(refused).toMatchObject({
      status: 400,
      body: { code, errors: [{ pointer, code: 'unknown-member' }] },
    });
    expect((await api.get<Page<unknown>>('/api/v1/plugins?count=true')).body.page.total).toBe(0);
  });

  it('an item without a source key is refused where rows are matched by it', async () => {
    const items = [pupilBody(await makeSchool(api), { source: null })];
    const answer = await api.post('/api/v1/pupils:batch?match=source', { items });
    expect(answer.body).toMatchObject({
      created: 0,
      outcomes: [{ status: 400, errors: [{ pointer: '/source', code: 'missing' }] }],
    });
  });
});
