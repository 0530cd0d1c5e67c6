import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertStudents, PUPIL_COLUMNS, RESULT_COLUMNS } from './fixtures/uci/convert.js';
import { SCHOOLS } from './fixtures/uci/student-rows.js';
import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  frameworkBody,
  makeClient,
  makePupil,
  makeSchool,
  next,
  pupilBody,
  resultBody,
  type School,
} from './support/factories.js';
import { importBody, type Import, pupilRow, pupilsCsv as csv, told } from './support/import-file.js';
import { startServer, type TestServer } from './support/server.js';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures/uci', name), 'utf8');
const students = convertStudents({
  mathematics: fixture('student-mat.csv'),
  portuguese: fixture('student-por.csv'),
});

describe.each(DATABASES)('imports on $name', (kind) => {
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

  const run = (file: string | Buffer, fields: Record<string, string> = {}, as = api) =>
    as.post<Import & Problem>('/api/v1/imports', importBody(file, { kind: 'pupils', ...fields }));

  const pupilsOf = async (school: { id: string }): Promise<number> =>
    (await api.expect(api.get<Page<unknown>>(`/api/v1/pupils?schoolId=${school.id}&count=true&limit=1`))).page
      .total!;

  describe('real pupils of two schools', () => {
    const schools: School[] = [];

    beforeAll(async () => {
      for (const members of Object.values(SCHOOLS)) schools.push(await makeSchool(api, members));
    });

    it('a dry run counts what would be made and stores nothing', async () => {
      const { body, status } = await run(students.mathematics.pupils, { mode: 'dry-run' });
      expect(status).toBe(201);
      expect(body).toMatchObject({ state: 'checked', rows: 395, created: 395, refused: 0, errors: [] });
      expect(await Promise.all(schools.map(pupilsOf))).toEqual([0, 0]);
    });

    it('all 1,044 are stored, with their spells on the roll', async () => {
      const mathematics = await run(students.mathematics.pupils);
      const portuguese = await run(students.portuguese.pupils);
      expect(mathematics.body).toMatchObject({ state: 'imported', rows: 395, created: 395, errorsTotal: 0 });
      expect(portuguese.body).toMatchObject({ state: 'imported', rows: 649, created: 649, errorsTotal: 0 });
      expect(await Promise.all(schools.map(pupilsOf))).toEqual([772, 272]);
      const { data } = await api.expect(
        api.get<Page<{ enrolments: unknown[] }>>(
          '/api/v1/pupils?sourceSystem=uci-student&sourceId=mat-0001&expand=enrolments',
        ),
      );
      expect(data).toMatchObject([
        { legalSurname: 'M0001', enrolments: [{ status: 'C', entryDate: '2025-09-01' }] },
      ]);
      const read = await api.get<Import>(mathematics.headers.get('location')!);
      expect(read.body).toEqual(mathematics.body);
    });

    it('the same files again double nothing and change nothing', async () => {
      const before = await api.get<{ next: number }>(`/api/v1/schools/${schools[0]!.id}/changes?limit=1`);
      for (const file of [students.mathematics, students.portuguese]) {
        const { body } = await run(file.pupils);
        expect(body).toMatchObject({ state: 'imported', created: 0, updated: 0, unchanged: body.rows });
      }
      expect(await Promise.all(schools.map(pupilsOf))).toEqual([772, 272]);
      const after = await api.get<{ next: number }>(`/api/v1/schools/${schools[0]!.id}/changes?limit=1`);
      expect(after.body).toEqual(before.body);
    });

    it('each school has an audit row of each import that named its pupils', async () => {
      for (const school of schools) {
        const { data } = await api.expect(
          api.get<Page<{ detail: unknown }>>(`/api/v1/audit-events?action=import.run&schoolId=${school.id}`),
        );
        expect(data.length).toBe(5);
        expect(data[0]!.detail).toEqual({ kind: 'pupils', mode: 'dry-run', state: 'checked' });
      }
    });
  });

  it('a file with every kind of bad row names each, and nothing of it is stored', async () => {
    const school = await makeSchool(api);
    const there = await makePupil(api, school);
    const wrongLetter = (upn: string) => (upn.startsWith('A') ? 'B' : 'A') + upn.slice(1);
    const { upn } = pupilBody(school) as { upn: string };
    const twice = pupilRow(school, { sourceId: `twice-${next()}` });
    const file = csv(
      pupilRow(school),
      pupilRow(school, { upn: wrongLetter(upn), dateOfBirth: '2014-02-30' }),
      pupilRow({ ...school, urn: '000000' }),
      twice,
      twice,
      pupilRow(school, { upn: there.upn }),
      pupilRow(school, { legalForename: 'A"mira' }),
      pupilRow(school, { ncYear: '15', enrolmentStatus: 'Z', sex: 'X' }),
      pupilRow(school, { upn: '', upnReason: '' }),
      pupilRow(school, { sourceId: '', legalSurname: ' ' }),
      `${pupilRow(school)},more`,
      '',
      pupilRow(school, { entryDate: '01/09/2025' }),
      pupilRow(school),
    );
    const { body, status } = await run(file);
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: 'refused', rows: 13, created: 0, updated: 0, unchanged: 0 });
    expect(told(body)).toEqual([
      '3 dateOfBirth iso-date',
      '3 upn upn-check-letter',
      '4 schoolUrn unknown-school',
      '6 sourceId duplicate-in-file',
      '6 upn duplicate-in-file',
      '7 upn duplicate',
      '8 legalForename broken-quoting',
      '9 sex not-in-set',
      '9 ncYear not-in-set',
      '9 enrolmentStatus not-in-set',
      '10 upn upn-missing',
      '11 legalSurname missing',
      '11 sourceId missing',
      '12 entryDate cell-count',
      '14 entryDate iso-date',
    ]);
    expect(body).toMatchObject({ refused: 10, errorsTotal: 15 });
    expect(await pupilsOf(school)).toBe(1);

    const partial = await run(file, { partial: 'true' });
    expect(partial.body).toMatchObject({
      state: 'imported',
      rows: 13,
      created: 3,
      refused: 10,
      errorsTotal: 15,
    });
    expect(await pupilsOf(school)).toBe(4);
  });

  it('a file in another encoding names byte, row and column, and is not stored', async () => {
    const school = await makeSchool(api);
    const file = Buffer.from(csv(pupilRow(school), pupilRow(school, { legalForename: 'Zoë' })), 'latin1');
    const { body } = await run(file);
    expect(body).toMatchObject({
      state: 'refused',
      errors: [{ row: 3, column: 'legalForename', code: 'not-utf8' }],
    });
    expect(body.errors[0]!.detail).toContain('0xEB');
    expect(await pupilsOf(school)).toBe(0);
    const marked = await run(`\uFEFF${csv(pupilRow(school, { legalForename: 'Zoë' }))}`);
    expect(marked.body).toMatchObject({ state: 'imported', created: 1 });
  });

  it.each([
    ['an empty file', '', ['1 null no-header']],
    [
      'another header',
      'schoolUrn,a\n1,2\n',
      [
        ...PUPIL_COLUMNS.filter((it) => it !== 'schoolUrn').map((it) => `1 ${it} missing-column`),
        '1 a unknown-column',
      ],
    ],
    ['no header, and nothing of the pupil in its place is repeated', 'Amira,Okafor\n', ['1 null no-header']],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff]), ['1 null not-utf8']],
  ])('%s is refused, partial or not', async (_case, file, errors) => {
    const { body, status } = await run(file, { partial: 'true' });
    expect([status, body.state, body.rows]).toEqual([201, 'refused', 0]);
    expect(told(body)).toEqual(errors);
  });

  it('a pupil who is known is changed, and the spell on the roll is corrected', async () => {
    const school = await makeSchool(api);
    const upn = (pupilBody(school) as { upn: string }).upn;
    const cells = { sourceId: `known-${next()}`, upn, entryDate: risingDay() };
    await run(csv(pupilRow(school, cells)));
    const changed = await run(csv(pupilRow(school, { ...cells, ncYear: '8' })));
    expect(changed.body).toMatchObject({ state: 'imported', updated: 1, unchanged: 0 });
    const renamed = await run(csv(pupilRow(school, { ...cells, ncYear: '8', legalSurname: 'Bello' })));
    expect(renamed.body).toMatchObject({ updated: 1 });
    const { data } = await api.expect(
      api.get<Page<unknown>>(`/api/v1/pupils?schoolId=${school.id}&expand=enrolments`),
    );
    expect(data).toMatchObject([{ legalSurname: 'Bello', enrolments: [{ ncYear: '8', leavingDate: null }] }]);
  });

  it.each(['import', 'batch'] as const)(
    'a pupil who rises a year keeps last year’s spell and how last year’s results are judged, told by %s',
    async (way) => {
      const school = await makeSchool(api);
      const cells = { sourceId: `risen-${next()}`, upn: (pupilBody(school) as { upn: string }).upn };
      const entryDate = '2023-09-04';
      const first = await run(csv(pupilRow(school, { ...cells, ncYear: '7', entryDate })));
      expect(first.body).toMatchObject({ created: 1 });
      const path = `/api/v1/pupils?schoolId=${school.id}&expand=enrolments`;
      const read = async () =>
        (await api.expect(api.get<Page<{ id: string; enrolments: unknown[] }>>(path))).data[0]!;
      const { id: pupilId } = await read();
      const framework = await api.expect(
        api.post<{ key: string }>(
          '/api/v1/frameworks',
          frameworkBody(school, { expectations: { 7: 10, 8: 12 }, higherStandard: null }),
        ),
      );
      const result = await api.expect(
        api.post<{ id: string; attainment: string }>(
          '/api/v1/results',
          resultBody({ id: pupilId }, { framework: { key: framework.key }, value: 11, date: '2024-03-01' }),
        ),
      );
      expect(result.attainment).toBe('at');

      const tell = async (): Promise<object> => {
        if (way === 'import')
          return (await run(csv(pupilRow(school, { ...cells, ncYear: '8', entryDate })))).body;
        const item = {
          ...{ schoolId: school.id, upn: cells.upn, sex: 'F', dateOfBirth: '2014-03-09' },
          ...{ legalForename: 'Amira', legalSurname: 'Okafor' },
          source: { system: 'mis', id: cells.sourceId },
          enrolment: { ncYear: '8', status: 'C', entryDate },
        };
        return (await api.post<object>('/api/v1/pupils:batch?match=source', { items: [item] })).body;
      };
      expect(await tell()).toMatchObject({ updated: 1, unchanged: 0 });
      const spells = [
        { ncYear: '7', entryDate, leavingDate: dayBefore(risingDay()) },
        { ncYear: '8', entryDate: risingDay(), leavingDate: null },
      ];
      expect((await read()).enrolments).toMatchObject(spells);
      expect(await tell()).toMatchObject({ updated: 0, unchanged: 1 });
      expect((await read()).enrolments).toMatchObject(spells);
      const still = await api.expect(api.get<{ attainment: string }>(`/api/v1/results/${result.id}`));
      expect(still.attainment).toBe('at');
    },
  );

  it('a school that the token may not see is refused as one that is not there', async () => {
    const [mine, other] = [await makeSchool(api), await makeSchool(api)];
    const own = await makeClient(server, api, ['imports:run'], [mine.id]);
    const file = (urn: string) => csv(pupilRow({ ...other, urn }));
    const [hidden, unknown] = [await run(file(other.urn), {}, own), await run(file('000001'), {}, own)];
    expect(hidden.body.errors).toEqual(unknown.body.errors);
    expect(told(hidden.body)).toEqual(['2 schoolUrn unknown-school']);
    expect(await pupilsOf(other)).toBe(0);
  });

  it('an import is seen by who ran it and by an administrator, and by nobody else', async () => {
    const school = await makeSchool(api);
    const [mine, other] = [
      await makeClient(server, api, ['imports:run'], [school.id]),
      await makeClient(server, api, ['imports:run'], [school.id]),
    ];
    const made = await run(csv(pupilRow(school)), {}, mine);
    const path = made.headers.get('location')!;
    expect((await mine.get(path)).body).toEqual(made.body);
    expect((await api.get(path)).body).toEqual(made.body);
    for (const hidden of [path, `${path}/errors`]) {
      expect(await other.get<Problem>(hidden)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
  });

  it('the answer shows the first hundred errors, and the rest come by page', async () => {
    const school = await makeSchool(api);
    const rows = Array.from({ length: 250 }, () => pupilRow(school, { ncYear: '20' }));
    const { body, headers } = await run(csv(...rows));
    expect(body.errorsTotal).toBe(250);
    expect(body.errors.length).toBeLessThanOrEqual(100);
    const path = `${headers.get('location')!}/errors`;
    const seen: number[] = [];
    for (let cursor = ''; ;) {
      const page = await api.expect(api.get<Page<{ row: number }>>(`${path}?limit=100&count=true${cursor}`));
      expect(page.page.total).toBe(250);
      seen.push(...page.data.map((it) => it.row));
      if (page.page.next === null) break;
      cursor = `&cursor=${page.page.next}`;
    }
    expect(seen).toEqual(rows.map((_row, i) => i + 2));
  });

  it('a repeated Idempotency-Key imports once and answers the same', async () => {
    const school = await makeSchool(api);
    const file = csv(pupilRow(school));
    const send = () =>
      api.post<Import>('/api/v1/imports', importBody(file), { 'idempotency-key': `import-${school.id}` });
    const [first, again] = [await send(), await send()];
    expect(first.body).toMatchObject({ state: 'imported', created: 1 });
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });

  it('two imports of the same file at once make each pupil once', async () => {
    const school = await makeSchool(api);
    const file = csv(...Array.from({ length: 40 }, () => pupilRow(school)));
    const answers = await Promise.all([run(file), run(file)]);
    expect(answers.map(({ body }) => body.state)).toEqual(['imported', 'imported']);
    expect(answers.reduce((sum, { body }) => sum + body.created, 0)).toBe(40);
    expect(await pupilsOf(school)).toBe(40);
  });

  it.each([
    ['an unknown kind', { kind: 'staff' }, '/kind', 'not-in-set'],
    ['an unknown mode', { mode: 'try' }, '/mode', 'not-in-set'],
    ['partial that is neither true nor false', { partial: 'yes' }, '/partial', 'wrong-type'],
    ['an unknown field', { school: '1' }, '/school', 'unknown-member'],
  ])('%s is refused at its pointer', async (_case, fields, pointer, code) => {
    const answer = await run(csv(), fields);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer, code }] } });
  });

  it.each([
    ['pupils', PUPIL_COLUMNS],
    ['results', RESULT_COLUMNS],
  ])('the example of the template of %s is a valid row but for the school', async (name, columns) => {
    const template = await api.get<string>(`/api/v1/import-templates/${name}`);
    expect(template.status).toBe(200);
    expect(template.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const file = template.headers.get('content-disposition');
    expect(file).toBe(`attachment; filename="${name}-template.csv"`);
    const [header, example] = template.body.split('\n');
    expect(header!.split(',')).toEqual(columns);
    const { body } = await run(`${header}\n${example}\n`, { kind: name, mode: 'dry-run' });
    expect(told(body)).toEqual(['2 schoolUrn unknown-school']);
  });

  it('there is no template of an unknown kind', async () => {
    expect((await api.get('/api/v1/import-templates/wishes')).status).toBe(404);
  });

  it('others are answered while a large file of bad rows is read', async () => {
    const state = { done: false };
    const large = run(`${PUPIL_COLUMNS.join(',')}\n${'x\n'.repeat(400_000)}`).finally(
      () => (state.done = true),
    );
    let answered = 0;
    for (; !state.done; answered++) expect((await api.get('/api/v1/schools?limit=1')).status).toBe(200);
    const { body } = await large;
    expect(body).toMatchObject({ state: 'refused', rows: 400_000, refused: 400_000, errorsTotal: 400_000 });
    expect(body.errors).toHaveLength(100);
    // Read in one go, it let two or three through.
    expect(answered).toBeGreaterThan(20);
  });

  it('a caller finds the imports that it ran, by kind, mode and state', async () => {
    const school = await makeSchool(api);
    const caller = await makeClient(server, api, ['imports:run'], [school.id]);
    const other = await makeClient(server, api, ['imports:run'], [school.id]);
    const file = csv(pupilRow(school));
    const dry = await run(file, { mode: 'dry-run' }, caller);
    const good = await run(file, {}, caller);
    const bad = await run(csv(pupilRow(school, { sex: 'x' })), {}, caller);
    await run(file, { mode: 'dry-run' }, other);
    const ids = async (query: string, as = caller) =>
      (await as.expect(as.get<Page<{ id: string }>>(`/api/v1/imports${query}`))).data.map((it) => it.id);
    expect(await ids('')).toEqual([dry, good, bad].map((it) => it.body.id));
    expect(await ids('?mode=dry-run')).toEqual([dry.body.id]);
    expect(await ids('?state=refused&kind=pupils')).toEqual([bad.body.id]);
    expect(await ids('?kind=results')).toEqual([]);
    expect(await ids('?sort=-createdAt&limit=1')).toEqual([bad.body.id]);
    expect(await ids('?updatedSince=2000-01-01T00:00:00Z')).toHaveLength(3);
    expect(await ids('?limit=500', api)).toEqual(expect.arrayContaining(await ids('', other)));
  });
});

/** The 1 September on which pupils rose into the NC year that a roll tells today; in August it is next year's. */
function risingDay(): string {
  const [year, month] = new Date().toISOString().split('-').map(Number) as [number, number];
  return `${month >= 8 ? year : year - 1}-09-01`;
}

function dayBefore(date: string): string {
  return new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
}
