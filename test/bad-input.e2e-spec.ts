import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makePupil, makeSchool, pupilBody, type School } from './support/factories.js';
import { startServer, type TestServer } from './support/server.js';

/** What is wanted of an answer: its status, code, and where the fault is. */
type Wanted = readonly [status: number, code: string, pointer?: string, faultCode?: string];

describe.each(DATABASES)('bad input on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  let pupil: { id: string; version: number };

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
    pupil = await makePupil(api, school);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  /** Sends a request and holds the problem document and what is stored to what is wanted. */
  async function refused(
    [status, code, pointer, faultCode]: Wanted,
    method: string,
    path: string,
    init: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Problem> {
    const before = await stored();
    const answer = await api.send<Problem>(method, path, init);
    const fault = answer.body.errors?.[0];
    expect({
      status: answer.status,
      code: answer.body.code,
      ...(pointer !== undefined && { pointer: fault?.pointer }),
      ...(faultCode !== undefined && { faultCode: fault?.code }),
      type: answer.headers.get('content-type'),
    }).toEqual({
      status,
      code,
      ...(pointer !== undefined && { pointer }),
      ...(faultCode !== undefined && { faultCode }),
      type: 'application/problem+json; charset=utf-8',
    });
    expect(answer.body).toMatchObject({
      type: `/errors/${code}`,
      status,
      instance: path.split('?')[0]!.slice(0, 300),
    });
    expect(await stored()).toEqual(before);
    return answer.body;
  }

  async function stored() {
    const { body } = await api.get<Page<unknown>>('/api/v1/pupils?count=true&limit=500');
    const { body: changes } = await api.get<{ next: number }>(
      `/api/v1/schools/${school.id}/changes?limit=500`,
    );
    return { pupils: body.page.total, changes: changes.next };
  }

  const PUPILS = '/api/v1/pupils';

  describe('bodies', () => {
    it.each<[string, string | Uint8Array]>([
      ['JSON that breaks off', '{"schoolId": '],
      ['two documents', '{} {}'],
      ['nothing at all', ''],
      ['only spaces', '  '],
      ['a trailing comma', '{"a": 1,}'],
      ['a NUL between members', '{\u0000}'],
      ['__proto__', '{"__proto__": {"schoolId": "x"}}'],
      ['__proto__ further in', '{"enrolment": {"__proto__": {}}}'],
      ['__proto__ in escapes', '{"\\u005f_proto__": {}}'],
      ['constructor.prototype', '{"constructor": {"prototype": {}}}'],
      ['Latin-1 for UTF-8', Buffer.from('{"legalForename": "Jos\u00e9"}', 'latin1')],
    ])('%s is malformed-json', (_name, body) => refused([400, 'malformed-json'], 'POST', PUPILS, { body }));

    it.each<[string, unknown]>([
      ['an array', []],
      ['a text', '"text"'],
      ['a number', 1],
      ['null', 'null'],
    ])('%s for an object is told at the root', (_name, body) =>
      refused([400, 'validation-failed', '', 'wrong-type'], 'POST', PUPILS, { body }),
    );

    it.each<[string, Record<string, unknown>, string, string]>([
      ['a member that is not described', { nickname: 'x' }, '/nickname', 'unknown-member'],
      [
        'a member that is not described further in',
        { source: { system: 's', id: '1', x: 1 } },
        '/source/x',
        'unknown-member',
      ],
      ['a member with a slash in its name', { 'a/b~c': 1 }, '/a~1b~0c', 'unknown-member'],
      ['constructor', { constructor: 'x' }, '/constructor', 'unknown-member'],
      ['toString', { toString: 1 }, '/toString', 'unknown-member'],
      [
        'constructor further in',
        { source: { system: 's', id: '1', constructor: 1 } },
        '/source/constructor',
        'unknown-member',
      ],
      ['a number for a text', { legalSurname: 7 }, '/legalSurname', 'wrong-type'],
      ['a boolean for a text', { legalSurname: true }, '/legalSurname', 'wrong-type'],
      ['null for a text', { legalSurname: null }, '/legalSurname', 'wrong-type'],
      ['an object for a text', { legalSurname: {} }, '/legalSurname', 'wrong-type'],
      ['an array for a text', { legalSurname: ['x'] }, '/legalSurname', 'wrong-type'],
      ['an array for an object', { source: [] }, '/source', 'wrong-type'],
      ['an array of objects for an object', { source: [{ system: 's', id: '1' }] }, '/source', 'wrong-type'],
      ['a text for an object', { enrolment: 'x' }, '/enrolment', 'wrong-type'],
      ['null for an object', { enrolment: null }, '/enrolment', 'wrong-type'],
      ['an empty text', { legalSurname: '' }, '/legalSurname', 'missing'],
      ['only spaces', { legalSurname: ' \u00a0\u3000' }, '/legalSurname', 'matches'],
      ['NUL', { legalSurname: 'a\u0000b' }, '/legalSurname', 'matches'],
      ['a control character', { legalSurname: 'a\u001bb' }, '/legalSurname', 'matches'],
      ['half of a surrogate pair', { legalSurname: 'a\ud800b' }, '/legalSurname', 'matches'],
      ['101 characters', { legalSurname: 'x'.repeat(101) }, '/legalSurname', 'too-long'],
      ['a key that ends with a space', { source: { system: 'mis', id: 'p-1 ' } }, '/source/id', 'matches'],
      ['29 February of no leap year', { dateOfBirth: '2015-02-29' }, '/dateOfBirth', 'iso-date'],
      ['31 April', { dateOfBirth: '2014-04-31' }, '/dateOfBirth', 'iso-date'],
      ['month 13', { dateOfBirth: '2014-13-01' }, '/dateOfBirth', 'iso-date'],
      ['a day and month the other way round', { dateOfBirth: '25-12-2014' }, '/dateOfBirth', 'iso-date'],
      ['an instant for a date', { dateOfBirth: '2014-03-09T00:00:00Z' }, '/dateOfBirth', 'iso-date'],
      ['the year 0', { dateOfBirth: '0000-01-01' }, '/dateOfBirth', 'iso-date'],
      [
        'a date that does not exist further in',
        { enrolment: { ncYear: '7', status: 'C', entryDate: '2025-11-31' } },
        '/enrolment/entryDate',
        'iso-date',
      ],
      ['a code that is in no set', { sex: 'X' }, '/sex', 'not-in-set'],
      ['a code in the wrong case', { sex: 'f' }, '/sex', 'not-in-set'],
      ['no id', { schoolId: 'school' }, '/schoolId', 'id'],
      [
        'an id of nothing',
        { schoolId: '01900000-0000-7000-8000-00000000dead' },
        '/schoolId',
        'unknown-school',
      ],
      ['an id in capitals', { schoolId: '01900000-0000-7000-8000-00000000DEAD' }, '/schoolId', 'id'],
    ])('%s is told at its place', async (_name, members, pointer, code) => {
      await refused([400, 'validation-failed', pointer, code], 'POST', PUPILS, {
        body: pupilBody(school, members),
      });
      const merged = { body: members, headers: { 'if-match': '*' } };
      if ('schoolId' in members || 'enrolment' in members) return;
      await refused([400, 'validation-failed', pointer, code], 'PATCH', `${PUPILS}/${pupil.id}`, merged);
    });

    it('a member that is missing is told at its place, and all faults at once', async () => {
      const { legalSurname: _surname, dateOfBirth: _date, ...body } = pupilBody(school);
      const { errors } = await refused([400, 'validation-failed'], 'POST', PUPILS, { body });
      expect(errors!.map((it) => [it.pointer, it.code]).sort()).toEqual([
        ['/dateOfBirth', 'missing'],
        ['/legalSurname', 'missing'],
      ]);
    });

    it('2 MB are too much, and the client that still sends them is told', async () => {
      const body = JSON.stringify(pupilBody(school, { legalSurname: 'x'.repeat(2 * 1024 * 1024) }));
      await refused([413, 'body-too-large'], 'POST', PUPILS, { body });
      await refused([413, 'body-too-large'], 'POST', `${PUPILS}:batch`, { body });
    });

    it.each([
      ['arrays', '['.repeat(200_000)],
      ['objects', '{"a":'.repeat(100_000)],
      ['arrays that end', `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`],
      ['25 levels', `{"a":${'['.repeat(24)}${']'.repeat(24)}}`],
    ])('deep nesting of %s is too-deep', (_name, body) =>
      refused([400, 'too-deep'], 'POST', PUPILS, { body }),
    );

    it('brackets inside texts are no nesting', async () => {
      const body = pupilBody(school, { legalSurname: '[{"'.repeat(33) });
      expect((await api.post(PUPILS, body)).status).toBe(201);
    });

    it.each([
      'text/plain',
      'application/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'nonsense',
      'application/json-patch+json',
    ])('the media type %s is not supported', (type) =>
      refused([415, 'media-type-unsupported'], 'POST', PUPILS, {
        body: JSON.stringify(pupilBody(school)),
        headers: { 'content-type': type },
      }),
    );

    it.each(['O’Brien-Søndergård', '李小龍', 'Ngũgĩ', 'عائشة', '𝒳 Æ A-12', 'Zoë', '🌳'.repeat(50)])(
      'the name %s reads back as it was sent',
      async (legalSurname) => {
        const made = await api.post<{ id: string; legalSurname: string }>(
          PUPILS,
          pupilBody(school, { legalSurname }),
        );
        expect([made.status, made.body.legalSurname]).toEqual([201, legalSurname]);
        expect((await api.get<{ legalSurname: string }>(`${PUPILS}/${made.body.id}`)).body.legalSurname).toBe(
          legalSurname,
        );
      },
    );
  });

  describe('batches', () => {
    const batch = (items: unknown) => ({ body: { items } });

    it('0 items and 1,001 items are refused whole', async () => {
      await refused(
        [400, 'validation-failed', '/items', 'array-min-size'],
        'POST',
        `${PUPILS}:batch`,
        batch([]),
      );
      const many = Array.from({ length: 1001 }, () => ({}));
      await refused(
        [400, 'validation-failed', '/items', 'array-max-size'],
        'POST',
        `${PUPILS}:batch`,
        batch(many),
      );
      await refused(
        [400, 'validation-failed', '/items', 'wrong-type'],
        'POST',
        `${PUPILS}:batch`,
        batch({ 0: {} }),
      );
      await refused([400, 'validation-failed', '/items', 'missing'], 'POST', `${PUPILS}:batch`, { body: {} });
    });

    it('each bad item is told by itself, and with atomic=true nothing is stored', async () => {
      const before = await stored();
      const items = [
        pupilBody(school),
        null,
        [],
        7,
        pupilBody(school, { upn: 'A000' }),
        { schoolId: school.id },
      ];
      const answer = await api.post<{ refused: number; created: number; outcomes: { status: number }[] }>(
        `${PUPILS}:batch?atomic=true`,
        { items },
      );
      expect(answer.body).toMatchObject({ created: 0, refused: 6 });
      expect(answer.body.outcomes.map((it) => it.status)).toEqual([424, 400, 400, 400, 400, 400]);
      expect(await stored()).toEqual(before);
    });

    it('without atomic the good items are stored, and twins in one batch only once', async () => {
      const before = await stored();
      const twin = pupilBody(school);
      const answer = await api.post<{ outcomes: { status: number; code?: string }[] }>(`${PUPILS}:batch`, {
        items: [twin, { ...twin }, { ...pupilBody(school), upn: twin['upn'] }, pupilBody(school)],
      });
      expect(answer.body.outcomes.map((it) => it.code ?? it.status)).toEqual([
        201,
        'duplicate',
        'duplicate',
        201,
      ]);
      expect((await stored()).pupils).toBe(before.pupils! + 2);
    });

    it.each(['atomic=yes', 'atomic=1', 'match=upn', 'atomic=true&atomic=true', 'dryRun=true'])(
      'the parameter %s is refused',
      (query) =>
        refused([400, 'validation-failed'], 'POST', `${PUPILS}:batch?${query}`, batch([pupilBody(school)])),
    );
  });

  describe('queries', () => {
    it.each<[string, string, string]>([
      ['limit=0', '?limit', 'too-small'],
      ['limit=-1', '?limit', 'too-small'],
      ['limit=501', '?limit', 'too-large'],
      ['limit=100000', '?limit', 'too-large'],
      ['limit=abc', '?limit', 'wrong-type'],
      ['limit=', '?limit', 'wrong-type'],
      ['limit=1.5', '?limit', 'wrong-type'],
      ['limit=1e2', '?limit', 'wrong-type'],
      ['limit=99999999999999999999', '?limit', 'too-large'],
      ['limit=5&limit=6', '?limit', 'repeated'],
      ['limit[]=5', '?limit[]', 'unknown-member'],
      ['count=maybe', '?count', 'wrong-type'],
      ['colour=red', '?colour', 'unknown-member'],
      ['__proto__=x', '?__proto__', 'unknown-member'],
      ['constructor=x', '?constructor', 'unknown-member'],
      ['toString=1', '?toString', 'unknown-member'],
      ['sort=upn', '?sort', 'unknown-sort'],
      ['sort=constructor', '?sort', 'unknown-sort'],
      ['sort=--id', '?sort', 'unknown-sort'],
      ['sort=id;drop%20table%20pupil', '?sort', 'unknown-sort'],
      ['fields=nickname', '?fields', 'unknown-field'],
      ['expand=results', '?expand', 'not-in-set'],
      ['schoolId=x', '?schoolId', 'id'],
      ['yearGroup=15', '?yearGroup', 'not-in-set'],
      ['updatedSince=yesterday', '?updatedSince', 'instant'],
      ['updatedSince=2026-02-30T00:00:00Z', '?updatedSince', 'instant'],
      ['surname=%00', '?surname', 'matches'],
    ])('%s is told at its parameter', (query, pointer, code) =>
      refused([400, 'validation-failed', pointer, code], 'GET', `${PUPILS}?${query}`),
    );

    it('a filter takes what SQL would read as a pattern as it is', async () => {
      for (const surname of ['%25', '_', '!', "'", '"', '%5C']) {
        const { body } = await api.get<Page<unknown>>(`${PUPILS}?surname=${surname}`);
        expect([surname, body.data]).toEqual([surname, []]);
      }
    });

    it('a cursor that was tampered with, cut, or comes from another order or list is refused', async () => {
      await makePupil(api, school);
      const page = await api.get<Page<unknown>>(`${PUPILS}?limit=1&sort=legalSurname`);
      const cursor = page.body.page.next!;
      const flipped = cursor.slice(0, 30) + (cursor[30] === 'A' ? 'B' : 'A') + cursor.slice(31);
      const wanted: Wanted = [400, 'cursor-invalid', '?cursor'];
      for (const bad of [flipped, cursor.slice(0, -2), `${cursor}AA`, `${cursor}!`, 'x', '', '%F0%9F%8C%B3'])
        await refused(wanted, 'GET', `${PUPILS}?sort=legalSurname&cursor=${bad}`);
      for (const other of ['', 'sort=id&', 'sort=-legalSurname&', 'sort=legalForename&'])
        await refused(wanted, 'GET', `${PUPILS}?${other}cursor=${cursor}`);
      const { body } = await api.get<Page<unknown>>(`${PUPILS}?limit=1&sort=id`);
      await refused(wanted, 'GET', `/api/v1/audit-events?sort=id&cursor=${body.page.next!}`);
    });

    it.each(['%', '%zz', '%c3%28', 'a%2', '%ff'])('the percent escape %s in a path is refused', (part) =>
      refused([400, 'bad-request-target'], 'GET', `${PUPILS}/${part}`),
    );

    it.each(['updatedSince=%', 'surname=%zz', 'sourceId=%ff'])(
      'the percent escape in %s is refused',
      (query) => refused([400, 'bad-request-target'], 'GET', `${PUPILS}?${query}`),
    );

    it('a part of the path that is too long is refused, and one that is no id leads nowhere', async () => {
      await refused([400, 'bad-request-target'], 'GET', `${PUPILS}/${'x'.repeat(5000)}`);
      for (const id of ['x', '%00', pupil.id.toUpperCase(), `${pupil.id}%20`, '..%2f..', "'%20or%201=1--"])
        await refused([404, 'not-found'], 'GET', `${PUPILS}/${id}`);
    });

    it('a path or method that is not there is 404', async () => {
      await refused([404, 'not-found'], 'GET', '/api/v1/nothing');
      await refused([404, 'not-found'], 'PUT', PUPILS, { body: {} });
      await refused([404, 'not-found'], 'GET', '/errors/nothing');
    });
  });

  describe('preconditions', () => {
    it('a change without If-Match is 428, with a stale or strange one 412', async () => {
      const path = `${PUPILS}/${pupil.id}`;
      const body = { legalSurname: 'Changed' };
      await refused([428, 'precondition-required'], 'PATCH', path, { body });
      await refused([428, 'precondition-required'], 'DELETE', path);
      for (const etag of ['"999999"', '"0"', '""', 'nonsense', '"1", "2"', '"-1"', '"01"']) {
        await refused([412, 'precondition-failed'], 'PATCH', path, { body, headers: { 'if-match': etag } });
        await refused([412, 'precondition-failed'], 'DELETE', path, { headers: { 'if-match': etag } });
      }
    });

    it('an Idempotency-Key that cannot be kept is refused', async () => {
      for (const key of ['x'.repeat(129), 'a b', 'é'])
        await refused([400, 'validation-failed', '#Idempotency-Key'], 'POST', PUPILS, {
          body: pupilBody(school),
          headers: { 'idempotency-key': key },
        });
    });

    it('an Idempotency-Key with another body is refused', async () => {
      const headers = { 'idempotency-key': 'once' };
      expect((await api.post(PUPILS, pupilBody(school), headers)).status).toBe(201);
      await refused([409, 'idempotency-mismatch'], 'POST', PUPILS, { body: pupilBody(school), headers });
    });
  });

  it('none of this made the server write an error', () => {
    expect(server.output()).not.toMatch(/"level":[56]0/);
  });
});
