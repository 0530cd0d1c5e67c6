import fc from 'fast-check';
import { DATABASES, type TestDatabase } from '../../test/support/databases.js';
import { ENTITIES } from '../app.entities.js';
import { newId } from '../common/ids.js';
import { Cursors } from '../common/paging/cursor.js';
import type { PageQuery } from '../common/paging/list.dto.js';
import { Database } from '../database/database.js';
import { openDatabase } from '../database/data-source.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { AssessmentPointEntity } from './assessment-points/assessment-point.entity.js';
import { SchoolEntity } from './school.entity.js';
import { Lists, type RowPage } from '../auth/lists/lists.js';

const ACTOR = { clientId: 'test', staffId: null };
const LIST = {
  entity: AssessmentPointEntity,
  sortable: { date: { column: 'date', property: 'date' }, name: { column: 'name', property: 'name' } },
  defaultSort: 'date',
};

/** What happens to the point of one date: it is added or renamed, or it is removed. */
type Step = { readonly date: string; readonly name: string } | { readonly date: string; readonly name: null };

const dates = fc.constantFrom('2026-01-09', '2026-02-10', '2026-03-11', '2026-04-12', '2026-05-13');
const names = fc.option(fc.constantFrom('Spring', 'Summer', 'Mock', 'Late'), { nil: null });
const steps = fc.array(fc.record({ date: dates, name: names }), {
  minLength: 1,
  maxLength: 12,
});

describe.each(DATABASES)('lists as known at an instant, on $name', ({ make }) => {
  let place: TestDatabase;
  let database: Database;
  let uow: UnitOfWork;
  let lists: Lists;

  beforeAll(async () => {
    place = await make();
    database = new Database(await openDatabase(place.url, ENTITIES));
    uow = new UnitOfWork(database);
    lists = new Lists(database, new Cursors(Buffer.alloc(32, 7)));
  });

  afterAll(async () => {
    await database.close();
    await place.drop();
  });

  const makeSchool = async (n: number) => {
    const id = newId();
    const urn = { urn: String(100_000 + n), laCode: '999', establishment: String(1000 + n) };
    await uow.run(ACTOR, async (tx) => {
      tx.insert(SchoolEntity, {
        ...urn,
        name: 'School',
        phase: 'primary',
        trustId: null,
        ownerId: id,
        id,
      } as never);
      return Promise.resolve();
    });
    return id;
  };

  const carryOut = (ownerId: string, { date, name }: Step) =>
    uow.run(ACTOR, async (tx) => {
      const row = await tx.lockOne(AssessmentPointEntity, 'where owner_id = ? and date = ?', [ownerId, date]);
      if (name === null) {
        if (row) tx.remove(AssessmentPointEntity, row);
      } else if (row) tx.update(AssessmentPointEntity, row, { name });
      else tx.insert(AssessmentPointEntity, { ownerId, date, name });
    });

  /** Date and name of each row, sealed as a request seals its instant and read page by page, with the number that the list counts. */
  const told = async (ownerId: string, knownAt: string, limit: number, sort: string) => {
    await database.seal(knownAt, { sql: 'owner_id = ?', params: [ownerId] });
    const rows: string[] = [];
    let total: number | undefined;
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: PageQuery & { knownAt: string } = {
        limit,
        sort,
        count: true,
        knownAt,
        ...(cursor !== '' && { cursor }),
      };
      const found: RowPage<AssessmentPointEntity> = await lists.page(LIST, query, [
        { sql: 'owner_id = ?', params: [ownerId] },
      ]);
      rows.push(...found.rows.map((it) => `${it.date} ${it.name}`));
      total = found.page.total;
      cursor = found.page.next;
    }
    expect(total).toBe(rows.length);
    return rows;
  };

  it('whatever happens later never changes what is told of an instant', async () => {
    let n = 0;
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 3 }), async (all, limit) => {
        const ownerId = await makeSchool(++n);
        const state = new Map<string, string>();
        const past: { readonly at: string; readonly rows: string[] }[] = [];
        for (const step of all) {
          await carryOut(ownerId, step);
          if (step.name === null) state.delete(step.date);
          else state.set(step.date, step.name);
          const at = new Date().toISOString();
          const rows = [...state].map(([date, name]) => `${date} ${name}`).sort();
          // The read waits until the instant is over, so that the next step comes after it.
          expect(await told(ownerId, at, limit, 'date')).toEqual(rows);
          past.push({ at, rows });
        }
        for (const { at, rows } of past) {
          expect(await told(ownerId, at, limit, 'date')).toEqual(rows);
          expect(await told(ownerId, at, limit, '-date')).toEqual(rows.toReversed());
        }
      }),
      { numRuns: 12 },
    );
  });

  it('what is still being written is told at the instant or is not, and so for good', async () => {
    const ownerId = await makeSchool(500);
    let begun!: () => void;
    let goOn!: () => void;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const mayGoOn = new Promise<void>((resolve) => (goOn = resolve));
    const writing = uow.run(ACTOR, async (tx) => {
      tx.insert(AssessmentPointEntity, { ownerId, date: '2026-01-09', name: 'Slow' });
      begun();
      await mayGoOn;
    });
    await hasBegun;
    const at = new Date().toISOString();
    const reading = told(ownerId, at, 10, 'date');
    goOn();
    await writing;
    const first = await reading;
    expect(await told(ownerId, at, 10, 'date')).toEqual(first);
    expect(await told(ownerId, new Date().toISOString(), 10, 'date')).toEqual(['2026-01-09 Slow']);
  });
});
