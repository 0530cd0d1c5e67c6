import { targetSetBody } from './support/assessment-factories.js';
import { type ApiClient, type Page, type Problem, signIn } from './support/client.js';
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

interface TargetSet {
  id: string;
  pupils: number;
  drafted: number;
  skipped: { reason: string; pupilIds: string[] }[];
  statuses: Record<string, number>;
}
interface Target {
  id: string;
  pupilId: string;
  baseline: { date: string; points: number };
  target: { points: number };
  status: string;
  challenge: string | null;
  adjustReason: string | null;
  agreedBy: { staff: string | null };
}
interface Outcome {
  changed: number;
  activated: number;
  left: { targetId: string; reason: string }[];
}

const PATH = '/api/v1/target-sets';

describe.each(DATABASES)('targets for a cohort on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const record = (pupil: { id: string }, members: Record<string, unknown>) =>
    api.expect(api.post('/api/v1/results', resultBody(pupil, members)));

  /** A school with a Y7 of four: a latest actual of 10, one of 19, none, and one with an active target. */
  const cohort = async () => {
    const school = await makeSchool(api);
    const staff = await makeStaff(server, api, school);
    const ten = await makePupil(api, school);
    const nineteen = await makePupil(api, school);
    const nobody = await makePupil(api, school);
    const busy = await makePupil(api, school);
    await makePupil(api, school, { enrolment: { ncYear: '8', status: 'C', entryDate: '2025-09-01' } });
    await record(ten, { date: '2025-10-10', value: 6 });
    await record(ten, { date: '2025-12-12', value: 10 });
    await record(ten, { date: '2026-01-10', value: 20 }); // after the baseline's day
    await record(nineteen, { date: '2026-01-09', value: 19 });
    await record(nobody, { date: '2026-01-09', value: 15, status: 'E' });
    await record(busy, { date: '2026-01-09', value: 9 });
    await api.expect(api.post('/api/v1/targets', targetBody(busy)));
    return { school, staff, ten, nineteen, nobody, busy };
  };

  const draft = (school: School, members: Record<string, unknown> = {}) =>
    api.post<TargetSet & Problem>(PATH, targetSetBody(school, members));

  const targetsOf = async (set: { id: string }) =>
    (await api.expect(api.get<Page<Target>>(`/api/v1/targets?targetSetId=${set.id}`))).data;

  it('each pupil with a baseline gets a draft, and the others are named with the reason', async () => {
    const { school, ten, nineteen, nobody, busy } = await cohort();
    const made = await draft(school);
    expect(made).toMatchObject({
      status: 201,
      body: {
        pupils: 4,
        drafted: 2,
        statuses: { draft: 2, active: 0 },
        cohort: { yearGroup: '7', groupId: null },
        challenge: { rule: 'points', points: 2 },
      },
    });
    expect(made.body.skipped).toEqual(
      expect.arrayContaining([
        { reason: 'noBaseline', pupilIds: [nobody.id] },
        { reason: 'targetAgreed', pupilIds: [busy.id] },
      ]),
    );
    const targets = await targetsOf(made.body);
    const of = (pupil: { id: string }) => targets.find((it) => it.pupilId === pupil.id);
    expect(of(ten)).toMatchObject({
      baseline: { date: '2025-12-12', points: 10 },
      target: { points: 12 },
      status: 'draft',
      challenge: '2 points',
    });
    expect(of(nineteen)).toMatchObject({
      baseline: { date: '2026-01-09', points: 19 },
      target: { points: 20 },
    });
    expect((await api.get<TargetSet>(made.headers.get('location')!)).body).toEqual(made.body);
    const again = await draft(school);
    expect(again.body).toMatchObject({ drafted: 0 });
    expect(again.body.skipped.map((it) => it.reason).sort()).toEqual([
      'draftPending',
      'noBaseline',
      'targetAgreed',
    ]);
  });

  it('single drafts are adjusted with a reason, and a person agrees to all of them', async () => {
    const { school, staff, ten } = await cohort();
    const set = (await draft(school)).body;
    const own = (await targetsOf(set)).find((it) => it.pupilId === ten.id)!;
    const path = `/api/v1/targets/${own.id}`;
    expect(await api.patch<Problem>(path, { target: { value: 14 } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/adjustReason', code: 'missing' }] },
    });
    const adjusted = { target: { value: 14 }, adjustReason: 'Was ill in the autumn' };
    expect(await api.patch<Target>(path, adjusted)).toMatchObject({
      status: 200,
      body: { target: { points: 14 }, adjustReason: 'Was ill in the autumn' },
    });
    const program = await api.post<Problem>(`${PATH}/${set.id}/agreement`, {});
    expect(program).toMatchObject({ status: 403, body: { code: 'staff-required' } });
    const agreed = await staff.api.expect(
      staff.api.post<Outcome>(`${PATH}/${set.id}/agreement`, { activate: true }),
    );
    expect(agreed).toMatchObject({ changed: 2, activated: 2, left: [] });
    for (const it of await targetsOf(set)) {
      expect(it).toMatchObject({ status: 'active', agreedBy: { staff: expect.stringMatching(/^\d{4}-/) } });
    }
    expect((await api.expect(api.get<TargetSet>(`${PATH}/${set.id}`))).statuses).toMatchObject({ active: 2 });
    expect(await staff.api.expect(staff.api.post<Outcome>(`${PATH}/${set.id}/agreement`, {}))).toMatchObject({
      changed: 0,
    });
  });

  it('what is agreed is neither withdrawn nor agreed to again; some can be chosen', async () => {
    const { school, staff, ten, nineteen } = await cohort();
    const set = (await draft(school)).body;
    const targets = await targetsOf(set);
    const [first, second] = [ten, nineteen].map((it) => targets.find(({ pupilId }) => pupilId === it.id)!);
    // Meanwhile somebody sets another target for the first pupil.
    await api.expect(api.post('/api/v1/targets', targetBody(ten)));
    const one = { targetIds: [first!.id], activate: true };
    expect(await staff.api.expect(staff.api.post<Outcome>(`${PATH}/${set.id}/agreement`, one))).toEqual({
      targetSetId: set.id,
      changed: 1,
      activated: 0,
      left: [{ targetId: first!.id, reason: 'otherActive' }],
    });
    const both = { targetIds: [first!.id, second!.id], reason: 'Set again after the retest' };
    expect(await api.expect(api.post<Outcome>(`${PATH}/${set.id}/withdrawal`, both))).toMatchObject({
      changed: 1,
      left: [{ targetId: first!.id, reason: 'notDraft' }],
    });
    const statuses = new Map((await targetsOf(set)).map((it) => [it.id, it.status]));
    expect([statuses.get(first!.id), statuses.get(second!.id)]).toEqual(['agreed', 'withdrawn']);
    const foreign = { targetIds: ['01900000-0000-7000-8000-00000000dead'] };
    expect(await staff.api.post<Problem>(`${PATH}/${set.id}/agreement`, foreign)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/targetIds/0', code: 'unknown-target' }] },
    });
  });

  it('two who agree at once agree once', async () => {
    const { school, staff } = await cohort();
    const set = (await draft(school)).body;
    const other = await makeStaff(server, api, school);
    const answers = await Promise.all(
      [staff, other].map((it) => it.api.post<Outcome>(`${PATH}/${set.id}/agreement`, { activate: true })),
    );
    expect(answers.map((it) => it.status)).toEqual([200, 200]);
    expect(answers.map((it) => it.body.changed).sort()).toEqual([0, 2]);
  });

  it('a group is a cohort too, by who was in it on the day', async () => {
    const { school, ten, nineteen } = await cohort();
    const group = await api.expect(
      api.post<{ id: string }>('/api/v1/groups', {
        schoolId: school.id,
        name: '7x/Ma1',
        kind: 'teaching',
        subject: 'mathematics',
      }),
    );
    const join = (pupilId: string, startDate: string) =>
      api.expect(api.post(`/api/v1/groups/${group.id}/members`, { pupilId, startDate }));
    await join(ten.id, '2025-09-01');
    await join(nineteen.id, '2026-01-10');
    const made = await draft(school, { cohort: { groupId: group.id } });
    expect(made.body).toMatchObject({ pupils: 1, drafted: 1, skipped: [] });
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['an empty year', { cohort: { yearGroup: '13' } }, '/cohort', 'empty'],
    ['no cohort', { cohort: {} }, '/cohort', 'one-of-two'],
    [
      'a group of nobody',
      { cohort: { groupId: '01900000-0000-7000-8000-00000000dead' } },
      '/cohort/groupId',
      'unknown-group',
    ],
    ['a rule without points', { challenge: { rule: 'points' } }, '/challenge/points', 'missing'],
    [
      'points below the baseline',
      { challenge: { rule: 'points', points: -1 } },
      '/challenge/points',
      'too-small',
    ],
    [
      'progress that no framework states',
      { challenge: { rule: 'expected-progress' } },
      '/challenge/rule',
      'no-expected-progress',
    ],
    ['a check taken once', { framework: { key: 'ks2-scaled' } }, '/framework', 'one-off'],
    ['a due date on the baseline’s', { due: '2026-01-09' }, '/due', 'due-before-baseline'],
    ['a framework that is none', { framework: { key: 'stars' } }, '/framework/key', 'unknown-framework'],
  ])('%s is refused, and nothing is drafted', async (_case, members, pointer, code) => {
    const school = await makeSchool(api);
    await makePupil(api, school);
    expect(await draft(school, members)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer, code }] },
    });
    const { data } = await api.expect(api.get<Page<TargetSet>>(`${PATH}?schoolId=${school.id}`));
    expect(data).toEqual([]);
  });
});
