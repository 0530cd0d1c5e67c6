import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  makeClient,
  makePupil,
  makeSchool,
  resultBody,
  type School,
  targetBody,
} from './support/factories.js';
import { readChanges } from './support/read-changes.js';
import { operationsOf, readDocument } from './support/openapi.js';
import { startServer, type TestServer } from './support/server.js';

interface Row {
  readonly id: string;
  readonly version: number;
  readonly updatedAt: string;
}
type Pupil = Row & { readonly preferredForename: string | null };
type Result = Row & { readonly value: number; readonly date: string };

/**
 * Reads of what has no past of its own: what only ever grows, what is calculated of runs, what the installation runs
 * at present, and what is read before a change is made.
 */
const WITHOUT_PAST: ReadonlySet<string> = new Set([
  'audit.list',
  'changes.list',
  'clients.find',
  'clients.list',
  'evaluations.events',
  'evaluations.find',
  'evaluations.list',
  'evaluations.results',
  'imports.errors',
  'imports.find',
  'imports.list',
  'imports.template',
  'installations.find',
  'installations.list',
  'pluginLog.list',
  'plugins.find',
  'plugins.list',
  'processes.list',
  'publisherKeys.find',
  'publisherKeys.list',
  'retentionReviews.list',
  'subjectAccess.read',
  'targetProposals.list',
  'reference.costBands',
  'reference.pupilPremiumRates',
]);

describe.each(DATABASES)('what was known at an instant, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const at = (path: string, knownAt: string) =>
    `/api/v1/${path}${path.includes('?') ? '&' : '?'}knownAt=${encodeURIComponent(knownAt)}`;
  const read = <T>(path: string, knownAt: string) => api.expect(api.get<T>(at(path, knownAt)));
  const list = async <T = Row>(path: string, knownAt: string) => (await read<Page<T>>(path, knownAt)).data;
  const rename = (pupil: { id: string }, preferredForename: string) =>
    api.expect(api.patch<Pupil>(`/api/v1/pupils/${pupil.id}`, { preferredForename }));
  const add = <T extends Row>(path: string, body: unknown) =>
    api.expect(api.post<T>(`/api/v1/${path}`, body));

  /** An instant after everything so far and before everything to come: the read waits until it has passed. */
  const moment = async () => {
    const instant = new Date().toISOString();
    await api.expect(api.get(at(`schools/${school.id}`, instant)));
    return instant;
  };

  it('every read of a fact can be asked for it', async () => {
    const reads = operationsOf(await readDocument(server)).filter((it) => it.method === 'GET');
    const without = reads.filter((it) => !it.queryNames.includes('knownAt')).map((it) => it.operationId);
    expect(without.sort()).toEqual([...WITHOUT_PAST].sort());
  });

  describe('a pupil who is called Ann, then Bea, then is removed', () => {
    let pupil: Row;
    let ann: Pupil;
    let bea: Pupil;
    let before: string;
    let asAnn: string;
    let asBea: string;
    let after: string;

    beforeAll(async () => {
      before = await moment();
      pupil = (await makePupil(api, school, { enrolment: undefined })) as unknown as Row;
      ann = await rename(pupil, 'Ann');
      asAnn = await moment();
      bea = await rename(pupil, 'Bea');
      asBea = await moment();
      const headers = { 'if-match': `"${bea.version}"` };
      await api.expect(api.send('DELETE', `/api/v1/pupils/${pupil.id}`, { headers }));
      after = await moment();
    });

    const statusAt = async (knownAt: string) => (await api.get(at(`pupils/${pupil.id}`, knownAt))).status;

    it('is shown as known at each instant, with the version of that time as ETag', async () => {
      const then = await api.get<Pupil>(at(`pupils/${pupil.id}`, asAnn));
      expect(then.body).toEqual(ann);
      expect(then.headers.get('etag')).toBe(`"${ann.version}"`);
      expect(await read<Pupil>(`pupils/${pupil.id}`, asBea)).toEqual(bea);
      const headers = { 'if-none-match': `"${ann.version}"` };
      expect((await api.get(at(`pupils/${pupil.id}`, asAnn), headers)).status).toBe(304);
    });

    it('is not there before it was recorded nor after it was removed', async () => {
      expect([await statusAt(before), await statusAt(after)]).toEqual([404, 404]);
      expect(await statusAt('1999-12-31T23:59:59Z')).toBe(404);
    });

    it('is in lists, with filters that hold of the row as it was', async () => {
      const ids = async (knownAt: string, query = '') =>
        (await list(`pupils?schoolId=${school.id}${query}`, knownAt)).map((it) => it.id);
      expect(await ids(asAnn)).toContain(pupil.id);
      expect(await ids(after)).not.toContain(pupil.id);
      expect(await ids(asAnn, `&updatedSince=${asAnn}`)).toEqual([]);
      expect(await ids(asBea, `&updatedSince=${asAnn}`)).toEqual([pupil.id]);
    });

    it('an instant may be written in any offset and to the nanosecond', async () => {
      const shifted = new Date(Date.parse(asAnn) + 3_600_000).toISOString().replace('Z', '999999+01:00');
      expect(await read<Pupil>(`pupils/${pupil.id}`, shifted)).toEqual(ann);
    });
  });

  describe('a year of results of which some are corrected', () => {
    let pupil: { id: string };
    let results: Result[];
    let then: string;

    beforeAll(async () => {
      pupil = await makePupil(api, school);
      results = [];
      for (let month = 1; month <= 7; month += 1) {
        const date = `2026-0${month}-10`;
        results.push(await add<Result>('results', resultBody(pupil, { date, value: month })));
      }
      then = await moment();
      for (const it of results.slice(2, 5)) await add(`results/${it.id}/corrections`, { value: 20 });
      await add('results', resultBody(pupil, { date: '2026-03-11', value: 19 }));
    });

    it('is a list of those that stood then, page by page in either direction, with their number', async () => {
      for (const sort of ['date', '-date']) {
        const seen: Result[] = [];
        for (let cursor = ''; ;) {
          const path = `results?pupilId=${pupil.id}&sort=${sort}&limit=2&count=true${cursor}`;
          const { data, page } = await read<Page<Result>>(path, then);
          expect(page.total).toBe(7);
          seen.push(...data);
          if (page.next === null) break;
          cursor = `&cursor=${page.next}`;
        }
        expect(seen).toEqual(sort === 'date' ? results : results.toReversed());
      }
    });

    it('a cursor belongs to the instant that it was given out for', async () => {
      const path = `results?pupilId=${pupil.id}&limit=2`;
      const { page } = await read<Page<Result>>(path, then);
      const later = await moment();
      const answer = await api.get<Problem>(`${at(path, later)}&cursor=${page.next}`);
      expect([answer.status, answer.body.code]).toEqual([400, 'cursor-invalid']);
    });

    it('a result that has been corrected since is shown as it stood', async () => {
      const corrected = results[2]!;
      expect(await read<Result>(`results/${corrected.id}`, then)).toEqual(corrected);
    });
  });

  it('a trajectory is rebuilt from the target and the results that were known', async () => {
    const pupil = await makePupil(api, school);
    const target = await add('targets', targetBody(pupil, { status: 'draft' }));
    const result = await add<Result>('results', resultBody(pupil, { date: '2026-04-10', value: 12 }));
    const path = `targets/${target.id}/trajectory?asOf=2026-06-01`;
    const then = await moment();
    const told = await read(path, then);
    await add(`results/${result.id}/corrections`, { value: 3 });
    await add('results', resultBody(pupil, { date: '2026-05-10', value: 19 }));
    await api.expect(api.patch(`/api/v1/targets/${target.id}`, { target: { value: 20 } }));
    expect(await read(path, then)).toEqual(told);
    expect(told).toMatchObject({ actual: 12, points: [{ date: '2026-04-10' }] });
    expect(await read(path, await moment())).toMatchObject({ actual: 19, points: [{ actual: 3 }, {}] });
  });

  it('who was on roll on a date, in a year and with SEN, is told as it was known', async () => {
    const pupil = await makePupil(api, school, {
      enrolment: { ncYear: '13', status: 'C', entryDate: '2025-09-01' },
    });
    const sen = { kind: 'sen', value: 'K', startDate: '2025-10-01' };
    const spell = await add(`pupils/${pupil.id}/characteristics`, sen);
    const then = await moment();
    const headers = { 'if-match': `"${spell.version}"` };
    await api.send('DELETE', `/api/v1/pupils/${pupil.id}/characteristics/${spell.id}`, { headers });
    const [enrolment] = await list(`pupils/${pupil.id}/enrolments`, then);
    const path = `/api/v1/pupils/${pupil.id}/enrolments/${enrolment!.id}`;
    await api.expect(api.patch(path, { leavingDate: '2026-02-13' }));
    const found = async (query: string, knownAt: string) =>
      (await list(`pupils?yearGroup=13&${query}`, knownAt)).map((it) => it.id);
    const later = await moment();
    expect(await found('asOf=2026-03-01', then)).toEqual([pupil.id]);
    expect(await found('asOf=2026-03-01', later)).toEqual([]);
    expect(await found('asOf=2026-02-13', later)).toEqual([pupil.id]);
    expect(await found('asOf=2026-01-01&sen=K', then)).toEqual([pupil.id]);
    expect(await found('asOf=2025-09-30&sen=K', then)).toEqual([]);
    expect(await found('asOf=2026-01-01&sen=K', later)).toEqual([]);
    const [row] = await list<{ enrolments: unknown[] }>(
      'pupils?yearGroup=13&asOf=2026-03-01&expand=enrolments',
      then,
    );
    expect(row!.enrolments).toEqual([expect.objectContaining({ leavingDate: null })]);
  });

  it('each school goes by its own clock in one list', async () => {
    const other = await makeSchool(api);
    const client = await makeClient(server, api, ['pupils:read'], [school.id, other.id]);
    const here = (await makePupil(api, school)) as unknown as Row;
    const there = (await makePupil(api, other)) as unknown as Row;
    const then = await moment();
    await rename(here, 'Later');
    await rename(there, 'Later');
    await makePupil(api, other);
    const found: Row[] = [];
    for (let cursor = ''; ;) {
      const { data, page } = await client.expect(
        client.get<Page<Row>>(`${at('pupils?limit=3', then)}${cursor}`),
      );
      found.push(...data);
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(found.filter((it) => it.id === here.id || it.id === there.id)).toEqual([
      expect.objectContaining({ id: here.id, version: here.version }),
      expect.objectContaining({ id: there.id, version: there.version }),
    ]);
    expect(new Set(found.map((it) => it.id)).size).toBe(found.length);
  });

  it('being asked for the present moves no instant into the future', async () => {
    await moment();
    const pupil = await makePupil(api, school);
    const written = Date.now();
    const { data } = await readChanges(api, school);
    const { at: recorded } = data.find((it) => it.resourceId === pupil.id)!;
    expect(Date.parse(recorded)).toBeLessThanOrEqual(written);
  });

  it('an instant in the future, or what is no instant, is refused at its place', async () => {
    const answers: [string, string][] = [
      ['2200-01-01T00:00:00Z', 'in-future'],
      ['2026-01-01', 'instant'],
      ['2026-02-30T00:00:00Z', 'instant'],
      ['', 'instant'],
    ];
    for (const [instant, code] of answers) {
      for (const path of ['pupils', `schools/${school.id}`]) {
        const { status, body } = await api.get<Problem>(at(path, instant));
        expect([instant, status, body.errors?.[0]]).toEqual([
          instant,
          400,
          expect.objectContaining({ pointer: '?knownAt', code }),
        ]);
      }
    }
    const answer = await api.get<Problem>(at('audit-events', '2026-01-01T00:00:00Z'));
    expect([answer.status, answer.body.errors?.[0]?.code]).toEqual([400, 'unknown-member']);
  });
});
