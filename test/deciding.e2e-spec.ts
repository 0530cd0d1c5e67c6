import { type ApiClient, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  allOf,
  bundleOf,
  enableBundle,
  ended,
  RECOMMEND,
  type Recommendation,
  setEnabled,
  startRun,
} from './support/evaluations.js';
import { makePupil, makeSchool, makeStaff, pupilBody, type School } from './support/factories.js';
import { readAllChanges } from './support/read-changes.js';
import { startServer, type TestServer } from './support/server.js';
import { writeRows } from './support/write-rows.js';

interface Decision {
  readonly id: string;
  readonly outcome: string;
  readonly interventionId: string | null;
}

const PLUGIN = '@test/always';
const ACCEPT = { outcome: 'accept', reason: 'Agreed with the class teacher.', startDate: '2026-09-14' };

describe.each(DATABASES)('people and plugins at the same recommendation, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;
  let staff: ApiClient[];

  beforeEach(async () => {
    database = await make();
    server = await startServer(database, { ESPALIER_LIMIT_BATCH_LEARNERS: '4' });
    api = await signIn(server);
    school = await makeSchool(api);
    staff = [];
    for (let i = 0; i < 2; i++) staff.push((await makeStaff(server, api, school)).api);
  });

  afterEach(async () => {
    await server.stop();
    await database.drop();
  });

  it('of two members of staff who decide at once one does, the other is told, and one intervention is made', async () => {
    await recommendFor(12);
    for (const [i, { id }] of (await recommendations()).entries()) {
      const path = `/api/v1/recommendations/${id}/decisions`;
      const other = i % 2 === 0 ? ACCEPT : { outcome: 'dismiss', reason: 'Has had it before.' };
      const answers = await Promise.all([
        staff[0]!.post<Decision & Problem>(path, ACCEPT),
        staff[1]!.post<Decision & Problem>(path, other),
      ]);
      expect(answers.map((it) => it.status).sort()).toEqual([201, 409]);
      const [won, lost] = answers[0].status === 201 ? answers : answers.toReversed();
      expect(lost!.body.code).toBe('transition-refused');
      expect(await decisionsOn(id)).toEqual([won!.body]);
    }
    await expectAddsUp();
  });

  it('an accept that is sent again with its key gets the same answer, one after the other or at once', async () => {
    await recommendFor(6);
    const [first, ...others] = await recommendations();
    const send = (id: string, key: string) =>
      staff[0]!.post<Decision & Problem>(`/api/v1/recommendations/${id}/decisions`, ACCEPT, {
        'idempotency-key': key,
      });
    const once = await send(first!.id, 'accept-1');
    expect(once.status).toBe(201);
    expect(await send(first!.id, 'accept-1')).toMatchObject({ status: 201, body: once.body });
    expect((await send(first!.id, 'accept-2')).body.code).toBe('transition-refused');

    for (const [i, { id }] of others.entries()) {
      const answers = await Promise.all(Array.from({ length: 4 }, () => send(id, `at-once-${i}`)));
      const made = answers.filter((it) => it.status === 201);
      const rest = answers.filter((it) => it.status !== 201);
      expect(rest.map((it) => it.body.code)).toEqual(rest.map(() => 'in-progress'));
      expect(new Set(made.map((it) => it.body.id)).size).toBe(1);
      expect(await decisionsOn(id)).toHaveLength(1);
    }
    await expectAddsUp();
  });

  it('an accept whose kind of provision is gone leaves nothing half-stored, and another kind can be chosen', async () => {
    await recommendFor(1);
    const [{ id }] = (await recommendations()) as [Recommendation];
    await writeRows(
      database,
      `update provision_type set type_key = 'renamed' where type_key = 'small-group-catch-up'`,
    );
    const before = await readAllChanges(api, school);
    const path = `/api/v1/recommendations/${id}/decisions`;
    expect(await staff[0]!.post<Problem>(path, ACCEPT)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/provisionType', code: 'unknown-provision-type' }] },
    });
    expect(await decisionsOn(id)).toEqual([]);
    expect(await interventions()).toEqual([]);
    expect(await readAllChanges(api, school)).toEqual(before);
    expect(await recommendations()).toMatchObject([{ id, status: 'open' }]);

    const amend = { outcome: 'amend', reason: 'In the renamed group.', provisionType: 'renamed' };
    expect(await staff[0]!.post(path, amend)).toMatchObject({ status: 201 });
    await expectAddsUp();
  });

  it('what is decided while a run goes on stays decided, and no pupil has two open ones', async () => {
    await recommendFor(40);
    const open = await recommendations();
    const run = startRun(api, school);
    const decided = await Promise.all(
      open.map(({ id }, i) => {
        const body = i % 2 === 0 ? ACCEPT : { outcome: 'dismiss', reason: 'Not now.' };
        return staff[i % 2]!.post<Decision>(`/api/v1/recommendations/${id}/decisions`, body);
      }),
    );
    expect(decided.map((it) => it.status)).toEqual(decided.map(() => 201));
    expect(await ended(api, await run)).toMatchObject({ status: 'succeeded', pupils: 40 });
    const after = await recommendations();
    expect(after.map((it) => it.id).sort()).toEqual(open.map((it) => it.id).sort());
    expect(after.filter((it) => it.status === 'accepted')).toHaveLength(20);
    expect(after.filter((it) => it.status === 'dismissed')).toHaveLength(20);
    await expectAddsUp();
  });

  it('a plugin that is disabled in the middle of a run: what it left open is withdrawn, and nothing opens after', async () => {
    const slow = `for (let i = 0; i < 5e6; i++);`;
    await recommendFor(200, slow, false);
    const run = await startRun(api, school);
    while (
      (await api.get<{ policies: { done: number }[] }>(`/api/v1/evaluations/${run.id}`)).body.policies[0]!
        .done < 8
    );
    await setEnabled(api, school, PLUGIN, false);
    const atOnce = await recommendations();
    expect(new Set(atOnce.map((it) => it.status))).toEqual(new Set(['withdrawn']));
    const over = await ended(api, run);
    expect(over).toMatchObject({ status: 'succeeded', policies: [{ done: 200 }] });
    expect(await recommendations()).toEqual(atOnce);
    expect(atOnce.length).toBeLessThan(200);

    await setEnabled(api, school, PLUGIN, true);
    await ended(api, await startRun(api, school));
    const open = (await recommendations()).filter((it) => it.status === 'open');
    expect(new Set(open.map((it) => it.pupilId)).size).toBe(200);
    expect(open).toHaveLength(200);
  });

  /** Adds pupils, and a plugin that recommends for each of them; by a live run, unless told otherwise. */
  async function recommendFor(pupils: number, before = '', live = true): Promise<void> {
    if (pupils === 1) await makePupil(api, school);
    else {
      const items = Array.from({ length: pupils }, () => pupilBody(school));
      await api.expect(api.post('/api/v1/pupils:batch', { items }));
    }
    await enableBundle(api, school, PLUGIN, bundleOf(`${before} return ${RECOMMEND};`));
    if (!live) return;
    await ended(api, await startRun(api, school));
    expect(await recommendations()).toHaveLength(pupils);
  }

  function recommendations(): Promise<Recommendation[]> {
    return allOf(api, `/api/v1/recommendations?schoolId=${school.id}`);
  }

  function decisionsOn(id: string): Promise<Decision[]> {
    return allOf(api, `/api/v1/recommendations/${id}/decisions?sort=id`);
  }

  function interventions(): Promise<{ id: string; recommendationId: string | null }[]> {
    return allOf(api, `/api/v1/interventions?schoolId=${school.id}`);
  }

  /** An intervention for each accepted recommendation and no other, and a change feed without gaps. */
  async function expectAddsUp(): Promise<void> {
    const accepted = (await recommendations()).filter((it) => it.status === 'accepted').map((it) => it.id);
    const made = (await interventions()).map((it) => it.recommendationId);
    expect(made.sort()).toEqual(accepted.sort());
    const versions = (await readAllChanges(api, school)).map((it) => it.version);
    expect(versions).toEqual(versions.map((_, i) => i + 1));
  }
});
