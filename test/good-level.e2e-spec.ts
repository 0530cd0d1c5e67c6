import { type ApiClient, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makePupil, makeSchool, resultBody, type School } from './support/factories.js';
import { startServer, type TestServer } from './support/server.js';

interface GoodLevel {
  goodLevelOfDevelopment: boolean | null;
  expected: number;
  emerging: number;
  missing: number;
}

const GOALS = [
  'elg-listening-attention-understanding',
  'elg-speaking',
  'elg-self-regulation',
  'elg-managing-self',
  'elg-building-relationships',
  'elg-gross-motor-skills',
  'elg-fine-motor-skills',
  'elg-comprehension',
  'elg-word-reading',
  'elg-writing',
  'elg-number',
  'elg-numerical-patterns',
];
const OTHERS = [
  'elg-past-and-present',
  'elg-people-culture-communities',
  'elg-natural-world',
  'elg-creating-with-materials',
  'elg-imaginative-and-expressive',
];

describe.each(DATABASES)('good level of development on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  let school: School;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    api = await signIn(server);
    school = await makeSchool(api);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const goal = (pupil: { id: string }, subject: string, members: Record<string, unknown> = {}) =>
    resultBody(pupil, {
      ...{ subject, framework: { key: 'eyfs-elg' }, value: 2, date: '2026-06-19' },
      ...members,
    });
  const add = (...items: object[]) =>
    api.expect(api.post<{ created: number }>('/api/v1/results:batch', { items }));
  const read = (pupil: { id: string }, query = '') =>
    api.expect(
      api.get<GoodLevel>(`/api/v1/pupils/${pupil.id}/good-level-of-development?asOf=2026-07-17${query}`),
    );

  it('is reached with the twelve goals expected, whatever the other five are', async () => {
    const pupil = await makePupil(api, school);
    expect(await read(pupil)).toMatchObject({ goodLevelOfDevelopment: null, missing: 12 });
    const added = await add(
      ...GOALS.map((it) => goal(pupil, it)),
      ...OTHERS.map((it) => goal(pupil, it, { value: 1 })),
    );
    expect(added.created).toBe(17);
    expect(await read(pupil)).toMatchObject({
      pupilId: pupil.id,
      schoolId: school.id,
      ...{ goodLevelOfDevelopment: true, expected: 12, emerging: 0, missing: 0 },
    });
    const early = await api.expect(
      api.get<GoodLevel>(`/api/v1/pupils/${pupil.id}/good-level-of-development?asOf=2026-06-18`),
    );
    expect(early).toMatchObject({ goodLevelOfDevelopment: null, missing: 12 });
  });

  it('is not reached with one emerging, and unknown while one is missing, absent or an estimate', async () => {
    const [emerging, missing] = [await makePupil(api, school), await makePupil(api, school)];
    await add(goal(emerging, GOALS[0]!, { value: 1 }));
    expect(await read(emerging)).toMatchObject({ goodLevelOfDevelopment: false, emerging: 1, missing: 11 });
    await add(
      ...GOALS.slice(2).map((it) => goal(missing, it)),
      goal(missing, GOALS[0]!, { value: undefined, outcome: 'absent' }),
      goal(missing, GOALS[1]!, { status: 'E' }),
    );
    expect(await read(missing)).toMatchObject({ goodLevelOfDevelopment: null, expected: 10, missing: 2 });
  });

  it('follows a correction, and stays as it had been known before', async () => {
    const pupil = await makePupil(api, school);
    await add(...GOALS.slice(1).map((it) => goal(pupil, it)));
    const wrong = await api.expect(
      api.post<{ id: string; updatedAt: string }>('/api/v1/results', goal(pupil, GOALS[0]!, { value: 1 })),
    );
    expect(await read(pupil)).toMatchObject({ goodLevelOfDevelopment: false });
    await api.expect(api.post(`/api/v1/results/${wrong.id}/corrections`, { value: 2 }));
    expect(await read(pupil)).toMatchObject({ goodLevelOfDevelopment: true });
    expect(await read(pupil, `&knownAt=${wrong.updatedAt}`)).toMatchObject({ goodLevelOfDevelopment: false });
  });
});
