import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { allOf } from './support/evaluations.js';
import {
  makeClient,
  makePupil,
  makeSchool,
  makeStaff,
  pupilBody,
  resultBody,
  type School,
  targetBody,
} from './support/factories.js';
import { makeGroup, putInto } from './support/people-factories.js';
import { startServer, type TestServer } from './support/server.js';
import {
  enableEstimates,
  installEstimates,
  type Outcome,
  type PupilProposal,
  type Target,
  type TargetSet,
} from './support/target-proposals.js';

const PATH = '/api/v1/target-sets';
const PROPOSE = '/api/v1/target-sets:propose';

describe.each(DATABASES)('targets that a policy proposes, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    await installEstimates(api);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  /** A school that has the policy enabled, with a Y7 of pupils whose latest results are these; null for none. */
  async function cohort<const N extends string>(latest: Readonly<Record<N, number | null>>) {
    const school = await makeSchool(api);
    await enableEstimates(api, school);
    const pupils = {} as Record<N, { id: string }>;
    for (const [name, value] of Object.entries(latest) as [N, number | null][]) {
      const pupil = await makePupil(api, school);
      pupils[name] = pupil;
      if (value !== null) {
        await api.expect(api.post('/api/v1/results', resultBody(pupil, { date: '2026-01-09', value })));
      }
    }
    return { school, pupils };
  }

  const batch = async (resource: string, items: unknown[]) => {
    const path = `/api/v1/${resource}:batch`;
    const answer = await api.expect(
      api.post<{ created: number; outcomes: { id: string }[] }>(path, { items }),
    );
    expect(answer.created).toBe(items.length);
    return answer.outcomes;
  };

  const bodyOf = (school: School, members: Record<string, unknown> = {}) => ({
    schoolId: school.id,
    policy: '@test/estimates/policy',
    title: 'Year 7 mathematics',
    subject: 'mathematics',
    framework: { key: 'twenty' },
    cohort: { yearGroup: '7' },
    asOf: '2026-01-09',
    ...members,
  });

  const propose = (school: School, members: Record<string, unknown> = {}, client = api) =>
    client.post<TargetSet & Problem>(PROPOSE, bodyOf(school, members));

  const targetsOf = (set: { id: string }) => allOf<Target>(api, `/api/v1/targets?targetSetId=${set.id}`);

  const proposalsOf = (set: { id: string }, query = '') =>
    allOf<PupilProposal>(api, `${PATH}/${set.id}/proposals?sort=pupilId${query}`);

  it('are drafts with the reason, the evidence and what the policy was', async () => {
    const { school, pupils } = await cohort({ ten: 10 });
    // Of after the day as of which pupils are seen: nobody is shown it.
    await api.expect(api.post('/api/v1/results', resultBody(pupils.ten, { date: '2026-01-12', value: 18 })));
    await api.expect(
      api.post('/api/v1/assessment-points', { schoolId: school.id, name: 'Spring', date: '2026-03-27' }),
    );
    const made = await propose(school);
    expect(made).toMatchObject({
      status: 201,
      body: {
        pupils: 1,
        drafted: 1,
        skipped: [],
        baselineOn: '2026-01-09',
        due: '2026-07-10',
        challenge: { rule: 'policy', points: null },
        policy: {
          ...{ plugin: '@test/estimates', pluginVersion: '1.0.0', policyId: 'policy' },
          ...{ inputs: ['results:mathematics'], settings: { points: 2 }, nextAssessmentPoint: '2026-03-27' },
          bundleDigest: expect.stringMatching(/^sha256-/),
          knownVersion: expect.any(Number),
        },
      },
    });
    expect(made.headers.get('location')).toBe(`${PATH}/${made.body.id}`);
    expect((await api.get(`${PATH}/${made.body.id}`)).body).toEqual(made.body);
    const [target, ...others] = await targetsOf(made.body);
    expect(others).toEqual([]);
    expect(target).toMatchObject({
      pupilId: pupils.ten.id,
      baseline: { date: '2026-01-09', value: 10 },
      target: { value: 12 },
      due: '2026-07-10',
      challenge: '2 points',
      status: 'draft',
      proposal: {
        ...{ plugin: '@test/estimates', pluginVersion: '1.0.0', policyId: 'policy', rule: 'points-more' },
        reason: 'From 10 it is 2 more.',
        evidence: [{ input: 'results:mathematics', value: 10, date: '2026-01-09' }],
        target: { value: 12, points: 12 },
        due: '2026-07-10',
        challenge: '2 points',
      },
    });
    const [answer] = await proposalsOf(made.body);
    expect(answer).toMatchObject({ pupilId: pupils.ten.id, outcome: 'proposed', targetId: target!.id });
    expect(answer).toMatchObject({ verdicts: [{ kind: 'proposeTarget', target: 12 }], reason: null });
    expect(target!.proposal!['inputDigest']).toBe(answer!.inputDigest);
    expect(answer!.inputDigest).toMatch(/^[\w-]{43}$/);
  });

  it('of whom there is none it is told why, and a bad one costs its pupil alone the draft', async () => {
    const { school, pupils } = await cohort({
      ...{ below: 1, otherFramework: 2, otherVersion: 3, offStep: 4, offScale: 5, late: 6, unknown: 7 },
      ...{ throws: 8, none: 9, both: 11, reading: 13, kept: 14, missing: null, busy: 15, good: 12 },
    });
    await api.expect(api.post('/api/v1/targets', targetBody(pupils.busy)));
    const set = (await propose(school)).body;
    expect(set).toMatchObject({ pupils: 15, drafted: 3, due: '2026-07-10' });
    const names = new Map(Object.entries(pupils).map(([name, { id }]) => [id, name]));
    const answers = await proposalsOf(set);
    const told = answers.map((it) => [names.get(it.pupilId)!, [it.outcome, it.reason, it.detail]]);
    const step = 'target: The framework goes in steps of 1 from 0.';
    expect(Object.fromEntries(told)).toEqual({
      below: ['notEvaluated', 'badOutput', 'The target lies short of the baseline.'],
      otherFramework: [
        ...['notEvaluated', 'badOutput'],
        'The proposal is in stars version 1; the set is in twenty version 1.',
      ],
      otherVersion: [
        ...['notEvaluated', 'badOutput'],
        'The proposal is in twenty version 9; the set is in twenty version 1.',
      ],
      offStep: ['notEvaluated', 'badOutput', step],
      offScale: ['notEvaluated', 'badOutput', 'target: The framework goes from 0 to 20.'],
      late: [
        ...['notEvaluated', 'badOutput'],
        'The baseline lies after the day as of which the pupil was seen.',
      ],
      unknown: ['notEvaluated', 'badOutput', 'The school has no subject "alchemy"'],
      throws: ['notEvaluated', 'threw', expect.stringContaining('Cannot do eight')],
      none: ['noneNeeded', null, null],
      both: ['proposed', null, null],
      reading: ['notApplicable', null, null],
      kept: ['proposed', null, null],
      missing: ['insufficientData', null, null],
      busy: ['targetAgreed', null, null],
      good: ['proposed', null, null],
    });
    const reasons = Object.fromEntries(set.skipped.map((it) => [it.reason, it.pupilIds.length]));
    expect(reasons).toEqual({
      ...{ notEvaluated: 8, noneNeeded: 1, notApplicable: 1, insufficientData: 1, targetAgreed: 1 },
    });
    const [missing] = await proposalsOf(set, '&outcome=insufficientData');
    expect(missing).toMatchObject({
      pupilId: pupils.missing.id,
      verdicts: [{ kind: 'insufficientData', missing: ['results:mathematics'] }],
    });
    const of = await proposalsOf(set, `&pupilId=${pupils.good.id}`);
    expect(of.map((it) => it.outcome)).toEqual(['proposed']);
    const targets = await targetsOf(set);
    expect(targets.map((it) => names.get(it.pupilId)).sort()).toEqual(['both', 'good', 'kept']);
  });

  it('are adjusted with a reason, agreed and declined, one by one and together', async () => {
    const { school, pupils } = await cohort({ ten: 10, twelve: 12, fifteen: 15, sixteen: 16 });
    const staff = await makeStaff(server, api, school);
    const set = (await propose(school)).body;
    const targets = await targetsOf(set);
    const of = (pupil: { id: string }) => targets.find((it) => it.pupilId === pupil.id)!;
    const change = { target: { value: 11 } };
    expect(await api.patch<Problem>(`/api/v1/targets/${of(pupils.ten).id}`, change)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/adjustReason', code: 'missing' }] },
    });
    const adjusted = { ...change, adjustReason: 'Was away for a month' };
    expect(await api.patch<Target>(`/api/v1/targets/${of(pupils.ten).id}`, adjusted)).toMatchObject({
      status: 200,
      body: {
        target: { points: 11 },
        proposal: { target: { points: 12 } },
        adjustReason: 'Was away for a month',
      },
    });
    const declined = { status: 'withdrawn', statusReason: 'Leaves in the spring' };
    expect(await api.patch<Target>(`/api/v1/targets/${of(pupils.twelve).id}`, declined)).toMatchObject({
      status: 200,
      body: { status: 'withdrawn', statusReason: 'Leaves in the spring' },
    });
    const some = { targetIds: [of(pupils.fifteen).id], reason: 'Sits the test again' };
    expect(await api.expect(api.post<Outcome>(`${PATH}/${set.id}/withdrawal`, some))).toMatchObject({
      changed: 1,
    });
    const agreed = staff.api.post<Outcome>(`${PATH}/${set.id}/agreement`, { activate: true });
    expect(await staff.api.expect(agreed)).toMatchObject({ changed: 2, activated: 2, left: [] });
    const after = await api.expect(api.get<TargetSet>(`${PATH}/${set.id}`));
    expect(after.statuses).toMatchObject({ active: 2, withdrawn: 2, draft: 0 });

    // Those that were agreed stay as they are; those that were declined may be proposed again.
    const again = (await propose(school)).body;
    expect(again).toMatchObject({ pupils: 4, drafted: 2 });
    expect(again.skipped.map((it) => [it.reason, it.pupilIds.toSorted()])).toEqual([
      ['targetAgreed', [pupils.ten.id, pupils.sixteen.id].sort()],
    ]);
    const kept = await api.expect(api.get<Target>(`/api/v1/targets/${of(pupils.ten).id}`));
    expect(kept).toMatchObject({ status: 'active', target: { points: 11 }, targetSetId: set.id });
  });

  it('are one for each pupil, whoever asks at once', async () => {
    const { school } = await cohort({ ten: 10, twelve: 12, fifteen: 15 });
    const made = await Promise.all([1, 2, 3].map(() => propose(school)));
    expect(made.map((it) => it.status)).toEqual([201, 201, 201]);
    expect(made.map((it) => it.body.drafted).sort()).toEqual([0, 0, 3]);
    const drafts = await allOf<Target>(api, `/api/v1/targets?schoolId=${school.id}&status=draft`);
    expect(new Set(drafts.map((it) => it.pupilId)).size).toBe(3);
    expect(drafts).toHaveLength(3);
  });

  it('are made once for one Idempotency-Key', async () => {
    const { school } = await cohort({ ten: 10 });
    const send = () =>
      api.send<TargetSet>('POST', PROPOSE, {
        body: bodyOf(school),
        headers: { 'idempotency-key': `propose-${school.id}` },
      });
    const first = await send();
    expect(first).toMatchObject({ status: 201, body: { drafted: 1 } });
    expect((await send()).body).toEqual(first.body);
    expect(await allOf(api, `${PATH}?schoolId=${school.id}`)).toHaveLength(1);
  });

  it('are for the members of a group too, as of the day', async () => {
    const { school, pupils } = await cohort({ ten: 10, twelve: 12 });
    const group = await makeGroup(api, school);
    await putInto(api, group, pupils.twelve, { startDate: '2026-01-09' });
    await putInto(api, group, pupils.ten, { startDate: '2026-01-10' });
    const set = (await propose(school, { cohort: { groupId: group.id } })).body;
    expect(set).toMatchObject({ pupils: 1, drafted: 1 });
    expect(await targetsOf(set)).toMatchObject([{ pupilId: pupils.twelve.id }]);
  });

  it('are for every pupil of more than are read at once', async () => {
    const school = await makeSchool(api);
    await enableEstimates(api, school);
    const bodies = Array.from({ length: 251 }, () => pupilBody(school));
    const added = await batch('pupils', bodies);
    await batch(
      'results',
      added.slice(1).map((it) => resultBody(it, { date: '2026-01-09', value: 10 })),
    );
    const set = (await propose(school)).body;
    expect(set).toMatchObject({
      pupils: 251,
      drafted: 250,
      skipped: [{ reason: 'insufficientData', pupilIds: [added[0]!.id] }],
    });
    const answers = await proposalsOf(set);
    expect(new Set(answers.map((it) => it.pupilId)).size).toBe(251);
    expect(new Set(answers.map((it) => it.targetId)).size).toBe(251);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['a policy that recommends', { policy: '@test/recommends/policy' }, '/policy', 'unknown-policy'],
    ['a policy that is none', { policy: '@test/estimates/other' }, '/policy', 'unknown-policy'],
    ['a day to come', { asOf: '2099-01-09' }, '/asOf', 'in-future'],
    ['an empty year', { cohort: { yearGroup: '13' } }, '/cohort', 'empty'],
    ['no cohort', { cohort: {} }, '/cohort', 'one-of-two'],
    ['a subject that is none', { subject: 'alchemy' }, '/subject', 'unknown-subject'],
    ['a framework that is none', { framework: { key: 'stars' } }, '/framework/key', 'unknown-framework'],
    ['a check taken once', { framework: { key: 'ks2-scaled' } }, '/framework', 'one-off'],
  ])('%s is refused, and no set is made', async (_case, members, pointer, code) => {
    const { school } = await cohort({ ten: 10 });
    await enableEstimates(api, school, {}, '@test/recommends');
    expect(await propose(school, members)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer, code }] },
    });
    expect(await allOf(api, `${PATH}?schoolId=${school.id}`)).toEqual([]);
  });

  it('of a plugin that is disabled, or lacks a grant, are none', async () => {
    const { school } = await cohort({ ten: 10 });
    for (const members of [{ enabled: false }, { enabled: false, grants: [] }]) {
      await enableEstimates(api, school, members);
      expect(await propose(school)).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/policy', code: 'unknown-policy' }] },
      });
    }
  });

  it('that nobody has touched are withdrawn when the plugin is disabled', async () => {
    const { school, pupils } = await cohort({ ten: 10, twelve: 12, fifteen: 15 });
    const set = (await propose(school)).body;
    const own = new Map((await targetsOf(set)).map((it) => [it.pupilId, it]));
    const change = (pupil: { id: string }, body: object) =>
      api.expect(api.patch(`/api/v1/targets/${own.get(pupil.id)!.id}`, body));
    await change(pupils.ten, { target: { value: 11 }, adjustReason: 'Was away for a month' });
    await api.expect(
      api.post('/api/v1/targets', targetBody(pupils.fifteen, { subject: 'reading', status: 'draft' })),
    );
    await enableEstimates(api, school, { enabled: false });
    const after = new Map((await targetsOf(set)).map((it) => [it.pupilId, it]));
    expect(after.get(pupils.ten.id)).toMatchObject({ status: 'draft', target: { points: 11 } });
    for (const pupil of [pupils.twelve, pupils.fifteen]) {
      expect(after.get(pupil.id)).toMatchObject({
        status: 'withdrawn',
        statusReason: 'The plugin @test/estimates is not enabled any more.',
      });
    }
    const drafts = await allOf<Target>(api, `/api/v1/targets?schoolId=${school.id}&status=draft`);
    expect(drafts.map((it) => it.pupilId).sort()).toEqual([pupils.ten.id, pupils.fifteen.id].sort());
  });

  it('need the scopes of runs and of targets, and are no business of another school’s', async () => {
    const { school } = await cohort({ ten: 10 });
    const other = await makeSchool(api);
    const client = (schoolIds: string[], ...scopes: string[]) => makeClient(server, api, scopes, schoolIds);
    const onlyTargets = await client([school.id], 'targets:write', 'targets:read');
    expect(await propose(school, {}, onlyTargets)).toMatchObject({
      status: 403,
      body: { code: 'scope-missing' },
    });
    const onlyRuns = await client([school.id], 'evaluations:run');
    expect(await propose(school, {}, onlyRuns)).toMatchObject({ status: 403 });
    const both = ['targets:read', 'targets:write', 'evaluations:run'];
    const foreign = await client([other.id], ...both);
    expect(await propose(school, {}, foreign)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/schoolId', code: 'unknown-school' }] },
    });
    const own = await client([school.id], ...both);
    const set = (await propose(school, {}, own)).body;
    expect(set).toMatchObject({ drafted: 1 });
    const path = `${PATH}/${set.id}/proposals`;
    expect((await own.expect(own.get<Page<PupilProposal>>(path))).data).toHaveLength(1);
    expect((await foreign.get(path)).status).toBe(404);
    const { data } = await api.expect(
      api.get<Page<{ action: string; detail: unknown }>>(
        `/api/v1/audit-events?schoolId=${school.id}&resourceId=${set.id}`,
      ),
    );
    expect(data).toMatchObject([
      {
        action: 'target-set.propose',
        detail: { policy: '@test/estimates/policy', version: '1.0.0', asOf: '2026-01-09' },
      },
    ]);
  });

  it('are left alone by a rule, whose own sets have none', async () => {
    const { school, pupils } = await cohort({ ten: 10 });
    const set = (await propose(school)).body;
    const rule = await api.expect(
      api.post<TargetSet>(PATH, {
        ...{ schoolId: school.id, title: 'By rule', subject: 'mathematics', framework: { key: 'twenty' } },
        ...{ cohort: { yearGroup: '7' }, baselineOn: '2026-01-09', due: '2026-07-10' },
        challenge: { rule: 'points', points: 1 },
      }),
    );
    expect(rule).toMatchObject({
      drafted: 0,
      policy: null,
      skipped: [{ reason: 'draftPending', pupilIds: [pupils.ten.id] }],
    });
    expect(await proposalsOf(rule)).toEqual([]);
    expect((await proposalsOf(set)).map((it) => it.outcome)).toEqual(['proposed']);
  });
});
