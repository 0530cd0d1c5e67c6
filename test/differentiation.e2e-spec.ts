import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  ask,
  type Decision,
  decideOn,
  type Differentiation,
  type DifferentiationPlugin,
  enableDifferentiation,
  installDifferentiation,
  policyOf,
  type Round,
  score,
  type SuggestedGroup,
} from './support/differentiation.js';
import { allOf } from './support/evaluations.js';
import { makeClient, makePupil, makeSchool, makeStaff, type School } from './support/factories.js';
import { makeGroup, putInto } from './support/people-factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Pupil {
  readonly id: string;
}

const ADVICE = {
  support: { strategies: ['Check after each example.'], scaffolds: ['A worked example.'] },
  stretch: { strategies: ['Open problems first.'], scaffolds: [] },
};

/** A day some days from today. */
const daysFromToday = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe.each(DATABASES)('how policies propose to teach a group, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    await installDifferentiation(api);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  /** A class in mathematics whose pupils have these latest results; null for none. */
  async function classOf<const N extends string>(
    latest: Readonly<Record<N, number | null>>,
    ...plugins: DifferentiationPlugin[]
  ) {
    const school = await makeSchool(api);
    for (const it of plugins) await enableDifferentiation(api, school, it);
    const group = await makeGroup(api, school, { kind: 'teaching', subject: 'mathematics' });
    const pupils = {} as Record<N, Pupil>;
    for (const [name, value] of Object.entries(latest) as [N, number | null][]) {
      pupils[name] = await makePupil(api, school);
      await putInto(api, group, pupils[name]);
      if (value !== null) await score(api, pupils[name], value);
    }
    const { api: senco, staffId } = await makeStaff(server, api, school);
    return { school, group, pupils, senco, staffId };
  }

  const roundOf = async (group: Pupil, body: Record<string, unknown> = {}) => {
    const made = await ask(api, group, body);
    expect([made.status, made.body.errors]).toEqual([201, undefined]);
    return made.body;
  };
  const rowsOf = (round: Pupil, query = '', client = api) =>
    allOf<Differentiation>(client, `/api/v1/differentiations?differentiationRoundId=${round.id}${query}`);
  const rowOf = async (round: Pupil, pupil: Pupil) => (await rowsOf(round, `&pupilId=${pupil.id}`))[0]!;
  const again = (row: Pupil) => api.expect(api.get<Differentiation>(`/api/v1/differentiations/${row.id}`));
  const current = (group: Pupil, query = '') =>
    allOf<Decision>(api, `/api/v1/groups/${group.id}/differentiation?sort=id${query}`);
  const suggestedIn = (round: Pupil) =>
    allOf<SuggestedGroup>(api, `/api/v1/suggested-groups?differentiationRoundId=${round.id}`);

  it('gives each pupil a tier, strategies and scaffolds with reasons, or says why not', async () => {
    const latest = { low: 6, middle: 12, high: 17, missing: null };
    const { school, group, pupils } = await classOf(latest, '@test/tiers');
    await putInto(api, group, await makePupil(api, school), { endDate: '2026-01-08' });
    const made = await ask(api, group, { asOf: '2026-01-09', groupCapacity: 3 });
    expect(made).toMatchObject({
      status: 201,
      body: {
        ...{ schoolId: school.id, groupId: group.id, subject: 'mathematics', asOf: '2026-01-09' },
        ...{ groupCapacity: 3, pupils: 4, nextAssessmentPoint: null },
        ...{ knownVersion: expect.any(Number), nodeVersion: expect.stringMatching(/^v26/) },
        policies: [
          {
            ...{ plugin: '@test/tiers', pluginVersion: '1.0.0', policyId: 'policy', sensitive: false },
            ...{ inputs: ['results:mathematics'], settings: { reviewBy: '' } },
            bundleDigest: expect.stringMatching(/^sha256-/),
            counts: { differentiate: 2, noneNeeded: 1, insufficientData: 1, notEvaluated: 0 },
          },
        ],
        statuses: { open: 2, nothingProposed: 2, accepted: 0 },
      },
    });
    expect(made.headers.get('location')).toBe(`/api/v1/differentiation-rounds/${made.body.id}`);
    const path = `/api/v1/differentiation-rounds/${made.body.id}`;
    expect((await api.get(path)).body).toEqual(made.body);
    expect(await allOf(api, `/api/v1/groups/${group.id}/differentiation-rounds?`)).toEqual([made.body]);

    expect(await rowOf(made.body, pupils.low)).toMatchObject({
      ...{ status: 'open', outcome: 'differentiate', conflict: false, sensitive: false, decision: null },
      answers: [
        {
          ...{ plugin: '@test/tiers', tier: 'support', ...ADVICE.support, rule: 'support-by-result' },
          reason: 'Latest result 6.',
          evidence: [{ input: 'results:mathematics', value: 6, date: '2026-01-09' }],
          ...{ standing: true, notEvaluated: null, inputDigest: expect.stringMatching(/^[\w-]{43}$/) },
        },
      ],
    });
    expect(await rowOf(made.body, pupils.high)).toMatchObject({
      answers: [{ tier: 'stretch', ...ADVICE.stretch }],
    });
    expect(await rowOf(made.body, pupils.missing)).toMatchObject({
      ...{ status: 'nothingProposed', outcome: 'insufficientData' },
      answers: [{ outcome: 'insufficientData', missing: ['results:mathematics'], standing: false }],
    });
    const of = async (query: string) => (await rowsOf(made.body, query)).map((it) => it.pupilId);
    expect(await of('&outcome=noneNeeded')).toEqual([pupils.middle.id]);
    expect((await of('&status=open')).sort()).toEqual([pupils.low.id, pupils.high.id].sort());
    expect(await current(group)).toEqual([]);
  });

  it('a plugin that crashes, or answers for others, costs its own answers and not the round', async () => {
    const { group, pupils } = await classOf(
      { low: 6, high: 17 },
      '@test/tiers',
      '@test/crashes',
      '@test/forges',
    );
    const round = await roundOf(group);
    expect(round.policies.map((it) => [it.plugin, it.counts])).toEqual([
      ['@test/crashes', expect.objectContaining({ notEvaluated: 2, differentiate: 0 })],
      ['@test/forges', expect.objectContaining({ notEvaluated: 2, differentiate: 0 })],
      ['@test/tiers', expect.objectContaining({ notEvaluated: 0, differentiate: 2 })],
    ]);
    const { answers } = await rowOf(round, pupils.low);
    expect(answers.map((it) => it.notEvaluated)).toEqual([
      expect.stringMatching(/^(crash|memory)$/),
      'badOutput',
      null,
    ]);
    expect(answers[2]).toMatchObject({ tier: 'support' });
  });

  it('policies that contradict each other stand side by side, and a person decides whose', async () => {
    const { group, pupils, senco } = await classOf({ low: 6, middle: 12 }, '@test/tiers', '@test/core');
    const round = await roundOf(group);
    const row = await rowOf(round, pupils.low);
    expect(row).toMatchObject({ conflict: true, answers: [{ tier: 'core' }, { tier: 'support' }] });
    expect(await rowOf(round, pupils.middle)).toMatchObject({ conflict: false });
    expect((await rowsOf(round, '&conflict=true')).map((it) => it.id)).toEqual([row.id]);
    expect(await decideOn(senco, row, { outcome: 'accept' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/policies', code: 'conflicting-tiers' }] },
    });
    const whose = { outcome: 'accept', policies: [policyOf('@test/tiers')] };
    expect(await decideOn(senco, row, whose)).toMatchObject({
      status: 201,
      body: { tier: 'support', ...ADVICE.support, policies: [policyOf('@test/tiers')] },
    });
    expect((await again(row)).answers.map((it) => it.tier)).toEqual(['core', 'support']);
  });

  it('is accepted, adjusted with a reason or declined by a named person; both stay', async () => {
    const latest = { low: 6, lower: 5, high: 17, missing: null };
    const { school, group, pupils, senco, staffId } = await classOf(latest, '@test/tiers');
    const round = await roundOf(group);
    const [low, lower, high, missing] = (await Promise.all(
      [pupils.low, pupils.lower, pupils.high, pupils.missing].map((it) => rowOf(round, it)),
    )) as [Differentiation, Differentiation, Differentiation, Differentiation];
    expect(await decideOn(api, low, { outcome: 'accept' })).toMatchObject({
      status: 403,
      body: { code: 'staff-required' },
    });
    const path = `/api/v1/differentiations/${low.id}/decisions`;
    expect((await senco.post<Problem>(path, { outcome: 'accept' })).status).toBe(428);
    expect(await decideOn(senco, low, { outcome: 'adjust', tier: 'core' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/reason', code: 'missing' }] },
    });
    const accepted = await senco.expect(decideOn(senco, low, { outcome: 'accept' }));
    expect(accepted).toMatchObject({ outcome: 'accept', tier: 'support', ...ADVICE.support, staffId });
    const change = { tier: 'core', scaffolds: [], reason: 'Was ill that week', reviewBy: daysFromToday(0) };
    const adjusted = await senco.expect(decideOn(senco, lower, { outcome: 'adjust', ...change }));
    expect(adjusted).toMatchObject({ ...change, strategies: ADVICE.support.strategies });
    await senco.expect(decideOn(senco, high, { outcome: 'decline', reason: 'Copied it' }));
    const own = { outcome: 'adjust', tier: 'support', reason: 'New in class' };
    expect((await decideOn(senco, missing, own)).status).toBe(201);

    const rows = await rowsOf(round);
    expect(Object.fromEntries(rows.map((it) => [it.pupilId, it.status]))).toEqual({
      [pupils.low.id]: 'accepted',
      [pupils.lower.id]: 'adjusted',
      [pupils.high.id]: 'declined',
      [pupils.missing.id]: 'adjusted',
    });
    const after = await again(lower);
    expect(after).toMatchObject({ decision: adjusted, answers: [{ tier: 'support', ...ADVICE.support }] });

    // What is taught by: not what was declined; on its last day still, and not after it.
    const taught = async (asOf: string) => (await current(group, `&asOf=${asOf}`)).map((it) => it.id).sort();
    const [third] = (await current(group, `&pupilId=${pupils.missing.id}`)) as [Decision];
    expect(await taught(daysFromToday(0))).toEqual([accepted.id, adjusted.id, third.id].sort());
    expect(await taught(daysFromToday(1))).toEqual([accepted.id, third.id].sort());
    expect(await taught(daysFromToday(-1))).toEqual([]);
    const { data } = await api.expect(
      api.get<Page<{ action: string; staffId: string }>>(
        `/api/v1/audit-events?schoolId=${school.id}&resourceId=${low.id}`,
      ),
    );
    expect(data).toMatchObject([{ action: 'differentiation.decide', staffId }]);
  });

  it('is decided anew, and what was known and decided before stays', async () => {
    const { group, pupils, senco } = await classOf({ low: 6 }, '@test/tiers');
    const round = await roundOf(group);
    const row = await rowOf(round, pupils.low);
    const first = await senco.expect(decideOn(senco, row, { outcome: 'accept' }));
    const between = new Date().toISOString();
    const change = { outcome: 'adjust', tier: 'core', reason: 'Caught up' };
    const second = await senco.expect(decideOn(senco, row, change));
    const decisions = await allOf<Decision>(api, `/api/v1/differentiations/${row.id}/decisions?sort=id`);
    expect(decisions.map((it) => [it.id, it.endedAt])).toEqual([
      [first.id, second.decidedAt],
      [second.id, null],
    ]);
    expect((await current(group)).map((it) => it.id)).toEqual([second.id]);
    expect(await current(group, `&knownAt=${between}`)).toEqual([first]);
    const then = await api.expect(
      api.get<Differentiation>(`/api/v1/differentiations/${row.id}?knownAt=${between}`),
    );
    expect(then).toMatchObject({ status: 'accepted', decision: { id: first.id, endedAt: null } });
    await senco.expect(decideOn(senco, row, { outcome: 'decline', reason: 'No longer' }));
    expect(await current(group)).toEqual([]);
  });

  it('a later round takes the place of what is undecided and leaves alone what was decided', async () => {
    const latest = { decided: 6, open: 7 };
    const { school, group, pupils, senco } = await classOf(latest, '@test/tiers');
    const first = await roundOf(group);
    const [decided, open] = [await rowOf(first, pupils.decided), await rowOf(first, pupils.open)];
    const decision = await senco.expect(decideOn(senco, decided, { outcome: 'accept' }));
    await enableDifferentiation(api, school, '@test/crashes');
    await roundOf(group, { policies: [policyOf('@test/crashes')] });
    expect((await again(open)).status).toBe('open');

    for (const it of Object.values(pupils)) {
      await api.expect(
        api.post('/api/v1/results', { ...RESULT, pupilId: it.id, date: '2026-02-06', value: 17 }),
      );
    }
    const second = await roundOf(group, { policies: [policyOf('@test/tiers')] });
    const newer = await rowOf(second, pupils.decided);
    expect(await again(open)).toMatchObject({
      status: 'superseded',
      supersededBy: (await rowOf(second, pupils.open)).id,
    });
    expect(await decideOn(senco, open, { outcome: 'accept' })).toMatchObject({
      status: 409,
      body: { code: 'transition-refused' },
    });
    expect(await again(decided)).toMatchObject({ status: 'accepted', decision: { id: decision.id } });
    expect(await current(group)).toEqual([decision]);
    expect(newer).toMatchObject({ status: 'open', answers: [{ tier: 'stretch' }] });
    // To decline what is new leaves what holds; to accept it ends that.
    await senco.expect(decideOn(senco, newer, { outcome: 'decline', reason: 'One test' }));
    expect(await current(group)).toEqual([decision]);
    await senco.expect(decideOn(senco, newer, { outcome: 'accept' }));
    expect(await current(group)).toMatchObject([{ tier: 'stretch', differentiationId: newer.id }]);
    expect((await decideOn(senco, decided, { outcome: 'accept' })).body.code).toBe('transition-refused');
  });

  it('two who decide at once: one decides, the other is told', async () => {
    const { group, pupils, senco } = await classOf({ low: 6 }, '@test/tiers');
    const row = await rowOf(await roundOf(group), pupils.low);
    const etag = `"${row.version}"`;
    const answers = await Promise.all([
      decideOn(senco, row, { outcome: 'accept' }, etag),
      decideOn(senco, row, { outcome: 'adjust', tier: 'core', reason: 'So' }, etag),
      decideOn(senco, row, { outcome: 'decline', reason: 'So' }, etag),
    ]);
    expect(answers.map((it) => it.status).sort()).toEqual([201, 412, 412]);
    expect(await allOf(api, `/api/v1/differentiations/${row.id}/decisions?`)).toHaveLength(1);
  });

  it('rounds at once leave each pupil one row to decide on', async () => {
    const { group } = await classOf({ low: 6, lower: 5, high: 17 }, '@test/tiers');
    const rounds = await Promise.all([1, 2, 3].map(() => roundOf(group)));
    const rows = (await Promise.all(rounds.map((it) => rowsOf(it)))).flat();
    expect(rows).toHaveLength(9);
    const open = rows.filter((it) => it.status === 'open');
    expect(new Set(open.map((it) => it.pupilId)).size).toBe(3);
    expect([open.length, rows.filter((it) => it.status === 'superseded').length]).toEqual([3, 6]);
    const suggested = (await Promise.all(rounds.map(suggestedIn))).flat();
    expect(suggested.map((it) => it.status).sort()).toEqual(['open', 'superseded', 'superseded']);
  });

  it('is made once for one Idempotency-Key', async () => {
    const { group } = await classOf({ low: 6 }, '@test/tiers');
    const path = `/api/v1/groups/${group.id}/differentiation`;
    const headers = { 'idempotency-key': `ask-${group.id}` };
    const first = await api.post<Round>(path, {}, headers);
    expect(first.status).toBe(201);
    expect((await api.post(path, {}, headers)).body).toEqual(first.body);
    expect(await allOf(api, `/api/v1/groups/${group.id}/differentiation-rounds?`)).toHaveLength(1);
  });

  it('of a plugin that is disabled is withdrawn where nobody has decided', async () => {
    const latest = { decided: 6, both: 7, middle: 12 };
    const { school, group, pupils, senco } = await classOf(latest, '@test/tiers', '@test/core');
    const round = await roundOf(group);
    const decided = await rowOf(round, pupils.decided);
    const decision = await senco.expect(
      decideOn(senco, decided, { outcome: 'accept', policies: [policyOf('@test/tiers')] }),
    );
    await enableDifferentiation(api, school, '@test/tiers', { enabled: false });
    expect(await again(decided)).toMatchObject({ status: 'accepted', decision: { id: decision.id } });
    expect(await rowOf(round, pupils.both)).toMatchObject({
      ...{ status: 'open', conflict: false },
      answers: [
        { tier: 'core', standing: true },
        { tier: 'support', standing: false },
      ],
    });
    expect((await suggestedIn(round)).map((it) => it.status)).toEqual(['withdrawn']);
    await enableDifferentiation(api, school, '@test/core', { enabled: false });
    const row = await rowOf(round, pupils.both);
    expect(row.status).toBe('withdrawn');
    expect((await decideOn(senco, row, { outcome: 'accept' })).body.code).toBe('transition-refused');
    expect(await ask(api, group)).toMatchObject({ status: 409, body: { code: 'plugin-refused' } });
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['a policy that is none', { policies: ['@test/none/policy'] }, '/policies/0', 'unknown-policy'],
    ['no policy', { policies: [] }, '/policies', 'empty'],
    ['a day to come', { asOf: daysFromToday(1) }, '/asOf', 'in-future'],
    ['a day before anybody was in the group', { asOf: '2025-08-31' }, '/asOf', 'empty'],
    ['a subject that is none', { subject: 'alchemy' }, '/subject', 'unknown-subject'],
    ['no room', { groupCapacity: 0 }, '/groupCapacity', 'too-small'],
  ])('%s is refused, and nothing is asked', async (_case, body, pointer, code) => {
    const { group } = await classOf({ low: 6 }, '@test/tiers');
    expect(await ask(api, group, body)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer, ...(code !== 'too-small' && { code }) }] },
    });
    expect(await allOf(api, `/api/v1/groups/${group.id}/differentiation-rounds?`)).toEqual([]);
  });

  it('a class without a subject is asked about in one that is named', async () => {
    const { school, pupils } = await classOf({ low: 6 }, '@test/tiers');
    const group = await makeGroup(api, school);
    await putInto(api, group, pupils.low);
    expect(await ask(api, group)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/subject', code: 'missing' }] },
    });
    expect(await roundOf(group, { subject: 'mathematics' })).toMatchObject({ subject: 'mathematics' });
  });

  it('needs the scope, and is no business of another school’s', async () => {
    const { school, group } = await classOf({ low: 6 }, '@test/tiers');
    const client = (of: School, ...scopes: string[]) => makeClient(server, api, scopes, [of.id]);
    const reader = await client(school, 'recommendations:read', 'evaluations:run');
    expect((await ask(reader, group)).body.code).toBe('scope-missing');
    const foreign = await client(await makeSchool(api), 'differentiation:run', 'recommendations:read');
    expect((await ask(foreign, group)).status).toBe(404);
    const round = await roundOf(group);
    expect((await foreign.get(`/api/v1/differentiation-rounds/${round.id}`)).status).toBe(404);
    expect(await rowsOf(round, '', foreign)).toEqual([]);
    expect(await rowsOf(round, '', reader)).toHaveLength(1);
  });
});

const RESULT = {
  ...{ subject: 'mathematics', framework: { key: 'twenty' }, status: 'R', resultSource: 'teacher' },
};
