import { type ApiClient, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makePupil, makeSchool, type School } from './support/factories.js';
import { readAllChanges, readChanges } from './support/read-changes.js';
import { startServer, type TestServer } from './support/server.js';
import { writeRows } from './support/write-rows.js';

describe.each(DATABASES)('where the change feed begins and ends on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let admin: ApiClient;
  let school: School;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    admin = await signIn(server);
  });

  beforeEach(async () => {
    school = await makeSchool(admin);
    for (let i = 0; i < 3; i++) await makePupil(admin, school);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const from = (since: number, more = '') =>
    admin.get<Problem & { oldest: number; newest: number }>(
      `/api/v1/schools/${school.id}/changes?since=${since}${more}`,
    );

  it('at the newest version there is nothing, and beyond it the reader is told to begin anew', async () => {
    const newest = (await readAllChanges(admin, school)).at(-1)!.version;
    expect(await readChanges(admin, school, newest)).toEqual({ data: [], next: newest, more: false });
    for (const more of ['', '&resource=pupils']) {
      const beyond = await from(newest + 1, more);
      expect([beyond.status, beyond.body.code]).toEqual([410, 'changes-gone']);
      expect(beyond.body).toMatchObject({ oldest: 1, newest });
      expect(beyond.body.detail).toContain(`since=${newest}`);
    }
    await makePupil(admin, school);
    expect((await readChanges(admin, school, newest)).data[0]!.version).toBe(newest + 1);
  });

  it('once an operator has removed old events, readers from before them are told the oldest there is', async () => {
    const newest = (await readAllChanges(admin, school)).at(-1)!.version;
    await writeRows(database, `delete from change_event where owner_id = '${school.id}' and version <= 3`);
    for (const since of [0, 2]) {
      const old = await from(since);
      expect([old.status, old.body.code]).toEqual([410, 'changes-gone']);
      expect(old.body).toMatchObject({ oldest: 4, newest });
    }
    expect((await from(2, '&resource=pupils')).status).toBe(410);
    expect((await readChanges(admin, school, 3)).data[0]!.version).toBe(4);
    await writeRows(database, `delete from change_event where owner_id = '${school.id}'`);
    expect((await from(newest - 1)).body).toMatchObject({ status: 410, oldest: newest + 1, newest });
    expect((await readChanges(admin, school, newest)).data).toEqual([]);
  });
});
