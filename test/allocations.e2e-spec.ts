import { allocationSteps } from './support/allocation-steps.js';
import {
  type Allocation,
  type AllocationRow,
  confirmationOf,
  FAIR_PLUGIN,
  installAllocating,
  makeGroupOf,
  rowsOf,
  setPlugin,
  SPRING,
} from './support/allocations.js';
import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { allOf } from './support/evaluations.js';
import { makeClient } from './support/factories.js';
import { budgetBody, fundingSourceBody } from './support/provision-factories.js';
import { startServer, type TestServer } from './support/server.js';

const PATH = '/api/v1/allocations';
const ROWS = '/api/v1/allocation-rows';

describe.each(DATABASES)('an allocation of places, on $name', ({ make }) => {
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

  const { world, ask, asked, confirm, interventionsOf, expectNothing, takePlace, specify } = allocationSteps(
    () => ({ server, api }),
  );

  it('is the policy’s order with reasons, who has no place and why, and takes none', async () => {
    const { school, senco, named } = await world({
      ...{ ann: '7', bob: '8', cat: '7', dan: '8', eve: '9', all: '10' },
    });
    const group = await makeGroupOf(api, school, { capacity: 3, fixedPence: 3_600 });
    const { allocation, rows } = await asked(school);
    expect(allocation).toMatchObject({
      ...{ status: 'open', funded: 3, unfunded: 2, fundedPence: 3_600, amountPence: null, ...SPRING },
      ...{ plugin: FAIR_PLUGIN, pluginVersion: '1.0.0', policyId: 'policy', inputs: ['yearGroup'] },
      supplies: [
        { provisionType: 'one-to-one-catch-up', places: 0, meanGain: null },
        { provisionType: 'small-group-catch-up', places: 3, meanGain: null },
      ],
      bundleDigest: expect.stringMatching(/^sha256-/),
      roundDigest: expect.stringMatching(/^[\w-]{43}$/),
      knownVersion: expect.any(Number),
    });
    expect(named(rows)).toEqual(['bob', 'dan', 'ann', 'cat', 'eve']);
    expect(rows.map((it) => [it.outcome, it.rank, it.proposed.why, it.provisionId])).toEqual([
      ['funded', 1, null, group.id],
      ['funded', 2, null, group.id],
      ['funded', 3, null, group.id],
      ['unfunded', 4, 'places', null],
      ['unfunded', 5, 'places', null],
    ]);
    expect(rows[0]).toMatchObject({
      proposed: {
        reason: 'Urgent, Year 8, 1200 pence',
        evidence: [{ input: 'yearGroup', value: '8' }],
      },
      costPence: 1_200,
      sensitive: false,
    });
    expect(rows[4]!.costPence).toBeNull();
    await expectNothing(school, allocation, 5);
    // All are girls: staff who may read every pupil are told so, and nobody else of groups below five.
    const bySex = `schoolId=${school.id}&allocationId=${allocation.id}&characteristic=sex`;
    const groups = async (client: ApiClient) => {
      const path = `/api/v1/insights/allocation-groups?${bySex}`;
      const { data } = await client.expect(client.get<{ data: Record<string, unknown>[] }>(path));
      return data.map((it) => [it['group'], it['n'], it['funded'], it['share'], it['hidden']]);
    };
    expect(await groups(senco.api)).toEqual([
      ['F', 5, 3, 0.6, null],
      ['M', 0, 0, null, null],
      ['unknown', 0, 0, null, null],
    ]);
    expect(await groups(api)).toEqual([
      ['F', null, null, null, 'complement'],
      ['M', null, null, null, 'small'],
      ['unknown', 0, 0, null, null],
    ]);
    const first = await api.expect(api.get<AllocationRow>(`${ROWS}/${rows[0]!.id}`));
    expect(first).toEqual(rows[0]);
    expect(named(await rowsOf(api, allocation, '&outcome=unfunded'))).toEqual(['cat', 'eve']);
    expect(named(await rowsOf(api, allocation, '&wave=3'))).toEqual(['eve']);
    const list = await api.expect(api.get<Page<Allocation>>(`${PATH}?schoolId=${school.id}&status=open`));
    expect(list.data).toEqual([allocation]);
  });

  it('reaches as far as an amount, or as what a budget has not bound yet', async () => {
    const { school, named, senco } = await world({ ann: '7', bob: '7', cat: '7' });
    const source = await api.expect(
      api.post<{ id: string }>('/api/v1/funding-sources', fundingSourceBody(school)),
    );
    const dates = { startDate: '2098-09-01', endDate: '2099-08-31' };
    const budget = await api.expect(
      api.post<{ id: string }>('/api/v1/budgets', budgetBody(source, { ...dates, amountPence: 5_000 })),
    );
    const funding = [
      { fundingSourceId: source.id, shareBasisPoints: 5_000 },
      { fundingSourceId: await other(), shareBasisPoints: 5_000 },
    ];
    const group = await makeGroupOf(api, school, { funding });
    const whole = await asked(school, { amountPence: 2_399 });
    expect([named(whole.rows), whole.rows.map((it) => it.proposed.why)]).toEqual([
      ['ann', 'bob', 'cat'],
      [null, 'budget', 'budget'],
    ]);
    // Half of £12.00 a place is this source's. £50.00 less a place that is taken reach to all.
    const half = await asked(school, { budgetId: budget.id });
    expect(half.allocation).toMatchObject({ amountPence: 5_000, funded: 3, fundedPence: 1_800 });
    await takePlace(group, school, senco.staffId);
    await api.expect(api.patch(`/api/v1/budgets/${budget.id}`, { amountPence: 1_799 }));
    const less = await asked(school, { budgetId: budget.id });
    expect(less.allocation).toMatchObject({ amountPence: 1_199, funded: 1, unfunded: 2 });

    async function other() {
      return (
        await api.expect(api.post<{ id: string }>('/api/v1/funding-sources', fundingSourceBody(school)))
      ).id;
    }
  });

  it('gives what an EHC plan specifies first, beyond places and money, and tells it with sensitive:read alone', async () => {
    const { school, pupils, senco, named } = await world({ ann: '8', bob: '7', cat: '9' });
    await makeGroupOf(api, school, { capacity: 1 });
    await specify(pupils.bob, 'small-group-catch-up', senco);
    await specify(pupils.cat, 'one-to-one-catch-up', senco);
    const { allocation, rows } = await asked(school, { amountPence: 100 });
    expect(named(rows)).toEqual(['bob', 'cat', 'ann']);
    expect(rows.map((it) => [it.statutory, it.outcome, it.proposed.why])).toEqual([
      [true, 'funded', null],
      [true, 'funded', null],
      [false, 'unfunded', 'places'],
    ]);
    const reader = await makeClient(
      server,
      api,
      ['recommendations:read', 'recommendations:decide'],
      [school.id],
    );
    for (const row of await rowsOf(reader, allocation)) {
      expect(row).toMatchObject({ sensitive: true });
      const told = Object.keys({ ...row, ...row.proposed });
      for (const it of ['statutory', 'reason', 'evidence', 'changeReason', 'inputDigest']) {
        expect(told).not.toContain(it);
      }
    }
    // No group has a place for Cat: it is agreed, and is still to be made.
    const done = await confirm(senco.api, allocation, confirmationOf(rows));
    expect(done).toMatchObject({ status: 200, body: { status: 'confirmed' } });
    const made = await interventionsOf(school);
    const ofCat = made.find((it) => it.pupilId === pupils.cat.id);
    expect(ofCat).toMatchObject({ status: 'agreed', provisionId: null });
    expect(ofCat).toMatchObject({
      reason: 'As decided on the recommendation; the reason stands with the decision.',
    });
  });

  it('is moved and withheld row by row by named people, with both kept', async () => {
    const { school, senco, named } = await world({ ann: '8', bob: '7', cat: '7' });
    await makeGroupOf(api, school, { capacity: 1 });
    const { allocation, rows } = await asked(school);
    expect(named(rows)).toEqual(['ann', 'bob', 'cat']);
    const [ann, , cat] = rows as [AllocationRow, AllocationRow, AllocationRow];
    const change = (row: AllocationRow, body: object, client = senco.api) =>
      client.patch<AllocationRow & Problem>(`${ROWS}/${row.id}`, body);
    expect(await change(cat, { rank: 1 })).toMatchObject({ status: 400 });
    expect(await change(cat, { changeReason: 'Because' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/outcome', code: 'missing' }] },
    });
    expect(await change(cat, { rank: 1, changeReason: 'Because' }, api)).toMatchObject({ status: 403 });
    await senco.api.expect(change(ann, { outcome: 'unfunded', changeReason: 'Moves away' }));
    const moved = await change(cat, { outcome: 'funded', rank: 1, changeReason: 'Has waited longest' });
    expect(moved).toMatchObject({
      status: 200,
      body: {
        ...{ outcome: 'funded', rank: 1, changeReason: 'Has waited longest', changedBy: senco.staffId },
        ...{ proposed: { outcome: 'unfunded', rank: 3, why: 'places' }, provisionId: ann.provisionId },
      },
    });
    const after = await rowsOf(api, allocation);
    expect([named(after), after.map((it) => it.rank)]).toEqual([
      ['cat', 'ann', 'bob'],
      [1, 2, 3],
    ]);
    expect(named(await rowsOf(api, allocation, '&changed=true'))).toEqual(['cat', 'ann']);
    const stale = await senco.api.patch<Problem>(
      `${ROWS}/${cat.id}`,
      { rank: 2, changeReason: 'Again' },
      `"${cat.version}"`,
    );
    expect(stale).toMatchObject({ status: 412, body: { code: 'precondition-failed' } });
    await senco.api.expect(confirm(senco.api, allocation, confirmationOf(after)));
    expect(await change(cat, { rank: 2, changeReason: 'Too late' })).toMatchObject({
      status: 409,
      body: { code: 'transition-refused' },
    });
  });

  it('is one for a school, policy and period: asked again it is superseded, also by two at once', async () => {
    const { school, senco } = await world({ ann: '7' });
    await makeGroupOf(api, school);
    const { allocation: first, rows } = await asked(school);
    const { allocation: elsewhere } = await asked(school, { to: '2099-02-12' });
    const made = await Promise.all([ask(school), ask(school), ask(school)]);
    expect(made.map((it) => it.status)).toEqual([201, 201, 201]);
    const open = await allOf<Allocation>(api, `${PATH}?schoolId=${school.id}&status=open`);
    expect(open).toHaveLength(2);
    expect(open.map((it) => it.id)).toContain(elsewhere.id);
    const now = await api.expect(api.get<Allocation>(`${PATH}/${first.id}`));
    expect(now).toMatchObject({ status: 'superseded', supersededBy: expect.any(String) });
    expect(await confirm(senco.api, first, confirmationOf(rows))).toMatchObject({
      status: 409,
      body: { code: 'transition-refused' },
    });
  });

  it('is withdrawn when its plugin is disabled, and keeps what was confirmed', async () => {
    const { school, senco } = await world({ ann: '7', bob: '7' });
    await makeGroupOf(api, school);
    const { allocation: confirmed, rows } = await asked(school, { to: '2099-02-12' });
    await senco.api.expect(confirm(senco.api, confirmed, confirmationOf(rows)));
    const { school: other } = await world({ cat: '7' });
    const { allocation: open } = await asked(other);
    for (const it of [school, other]) await setPlugin(api, it, FAIR_PLUGIN, { enabled: false });
    const statusOf = async (it: Allocation) =>
      (await api.expect(api.get<Allocation>(`${PATH}/${it.id}`))).status;
    expect([await statusOf(confirmed), await statusOf(open)]).toEqual(['confirmed', 'withdrawn']);
    expect(await ask(other)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/policy', code: 'unknown-policy' }] },
    });
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['a policy of another kind', { policy: '@test/needs/policy' }, '/policy', 'unknown-policy'],
    ['days that have gone', { from: '2026-01-05' }, '/from', 'in-past'],
    ['an end before the start', { to: '2099-01-04' }, '/to', 'ends-before-start'],
    [
      'a budget that is none',
      { budgetId: '01900000-0000-7000-8000-00000000dead' },
      '/budgetId',
      'unknown-budget',
    ],
    [
      'kinds that nobody is recommended',
      { provisionTypes: ['one-to-one-catch-up'] },
      '/provisionTypes',
      'empty',
    ],
  ])('%s is refused, and none is made', async (_case, members, pointer, code) => {
    const { school } = await world({ ann: '7' });
    expect(await ask(school, members)).toMatchObject({ status: 400, body: { errors: [{ pointer, code }] } });
    expect(await allOf(api, `${PATH}?schoolId=${school.id}`)).toEqual([]);
  });
});
