import fc from 'fast-check';
import { createConnection } from 'mysql2/promise';
import { setTimeout as delay } from 'node:timers/promises';
import { type ApiClient, type Page, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makePupil, makeSchool, pupilBody, type School } from './support/factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Pupil {
  readonly id: string;
  readonly legalSurname: string;
}

const AHEAD_MILLIS = 120_000;

/** Lets a server's clock go ahead of this machine's. */
function clockAhead(millis: number): Record<string, string> {
  const source = `const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...given) { super(...(given.length > 0 ? given : [Real.now() + ${millis}])); }
      static now() { return Real.now() + ${millis}; }
    };`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(source)}` };
}

/** What a server tells of a school's pupils as known at an instant, in their order. */
async function namesAt(api: ApiClient, school: School, instant: string): Promise<string[]> {
  const path = `/api/v1/pupils?schoolId=${school.id}&knownAt=${instant}`;
  return (await api.expect(api.get<Page<Pupil>>(path))).data.map((it) => it.legalSurname);
}

function rename(api: ApiClient, pupil: { readonly id: string }, legalSurname: string): Promise<Pupil> {
  return api.expect(api.patch<Pupil>(`/api/v1/pupils/${pupil.id}`, { legalSurname }, '*'));
}

describe.each(DATABASES)('two servers, one clock two minutes ahead, on one database of $name', ({ make }) => {
  let database: TestDatabase;
  let servers: TestServer[];
  let behind: ApiClient;
  let ahead: ApiClient;

  beforeAll(async () => {
    database = await make();
    servers = [];
    servers.push(await startServer(database));
    servers.push(await startServer(database, clockAhead(AHEAD_MILLIS)));
    [behind, ahead] = await Promise.all([signIn(servers[0]!), signIn(servers[1]!)]);
  });

  afterAll(async () => {
    for (const it of servers) await it.stop();
    await database.drop();
  });

  /** The present of the server whose clock is ahead: for the other it lies in the future. */
  const presentAhead = () => new Date(Date.now() + AHEAD_MILLIS).toISOString();

  it('what the one has told of an instant is not changed by what the other writes at an earlier one', async () => {
    const school = await makeSchool(behind);
    const pupil = await makePupil(behind, school, { legalSurname: 'Before' });
    const instant = presentAhead();
    expect(await namesAt(ahead, school, instant)).toEqual(['Before']);
    await rename(behind, pupil, 'After');
    await makePupil(behind, school, { legalSurname: 'New' });
    expect(await namesAt(ahead, school, instant)).toEqual(['Before']);
    expect(await namesAt(ahead, school, presentAhead())).toEqual(['After', 'New']);
  });

  it('nor by a school that the other adds', async () => {
    const instant = presentAhead();
    const ids = async () => {
      const path = `/api/v1/schools?limit=500&knownAt=${instant}`;
      return (await ahead.expect(ahead.get<Page<School>>(path))).data.map((it) => it.id);
    };
    const told = await ids();
    const { id } = await makeSchool(behind);
    expect(await ids()).toEqual(told);
    expect(told).not.toContain(id);
  });

  it('whatever is written and asked for on both at once, an answer stays as it was given', async () => {
    const step = fc.oneof(
      fc.record({ what: fc.constant('rename' as const), onAhead: fc.boolean(), pupil: fc.nat(1) }),
      fc.record({ what: fc.constant('add' as const), onAhead: fc.boolean() }),
      fc.record({ what: fc.constant('ask' as const), before: fc.constantFrom(0, 1, 5, 50, 90_000) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
        const school = await makeSchool(behind);
        const pupils = [await makePupil(behind, school), await makePupil(behind, school)];
        const told: { instant: string; names: string[] }[] = [];
        const under: Promise<unknown>[] = [];
        for (const [i, it] of steps.entries()) {
          if (it.what === 'ask') {
            const instant = new Date(Date.parse(presentAhead()) - it.before).toISOString();
            told.push({ instant, names: await namesAt(ahead, school, instant) });
            continue;
          }
          const api = it.onAhead ? ahead : behind;
          const legalSurname = `Step${i}`;
          under.push(
            it.what === 'add'
              ? api.expect(api.post('/api/v1/pupils', pupilBody(school, { legalSurname })))
              : rename(api, pupils[it.pupil]!, legalSurname),
          );
        }
        await Promise.all(under);
        for (const { instant, names } of told) {
          expect(await namesAt(ahead, school, instant)).toEqual(names);
        }
      }),
      { numRuns: 12 },
    );
  });
});

const server = DATABASES.filter((it) => it.name !== 'SQLite');

// SQLite has one writer, and a transaction there takes its instant when it is that one.
(server.length > 0 ? describe.each(server) : describe.skip.each(DATABASES))(
  'two servers with the same clock on one database of $name',
  ({ make }) => {
    let database: TestDatabase;
    let servers: TestServer[];
    let writer: ApiClient;
    let reader: ApiClient;
    let school: School;

    beforeAll(async () => {
      database = await make();
      servers = [];
      for (let i = 0; i < 2; i++) servers.push(await startServer(database));
      [writer, reader] = await Promise.all([signIn(servers[0]!), signIn(servers[1]!)]);
      school = await makeSchool(writer);
    });

    afterAll(async () => {
      for (const it of servers) await it.stop();
      await database.drop();
    });

    /** Holds what a select finds, and where it ends, until it is let go. */
    async function hold(select: string, ...values: string[]): Promise<() => Promise<void>> {
      const connection = await createConnection({ uri: database.url });
      await connection.query('start transaction');
      await connection.query(`${select} for update`, values);
      return () => connection.end();
    }

    /** Waits until so many of the servers' transactions wait for a lock, or until something else has ended. */
    async function untilWaiting(many: number, unless: Promise<unknown>): Promise<void> {
      const connection = await createConnection({ uri: database.url });
      const ended = { yet: false };
      void unless.finally(() => (ended.yet = true));
      try {
        for (;;) {
          const [rows] = await connection.query(
            `select count(*) as n from information_schema.innodb_trx where trx_state = 'LOCK WAIT'
              and trx_mysql_thread_id in (select id from information_schema.processlist where db = database())`,
          );
          if (ended.yet || (rows as { n: number }[])[0]!.n >= many) return;
          // InnoDB renews the table only for who has not read it for a tenth of a second.
          await delay(150);
        }
      } finally {
        await connection.end();
      }
    }

    it('a change that was under way at the instant, and is committed later, is recorded later', async () => {
      const own = await makeSchool(writer);
      const pupil = await makePupil(writer, own, { legalSurname: 'Before' });
      const letGo = await hold('select 1 from pupil where id = ?', pupil.id);
      const renamed = rename(writer, pupil, 'After');
      await untilWaiting(1, renamed);
      const instant = new Date().toISOString();
      expect(await namesAt(reader, own, instant)).toEqual(['Before']);
      await letGo();
      await renamed;
      expect(await namesAt(reader, own, instant)).toEqual(['Before']);
      expect(await namesAt(reader, own, new Date().toISOString())).toEqual(['After']);
    });

    it('one that is being written at the instant is waited for, and told', async () => {
      const pupil = await makePupil(writer, school, { legalSurname: 'Before' });
      const letGo = await hold('select 1 from change_event where owner_id = ?', school.id);
      const renamed = rename(writer, pupil, 'After');
      await untilWaiting(1, renamed);
      const instant = new Date().toISOString();
      const told = namesAt(reader, school, instant);
      await untilWaiting(2, told);
      await letGo();
      await renamed;
      expect(await told).toEqual(['After']);
      expect(await namesAt(reader, school, instant)).toEqual(['After']);
    });

    it('a school that is being added at the instant is waited for, and told', async () => {
      const letGo = await hold('select 1 from change_event where owner_id > ?', school.id);
      const added = makeSchool(writer);
      await untilWaiting(1, added);
      const instant = new Date().toISOString();
      const ids = async () => {
        const path = `/api/v1/schools?limit=500&knownAt=${instant}`;
        return (await reader.expect(reader.get<Page<School>>(path))).data.map((it) => it.id);
      };
      const told = ids();
      await untilWaiting(2, told);
      await letGo();
      const { id } = await added;
      expect(await told).toContain(id);
      expect(await ids()).toEqual(await told);
    });
  },
);
