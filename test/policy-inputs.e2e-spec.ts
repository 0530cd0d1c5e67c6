import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { allOf, bundleOf, ended, startRun } from './support/evaluations.js';
import { makePupil, makeSchool, makeStaff, provisionBody, type School } from './support/factories.js';
import { academicYearBody, makeGroup, putInto } from './support/people-factories.js';
import { outcomeBody, planBody, reviewBody } from './support/plan-factories.js';
import { makePackage, packageForm } from './support/plugin-packages.js';
import { startServer, type TestServer } from './support/server.js';

/** Recommends once for each member of the learner, with what it holds as the reason. */
const TELL_ALL = bundleOf(`return Object.keys(learner).filter((it) => it !== "ref").map((it) => ({
  kind: "recommend", rule: it.toLowerCase(), wave: 2, provisionType: "small-group-catch-up", subject: null,
  reason: JSON.stringify(learner[it]), evidence: [] }));`);
const SENSITIVE = ['disadvantage', 'ethnicity', 'language', 'lookedAfter', 'plans', 'sen', 'sex'];
const INPUTS = ['age', 'attendance', 'groups', ...SENSITIVE];
/** A Friday in a week of school. */
const ASOF = '2026-11-20';

describe.each(DATABASES)('what a policy is told of a pupil, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
    await api.expect(api.post('/api/v1/academic-years', academicYearBody(school)));
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const pathOf = (name: string) => `/api/v1/schools/${school.id}/plugins/${encodeURIComponent(name)}`;

  async function install(name: string, inputs: readonly string[]) {
    const bytes = makePackage({
      members: { name, version: '1.0.0' },
      policyMembers: { id: 'policy', inputs },
      bundle: TELL_ALL,
    });
    return api.expect(api.post<{ sensitiveInputs: string[] }>('/api/v1/plugins', packageForm(bytes)));
  }

  const put = <T = object>(name: string, grants: readonly string[], enabled = true) =>
    api.send<T>('PUT', pathOf(name), { body: { version: '1.0.0', enabled, grants, settings: {} } });

  /** What a live run of a plugin told of a pupil, by the names of inputs in small letters. */
  async function told(plugin: string, pupil: { readonly id: string }): Promise<Record<string, unknown>> {
    const policies = [`${plugin}/policy`];
    await ended(api, await startRun(api, school, { policies, pupilIds: [pupil.id], asOf: ASOF }));
    const path = `/api/v1/recommendations?schoolId=${school.id}&pupilId=${pupil.id}`;
    const rows = await allOf<{ plugin: string; rule: string; reason: string }>(api, path);
    return Object.fromEntries(
      rows.filter((it) => it.plugin === plugin).map((it) => [it.rule, JSON.parse(it.reason) as unknown]),
    );
  }

  it('is every input as it was recorded, and of a policy that declares one, that one', async () => {
    const pupil = await makePupil(api, school, { dateOfBirth: '2014-12-20' });
    await record(pupil);
    expect((await install('@test/all', INPUTS)).sensitiveInputs).toEqual(SENSITIVE);
    await api.expect(put('@test/all', INPUTS));
    expect(await told('@test/all', pupil)).toEqual({
      age: { years: 11, months: 11 },
      attendance: {
        ...{ possible: 20, absent: 5, authorised: 1, unauthorised: 4, absence: 0.25, partial: true },
        lastTenWeeks: { from: '2026-09-07', weeksReceived: 2, unauthorised: 4 },
      },
      groups: [{ kind: 'registration', subject: null, since: '2026-09-03' }],
      disadvantage: {
        ...{
          fsm: 'yes',
          fsmDisadvantage: 'yes',
          everSix: 'yes',
          pupilPremium: 'yes',
          serviceChild: 'unknown',
        },
      },
      ethnicity: 'BAFR',
      language: { firstLanguage: 'YOR', eal: 'yes', proficiency: 'C', proficiencySince: '2026-09-01' },
      lookedafter: { lookedAfter: 'no', previouslyLookedAfter: 'unknown' },
      plans: {
        cycles: [
          {
            ...{ kind: 'send-support', cycle: 1, status: 'open', startDate: '2026-09-07' },
            ...{ reviewDue: '2026-11-19', reviewStatus: 'overdue', reviewedOn: null, endDate: null },
            ...{ subjects: null, areaOfNeed: null, result: null },
            outcomes: [{ byDate: '2026-12-11', areaOfNeed: null, result: null, resultOn: null }],
          },
        ],
        cyclesNotMet: 0,
        parentMeetings: ['2026-10-15'],
        annualReview: null,
      },
      // Two days of the first week, seven weeks to half-term, three after it.
      sen: {
        ...{ provision: 'K', since: '2026-09-01', schoolDays: 52, parentMeetingsExpected: 0 },
        needs: [{ type: 'SLCN', rank: 1, since: '2026-09-01' }],
      },
      sex: 'F',
    });

    await install('@test/age', ['age']);
    await api.expect(put('@test/age', ['age']));
    expect(await told('@test/age', pupil)).toEqual({ age: { years: 11, months: 11 } });
  });

  // £12.00 for three days of August and three of September, for two pupils; a third is only proposed for it.
  it('is what a place costs, in all and in the academic year, as the costs of the pupil say it', async () => {
    const types = await api.expect(
      api.get<Page<{ id: string }>>('/api/v1/provision-types?key=small-group-catch-up'),
    );
    const provision = (members: Record<string, unknown>) =>
      api.expect(
        api.post<{ id: string }>(
          '/api/v1/provisions',
          provisionBody(school, { provisionTypeId: types.data[0]!.id, ...members }),
        ),
      );
    const priced = await provision({ startDate: '2026-08-29', endDate: '2026-09-03', fixedPence: 1_200 });
    const unpriced = await provision({});
    const { staffId } = await makeStaff(server, api, school);
    const place = async (provisionId: string, status: string) => {
      const pupil = await makePupil(api, school);
      const decider = status === 'proposed' ? {} : { deciderStaffId: staffId };
      const body = { pupilId: pupil.id, provisionId, status, reason: 'Below trajectory', ...decider };
      await api.expect(api.post('/api/v1/interventions', body));
      return pupil;
    };
    const pupils = [
      await place(priced.id, 'agreed'),
      await place(priced.id, 'agreed'),
      await place(priced.id, 'proposed'),
      await place(unpriced.id, 'agreed'),
    ];
    await install('@test/places', ['interventions']);
    await api.expect(put('@test/places', ['interventions']));
    const seen: unknown[] = [];
    for (const pupil of pupils) seen.push((await told('@test/places', pupil))['interventions']);
    const of = (plannedPence: number | null, yearPence: number | null): unknown[] => [
      expect.objectContaining({ plannedPence, yearPence }),
    ];
    expect(seen).toEqual([of(600, 300), of(600, 300), of(null, null), of(null, null)]);
    const costs = await api.expect(
      api.get<{ places: { pence: number | null }[] }>(
        `/api/v1/pupils/${pupils[0]!.id}/costs?academicYear=2026`,
      ),
    );
    expect(costs.places.map((it) => it.pence)).toEqual([300]);
  });

  it.each(SENSITIVE)('%s is asked for by name: a plugin without the grant is not enabled', async (input) => {
    const name = `@test/asks-for-${input.toLowerCase()}`;
    expect((await install(name, ['age', input])).sensitiveInputs).toEqual([input]);
    const refused = await put<Problem>(name, ['age']);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'plugin-refused', errors: [{ pointer: '/grants', code: 'missing-grant' }] },
    });
    expect(refused.body.errors![0]!.detail).toContain(`"${input}"`);
    const waiting = await put(name, ['age'], false);
    expect(waiting.body).toMatchObject({ state: 'waiting-for-grant', missingGrants: [input] });
    const run = { schoolId: school.id, mode: 'dry', policies: [`${name}/policy`], asOf: ASOF };
    expect(await api.post('/api/v1/evaluations', run)).toMatchObject({ status: 400 });
  });

  it('who ran a policy that reads sensitive inputs is written down with their names', async () => {
    await install('@test/audited', ['age', 'sex', 'sen']);
    await api.expect(put('@test/audited', ['age', 'sex', 'sen']));
    const run = await startRun(api, school, { mode: 'dry', policies: ['@test/audited/policy'], asOf: ASOF });
    const events = await api.expect(
      api.get<Page<{ resourceId: string; detail: object }>>(
        `/api/v1/audit-events?schoolId=${school.id}&action=evaluation.start`,
      ),
    );
    expect(events.data.find((it) => it.resourceId === run.id)!.detail).toMatchObject({
      sensitiveInputs: ['sen', 'sex'],
    });
  });

  async function record(pupil: { readonly id: string }): Promise<void> {
    const made = (path: string, body: unknown) => api.expect(api.post<{ id: string }>(path, body));
    const startDate = '2026-09-01';
    const values = {
      ...{ sen: 'K', fsm: 'yes', fsmDisadvantage: 'yes', pupilPremium: 'yes', lookedAfter: 'no' },
      ...{ ethnicity: 'BAFR', firstLanguage: 'YOR', englishProficiency: 'C' },
    };
    for (const [kind, value] of Object.entries(values)) {
      await made(`/api/v1/pupils/${pupil.id}/characteristics`, { kind, value, startDate });
    }
    await made(`/api/v1/pupils/${pupil.id}/sen-needs`, { needType: 'SLCN', needRank: 1, startDate });
    await putInto(api, await makeGroup(api, school, { name: 'Mrs Okafor' }), pupil, {
      startDate: '2026-09-03',
    });
    for (const [weekStart, authorised, unauthorised] of [
      ['2026-09-07', 1, 0],
      ['2026-11-09', 0, 4],
    ] as const) {
      const sessions = { possible: 10, present: 10 - authorised - unauthorised, authorised, unauthorised };
      await made('/api/v1/attendance', { pupilId: pupil.id, weekStart, ...sessions });
    }
    const { staffId } = await makeStaff(server, api, school);
    const plan = await made(
      '/api/v1/plans',
      planBody(pupil, {
        ...{ kind: 'send-support', status: 'open', coordinatorStaffId: staffId, reviewDue: '2026-11-19' },
      }),
    );
    await made(`/api/v1/plans/${plan.id}/outcomes`, outcomeBody());
    await made(
      `/api/v1/plans/${plan.id}/reviews`,
      reviewBody({ purpose: 'interim', meetingDate: '2026-10-15' }),
    );
  }
});
