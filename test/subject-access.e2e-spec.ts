import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  makeClient,
  makePupil,
  makeSchool,
  makeStaff,
  resultBody,
  type School,
  targetBody,
} from './support/factories.js';
import { readRows } from './support/read-rows.js';
import { World } from './support/resource-examples.js';
import { startServer, type TestServer } from './support/server.js';

interface Held {
  readonly id: string | null;
  readonly recordedAt: string | null;
  readonly replacedAt: string | null;
  readonly values: Readonly<Record<string, unknown>>;
}
interface SubjectAccess {
  readonly name: string;
  readonly names: Readonly<Record<string, string>>;
  readonly sections: readonly {
    readonly resource: string;
    readonly title: string;
    readonly records: readonly Held[];
  }[];
  readonly accesses: readonly { readonly action: string; readonly by: string; readonly resourceId: string }[];
}

describe.each(DATABASES)('a subject access request on $name', ({ make, name }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  let pupil: { id: string };
  let senco: { api: ApiClient; name: string };
  let frameworkId: string;

  const path = () => `/api/v1/pupils/${pupil.id}/subject-access`;
  const read = (client = api) => client.expect(client.get<SubjectAccess>(path()));
  const section = ({ sections }: SubjectAccess, resource: string) =>
    sections.find((it) => it.resource === resource)!.records;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
    const names = { legalForename: 'Amira', legalSurname: '<i>Okafor</i>' };
    pupil = await makePupil(api, school, names);
    senco = await makeStaff(server, api, school);
    const result = await api.expect(
      api.post<{ id: string; framework: { id: string } }>(
        '/api/v1/results',
        resultBody(pupil, { value: 11 }),
      ),
    );
    frameworkId = result.framework.id;
    await api.expect(api.post(`/api/v1/results/${result.id}/corrections`, { value: 12 }));
    await api.expect(api.post('/api/v1/targets', targetBody(pupil)));
    await api.expect(api.patch(`/api/v1/pupils/${pupil.id}`, { preferredForename: 'Amy' }));
    const sen = { kind: 'sen', value: 'K', startDate: '2025-09-01' };
    const spells = `/api/v1/pupils/${pupil.id}/characteristics`;
    const { id, version } = await api.expect(api.post<{ id: string; version: number }>(spells, sen));
    await api.expect(api.send('DELETE', `${spells}/${id}`, { headers: { 'if-match': `"${version}"` } }));
    await senco.api.expect(senco.api.get(`/api/v1/pupils/${pupil.id}`));
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  it('tells what stands, and what was changed or removed, with when', async () => {
    const record = await read();
    const [now, before] = section(record, 'pupils');
    expect(now).toMatchObject({ replacedAt: null, values: { preferredForename: 'Amy' } });
    expect(before).toMatchObject({ values: { preferredForename: null, legalForename: 'Amira' } });
    expect(before!.replacedAt! >= before!.recordedAt!).toBe(true);
    expect(section(record, 'results').map((it) => it.values['value'])).toEqual([11, 12, 11]);
    expect(section(record, 'targets')).toHaveLength(1);
    const [spell] = section(record, 'characteristics');
    expect(spell).toMatchObject({
      replacedAt: expect.any(String) as string,
      values: { kind: 'sen', value: 'K' },
    });
  });

  it('begins with who the pupil is, ends with computer rules, and names what ids stand for', async () => {
    const world = await World.make(api);
    const pupilId = await world.id('pupilId');
    await world.id('recommendationId');
    const record = await api.expect(api.get<SubjectAccess>(`/api/v1/pupils/${pupilId}/subject-access`));
    const order = record.sections.map((it) => it.resource);
    expect(order[0]).toBe('pupils');
    expect(order.indexOf('evaluation-result')).toBeGreaterThan(order.indexOf('results'));
    const mathematics = (await read()).names[frameworkId];
    expect(mathematics).toBe('Grade 0 to 20');
  });

  it('tells who read sensitive data, and that everything was asked for', async () => {
    await read(senco.api);
    const { accesses } = await read();
    expect(accesses.filter((it) => it.by === senco.name).map((it) => it.action)).toEqual([
      'subject-access.read',
      'sensitive.read',
    ]);
    const { data } = await api.expect(
      api.get<Page<unknown>>(`/api/v1/audit-events?action=subject-access.read&resourceId=${pupil.id}`),
    );
    expect(data.length).toBeGreaterThanOrEqual(3);
  });

  it('has every table that names a pupil', async () => {
    const columns =
      name === 'SQLite'
        ? `select m.name as t from sqlite_master m join pragma_table_info(m.name) c where c.name = 'pupil_id'`
        : `select table_name as t from information_schema.columns
            where column_name = 'pupil_id' and table_schema = database()`;
    const tables = (await readRows<{ t: string }>(database, columns)).map((it) => it.t);
    const facts = tables.filter((it) => !it.endsWith('_history'));
    // And the pupil's own.
    expect((await read()).sections).toHaveLength(facts.length + 1);
    expect(facts.length).toBeGreaterThan(10);
  });

  it('has recommendations with their reasons, and every answer of a policy with what it could see', async () => {
    const world = await World.make(api);
    const pupilId = await world.id('pupilId');
    await world.id('recommendationId');
    const record = await api.expect(api.get<SubjectAccess>(`/api/v1/pupils/${pupilId}/subject-access`));
    const [recommendation] = section(record, 'recommendations');
    expect(recommendation!.values).toMatchObject({ reason: expect.any(String), evidence: expect.any(Array) });
    const [answer] = section(record, 'evaluation-result');
    expect(answer!.values).toMatchObject({
      outcome: 'recommend',
      inputs: ['yearGroup'],
      verdicts: expect.any(Array),
      plugin: expect.any(String),
    });
  });

  it('is a document in plain words where HTML is asked for', async () => {
    const answer = await api.get<string>(path(), { accept: 'text/html,application/xhtml+xml' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.body).toContain('Amira &lt;i&gt;Okafor&lt;/i&gt;');
    expect(answer.body).toContain('Assessment results');
    expect(answer.body).not.toContain('<i>Okafor');
    expect(
      (await api.get(path(), { accept: 'application/json, text/html' })).headers.get('content-type'),
    ).toContain('application/json');
  });

  it('needs sensitive:read as well', async () => {
    const client = await makeClient(server, api, ['records:read', 'pupils:read'], [school.id]);
    const { status, body } = await client.get<Problem>(path());
    expect([status, body.code]).toEqual([403, 'sensitive-refused']);
  });
});
