import fc from 'fast-check';
import { type ApiClient, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  makePupil,
  makeSchool,
  makeStaff,
  resultBody,
  type School,
  targetBody,
} from './support/factories.js';
import { startServer, type TestServer } from './support/server.js';

/** Of each property; a run has about twenty requests. */
const RUNS = 12;

const BASELINE = '2026-01-09';
const DUE = '2026-07-10';
/** Days around the trajectory, from before its baseline to after it is due. */
const LAST_DAY = 260;
const dayOf = (day: number): string =>
  new Date(Date.parse('2025-12-12') + day * 86_400_000).toISOString().slice(0, 10);

interface Fact {
  readonly date: string;
  readonly value: number;
  readonly status: string;
}
interface Aim {
  readonly baseline: { readonly date: string; readonly value: number };
  readonly target: { readonly value: number };
  readonly checkpoints: readonly { readonly date: string; readonly value: number }[];
}

const anyDay = fc.integer({ min: 0, max: LAST_DAY });
const anyStatus = fc.constantFrom('R', 'P', 'I', 'E', 'T');
const factOn = (day: fc.Arbitrary<number>): fc.Arbitrary<Fact> =>
  fc.record({ date: day.map(dayOf), value: fc.integer({ min: 0, max: 20 }), status: anyStatus });
const anyAim: fc.Arbitrary<Aim> = fc.record({
  baseline: fc.record({ date: fc.constant(BASELINE), value: fc.integer({ min: 0, max: 8 }) }),
  target: fc.record({ value: fc.integer({ min: 9, max: 20 }) }),
  checkpoints: fc.uniqueArray(
    // The baseline is day 28, and it is due on day 210.
    fc.record({ date: fc.integer({ min: 29, max: 209 }).map(dayOf), value: fc.integer({ min: 0, max: 20 }) }),
    { maxLength: 3, selector: (it) => it.date },
  ),
});
const anyPast = fc.record({ aim: anyAim, results: fc.array(factOn(anyDay), { minLength: 1, maxLength: 6 }) });

describe.each(DATABASES)('an answer that was given, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  let senco: ApiClient;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
    ({ api: senco } = await makeStaff(server, api, school));
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  /** A pupil with a draft of a target, which may still change its aim, and results. */
  async function begin({ aim, results }: { aim: Aim; results: readonly Fact[] }) {
    const pupil = await makePupil(api, school);
    const body = targetBody(pupil, { ...aim, due: DUE, status: 'draft' });
    const target = await api.expect(api.post<{ id: string }>('/api/v1/targets', body));
    return { pupil, target, ids: await add(pupil, results) };
  }

  async function add(pupil: { id: string }, results: readonly Fact[]): Promise<string[]> {
    if (results.length === 0) return [];
    const items = results.map((it) => resultBody(pupil, { ...it }));
    const { outcomes } = await api.expect(
      api.post<{ outcomes: { id: string }[] }>('/api/v1/results:batch?atomic=true', { items }),
    );
    return outcomes.map((it) => it.id);
  }

  const read = (target: { id: string }, asOf: string, knownAt?: string) => {
    const known = knownAt === undefined ? '' : `&knownAt=${knownAt}`;
    return api.expect(api.get(`/api/v1/targets/${target.id}/trajectory?asOf=${asOf}${known}`));
  };

  it('as of a day is the same after results of later days', async () => {
    const anyCase = anyDay.chain((day) =>
      fc.record({
        past: anyPast,
        asOf: fc.constant(dayOf(day)),
        later: fc.array(factOn(fc.integer({ min: day + 1, max: LAST_DAY + 30 })), {
          minLength: 1,
          maxLength: 6,
        }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(anyCase, async ({ past, asOf, later }) => {
        const { pupil, target } = await begin(past);
        const told = await read(target, asOf);
        await add(pupil, later);
        expect(await read(target, asOf)).toEqual(told);
      }),
      { numRuns: RUNS },
    );
  });

  it('as known at an instant is the same after results of any day, corrections, and another aim', async () => {
    const anyCase = fc.record({
      past: anyPast,
      days: fc.array(anyDay.map(dayOf), { minLength: 1, maxLength: 2 }),
      results: fc.array(factOn(anyDay), { maxLength: 5 }),
      corrected: fc.array(fc.record({ which: fc.nat(5), value: fc.integer({ min: 0, max: 20 }) }), {
        maxLength: 3,
      }),
      aim: fc.option(anyAim),
      activate: fc.boolean(),
    });
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(anyCase, async ({ past, days, results, corrected, aim, activate }) => {
        const { pupil, target, ids } = await begin(past);
        const then = new Date().toISOString();
        const all = (knownAt?: string) => Promise.all([...days, DUE].map((it) => read(target, it, knownAt)));
        const told = await all(then);
        expect(await all()).toEqual(told);

        await add(pupil, results);
        for (const { which, value } of corrected) {
          const path = `/api/v1/results/${ids[which % ids.length]!}/corrections`;
          // One that has been corrected already is refused; what is wanted is that many are.
          await api.post(path, { value });
        }
        const path = `/api/v1/targets/${target.id}`;
        if (aim) await api.expect(api.patch(path, aim));
        for (const status of activate ? ['agreed', 'active'] : []) {
          await senco.expect(senco.patch(path, { status }));
        }

        expect(await all(then)).toEqual(told);
        if (JSON.stringify(await all()) !== JSON.stringify(told)) changed += 1;
      }),
      { numRuns: RUNS },
    );
    // What was added did change the present answers of many, so that it might have changed the earlier ones.
    expect(changed).toBeGreaterThan(RUNS / 3);
  });
});
