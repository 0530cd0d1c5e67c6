import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertStudents } from './fixtures/uci/convert.js';
import { SCHOOLS } from './fixtures/uci/student-rows.js';
import { type ApiClient, type Page, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makePupil, makeSchool, type School } from './support/factories.js';
import { importBody, type Import, resultRow, resultsCsv, told } from './support/import-file.js';
import { startServer, type TestServer } from './support/server.js';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures/uci', name), 'utf8');
const students = convertStudents({
  mathematics: fixture('student-mat.csv'),
  portuguese: fixture('student-por.csv'),
});

describe.each(DATABASES)('imports of results on $name', (kind) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;

  beforeAll(async () => {
    database = await kind.make();
    server = await startServer(database);
    api = await signIn(server);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const run = (file: string, fields: Record<string, string> = {}) =>
    api.post<Import>('/api/v1/imports', importBody(file, { kind: 'results', ...fields }));

  it('3,132 results of real pupils are stored once, flags and all, however often they come', async () => {
    const schools: School[] = [];
    for (const members of Object.values(SCHOOLS)) schools.push(await makeSchool(api, members));
    for (const { pupils, results } of [students.mathematics, students.portuguese]) {
      await run(pupils, { kind: 'pupils' });
      const rows = results.trimEnd().split('\n').length - 1;
      const first = await run(results);
      expect(first.body).toMatchObject({ state: 'imported', rows, created: rows, errorsTotal: 0 });
      const again = await run(results);
      expect(again.body).toMatchObject({ state: 'imported', rows, created: 0, unchanged: rows });
    }
    const flagged = students.mathematics.results
      .split('\n')
      .filter((it) => it.includes('possibly-not-assessed'));
    const totals = await Promise.all(
      schools.map(async (school) => {
        const path = `/api/v1/results?schoolId=${school.id}&count=true&limit=1`;
        return (await api.expect(api.get<Page<unknown>>(path))).page.total!;
      }),
    );
    expect(totals).toEqual([772 * 3, 272 * 3]);
    const source = flagged[0]!.split(',').at(-1)!;
    const { data } = await api.expect(
      api.get<Page<unknown>>(`/api/v1/results?sourceSystem=uci-student&sourceId=${source}`),
    );
    expect(data).toMatchObject([{ value: 0, flag: 'possibly-not-assessed', framework: { key: 'twenty' } }]);
  });

  it('a file of results with every kind of bad row names each, and nothing of it is stored', async () => {
    const school = await makeSchool(api);
    const pupil = await makePupil(api, school);
    const row = (cells: Record<string, string> = {}) => resultRow(school, pupil, cells);
    const twice = row();
    const file = resultsCsv(
      row(),
      row({ value: '21' }),
      row({ value: '', grade: 'A' }),
      row({ value: 'twelve' }),
      row({ value: '', outcome: 'absent' }),
      row({ value: '' }),
      row({ subject: 'alchemy' }),
      row({ framework: 'stars' }),
      row({ frameworkVersion: '99' }),
      row({ pupilSourceId: 'nobody' }),
      row({ date: '2026-02-30', status: 'Z', source: 'oracle' }),
      row({ date: '2100-01-01' }),
      row({ date: '2001-01-01' }),
      twice,
      twice,
      row({ schoolUrn: '000000' }),
    );
    const { body } = await run(file);
    expect(body).toMatchObject({ state: 'refused', rows: 16, created: 0 });
    expect(told(body)).toEqual([
      '3 value value-out-of-range',
      '4 grade grade-not-allowed',
      '5 value wrong-type',
      '7 value value-missing',
      '8 subject unknown-subject',
      '9 framework unknown-framework',
      '10 frameworkVersion unknown-framework-version',
      '11 pupilSourceId unknown-pupil',
      '12 date iso-date',
      '12 status not-in-set',
      '12 source not-in-set',
      '13 date in-future',
      '14 date before-birth',
      '16 sourceId duplicate-in-file',
      '17 schoolUrn unknown-school',
    ]);
    const stored = async () =>
      (await api.expect(api.get<Page<unknown>>(`/api/v1/results?schoolId=${school.id}&count=true`))).page
        .total;
    expect(await stored()).toBe(0);
    const partial = await run(file, { partial: 'true' });
    expect(partial.body).toMatchObject({ state: 'imported', created: 3, refused: 13 });
    expect(await stored()).toBe(3);
  });

  it('a result that is known and says something else is superseded by a correction', async () => {
    const school = await makeSchool(api);
    const pupil = await makePupil(api, school);
    const file = (value: string) => resultsCsv(resultRow(school, pupil, { value, sourceId: 'r-corrected' }));
    await run(file('12'));
    const { body } = await run(file('13'));
    expect(body).toMatchObject({ state: 'imported', created: 0, updated: 1 });
    const path = `/api/v1/results?schoolId=${school.id}`;
    expect((await api.get<Page<unknown>>(path)).body.data).toMatchObject([{ value: 13 }]);
    expect((await api.get<Page<unknown>>(`${path}&includeSuperseded=true`)).body.data.length).toBe(2);
  });
});
