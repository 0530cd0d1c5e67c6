import { allocationSteps } from './support/allocation-steps.js';
import {
  type Allocation,
  type AllocationRow,
  confirmationOf,
  installAllocating,
  makeGroupOf,
  rowsOf,
  SPRING,
} from './support/allocations.js';
import { type ApiClient, type Page, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { allOf } from './support/evaluations.js';
import { makeStaff } from './support/factories.js';
import { budgetBody, fundingSourceBody } from './support/provision-factories.js';
import { startServer, type TestServer } from './support/server.js';

const PATH = '/api/v1/allocations';
const ROWS = '/api/v1/allocation-rows';

describe.each(DATABASES)('confirming an allocation of places, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    await installAllocating(api);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const { world, asked, confirm, interventionsOf, openOf, expectNothing, takePlace } = allocationSteps(
    () => ({ server, api }),
  );

  it('is confirmed by a named person: each place is taken, each recommendation decided, the rest stay open', async () => {
    const { school, pupils, senco, named } = await world({ ann: '7', bob: '8', cat: '7' });
    const group = await makeGroupOf(api, school, { capacity: 2 });
    const { allocation, rows } = await asked(school);
    const body = confirmationOf(rows);
    expect(await confirm(api, allocation, body)).toMatchObject({
      status: 403,
      body: { code: 'staff-required' },
    });
    const done = await confirm(senco.api, allocation, body);
    expect(done).toMatchObject({
      status: 200,
      body: { status: 'confirmed', confirmedBy: senco.staffId, funded: 2, unfunded: 1 },
    });
    const after = await rowsOf(api, allocation);
    expect(named(after)).toEqual(['bob', 'ann', 'cat']);
    const made = await interventionsOf(school);
    expect(new Set(made.map((it) => it.pupilId))).toEqual(new Set([pupils.bob.id, pupils.ann.id]));
    for (const row of after.slice(0, 2)) {
      expect(made.find((it) => it.id === row.interventionId)).toMatchObject({
        ...{ pupilId: row.pupilId, recommendationId: row.recommendationId, provisionId: group.id },
        ...{ status: 'agreed', startDate: SPRING.from, endDate: SPRING.to, wave: 2, subject: 'reading' },
        ...{ deciderStaffId: senco.staffId, reason: `Agreed for row ${row.id}` },
      });
      const path = `/api/v1/recommendations/${row.recommendationId}`;
      expect(await api.expect(api.get(path))).toMatchObject({ status: 'accepted' });
      const decisions = await api.expect(api.get<Page<{ id: string }>>(`${path}/decisions`));
      expect(decisions.data).toMatchObject([
        { id: row.decisionId, outcome: 'accept', staffId: senco.staffId, reason: `Agreed for row ${row.id}` },
      ]);
    }
    const [left] = await openOf(school);
    expect(left).toMatchObject({ pupilId: pupils.cat.id });
    const why = await allOf<AllocationRow>(api, `${ROWS}?pupilId=${pupils.cat.id}`);
    expect(why).toMatchObject([{ outcome: 'unfunded', proposed: { why: 'places' }, interventionId: null }]);
    expect(await confirm(senco.api, allocation, body)).toMatchObject({
      status: 409,
      body: { code: 'transition-refused' },
    });
  });

  it('is refused as a whole with an error at each row against which something stands by now', async () => {
    const { school, senco, named } = await world({ ann: '7', bob: '7', cat: '7', dan: '8' });
    const group = await makeGroupOf(api, school);
    const { allocation, rows } = await asked(school, { amountPence: 4_800 });
    expect(named(rows)).toEqual(['dan', 'ann', 'bob', 'cat']);
    const body = confirmationOf(rows);
    const refused = async (some: typeof body, ...errors: [string, string][]) => {
      const answer = await confirm(senco.api, allocation, some);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.body.errors?.map((it) => [it.pointer, it.code])).toEqual(errors);
    };
    await refused({ rows: body.rows.slice(1) }, ['/rows', 'missing-row']);
    await refused({ rows: [...body.rows, body.rows[0]!] }, ['/rows/4/allocationRowId', 'named-twice']);
    const other = body.rows.map((it, i) => (i === 2 ? { ...it, version: it.version + 1 } : it));
    await refused({ rows: other }, ['/rows/2/version', 'changed']);
    const wordless = body.rows.map((it, i) => (i === 1 ? { ...it, reason: '' } : it));
    expect(await confirm(senco.api, allocation, { rows: wordless })).toMatchObject({ status: 400 });
    await expectNothing(school, allocation, 4);

    // Bob's recommendation is dismissed, and somebody else takes a place: three rows are left for three places.
    const bob = rows[2]!;
    await senco.api.expect(
      senco.api.post(`/api/v1/recommendations/${bob.recommendationId}/decisions`, {
        ...{ outcome: 'dismiss', reason: 'Has caught up' },
      }),
    );
    const taken = await takePlace(group, school, senco.staffId);
    await refused(body, ['/rows/2', 'recommendation-closed'], ['/rows/3', 'no-place']);
    expect((await interventionsOf(school)).map((it) => it.id)).toEqual([taken.id]);
    expect(await openOf(school)).toHaveLength(3);

    const withheld = await senco.api.expect(
      senco.api.patch<AllocationRow>(`${ROWS}/${bob.id}`, { outcome: 'unfunded', changeReason: 'Dismissed' }),
    );
    expect(withheld).toMatchObject({
      outcome: 'unfunded',
      proposed: { outcome: 'funded' },
      provisionId: null,
    });
    const rest = { rows: body.rows.filter((it) => it.allocationRowId !== bob.id) };
    expect(await confirm(senco.api, allocation, rest)).toMatchObject({ status: 200, body: { funded: 3 } });
    expect(await interventionsOf(school)).toHaveLength(4);
  });

  it('is refused where the budget was spent meanwhile', async () => {
    const { school, senco } = await world({ ann: '7', bob: '7' });
    const source = await api.expect(
      api.post<{ id: string }>('/api/v1/funding-sources', fundingSourceBody(school)),
    );
    const dates = { startDate: '2098-09-01', endDate: '2099-08-31' };
    const budget = await api.expect(
      api.post<{ id: string }>('/api/v1/budgets', budgetBody(source, { ...dates, amountPence: 3_599 })),
    );
    const funding = [{ fundingSourceId: source.id, shareBasisPoints: 10_000 }];
    const group = await makeGroupOf(api, school, { funding });
    const { allocation, rows } = await asked(school, { budgetId: budget.id });
    expect(allocation.funded).toBe(2);
    await takePlace(group, school, senco.staffId);
    expect(await confirm(senco.api, allocation, confirmationOf(rows))).toMatchObject({
      status: 409,
      body: { code: 'conflict', errors: [{ pointer: '/rows/1', code: 'budget-spent' }] },
    });
    expect(await openOf(school)).toHaveLength(2);
  });

  it('of two who confirm at once one does; of a confirmation and an ordinary place no group is overfull', async () => {
    for (let round = 0; round < 3; round++) {
      const { school, senco } = await world({ ann: '7', bob: '7' });
      const leader = await makeStaff(server, api, school, ['leader', 'senco']);
      const group = await makeGroupOf(api, school, { capacity: 2 });
      const { allocation, rows } = await asked(school);
      const body = confirmationOf(rows);
      const [one, two, place] = await Promise.all([
        confirm(senco.api, allocation, body),
        confirm(leader.api, allocation, body),
        takePlace(group, school, senco.staffId),
      ]);
      const held = (await interventionsOf(school)).filter((it) => it.provisionId === group.id);
      const done = [one, two].filter((it) => it.status === 200);
      if (place.status === 201) {
        expect(done).toEqual([]);
        expect(held).toHaveLength(1);
        expect(await openOf(school)).toHaveLength(2);
      } else {
        expect(done).toHaveLength(1);
        expect(held).toHaveLength(2);
        expect(await openOf(school)).toEqual([]);
      }
      for (const it of [one, two]) {
        if (it.status !== 200) expect(['conflict', 'transition-refused']).toContain(it.body.code);
      }
    }
  });

  it('is confirmed whole or not at all where the server is killed meanwhile', async () => {
    for (const answersBefore of [1, 3]) {
      const years = Object.fromEntries(Array.from({ length: 24 }, (_, i) => [`p${i}`, '7']));
      const { school, senco } = await world(years);
      const group = await makeGroupOf(api, school, { capacity: 24 });
      const { allocation, rows } = await asked(school);
      const confirming = confirm(senco.api, allocation, confirmationOf(rows)).catch(() => null);
      for (let i = 0; i < answersBefore; i++) await api.get(`/api/v1/schools/${school.id}`);
      await server.kill();
      await confirming;
      server = await startServer(database);
      api = await signIn(server);
      const { status } = await api.expect(api.get<Allocation>(`${PATH}/${allocation.id}`));
      const held = (await interventionsOf(school)).filter((it) => it.provisionId === group.id);
      const open = await openOf(school);
      expect([status, held.length, open.length]).toEqual(
        status === 'confirmed' ? ['confirmed', 24, 0] : ['open', 0, 24],
      );
    }
  });
});
