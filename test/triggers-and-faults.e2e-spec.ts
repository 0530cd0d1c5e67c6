import { type ApiClient, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { makePupil, makeSchool, pupilBody, resultBody, type School } from './support/factories.js';
import { readRows } from './support/read-rows.js';
import { startServer, type TestServer } from './support/server.js';
import { enableTriggered, pupilsOf, triggeredRuns } from './support/triggers.js';
import { writeRows } from './support/write-rows.js';

type Named = { readonly id: string };

const DAY_MILLIS = 86_400_000;
const LONDON = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' });
const dayFromNow = (days: number) => LONDON.format(Date.now() + days * DAY_MILLIS);

describe.each(DATABASES)(
  'what runs by itself, when servers end and days pass, on $name',
  ({ make, name }) => {
    let database: TestDatabase;
    let server: TestServer;
    let api: ApiClient;
    let school: School;

    beforeAll(async () => {
      database = await make();
      server = await startServer(database);
      api = await signIn(server);
    });

    beforeEach(async () => {
      school = await makeSchool(api);
    });

    afterAll(async () => {
      await server.stop();
      await database.drop();
    });

    let plugins = 0;
    const watch = (triggers: readonly string[]) =>
      enableTriggered(api, school, `@test/watched-${++plugins}`, { triggers });

    async function restart(end: 'kill' | 'stop'): Promise<void> {
      await server[end]();
      server = await startServer(database);
      api = await signIn(server);
    }

    /** As if nobody had looked at dates since so many days. */
    const lookedAt = (daysAgo: number) =>
      writeRows(
        database,
        `update trigger_watch set checked_on = '${dayFromNow(-daysAgo)}' where owner_id = '${school.id}'`,
      );

    it.each(['kill', 'stop'] as const)(
      'a result whose server ended right after it (%s) has its run after the next start, and one only',
      async (end) => {
        const [pupil, later] = [await makePupil(api, school), await makePupil(api, school)];
        await watch(['onResult']);
        await api.expect(api.post('/api/v1/results', resultBody(pupil)));
        await restart(end);
        const [first] = await triggeredRuns(api, school, 1);
        expect(await pupilsOf(api, first!)).toEqual([pupil.id]);
        await restart(end);
        await api.expect(api.post('/api/v1/results', resultBody(later)));
        const runs = await triggeredRuns(api, school, 2);
        expect(await Promise.all(runs.map((it) => pupilsOf(api, it)))).toEqual([[pupil.id], [later.id]]);
      },
    );

    it('dates that passed while no server ran are made up for once, for all on roll', async () => {
      const ids = [await makePupil(api, school), await makePupil(api, school)].map((it) => it.id);
      await watch(['onSchedule:daily', 'onSchedule:weekly', 'onResult']);
      await server.stop();
      await lookedAt(8);
      await restart('stop');
      const [run] = await triggeredRuns(api, school, 1);
      expect(run).toMatchObject({
        pupils: 2,
        cause: { triggers: ['onSchedule:daily', 'onSchedule:weekly'], changes: 0 },
      });
      expect(await pupilsOf(api, run!)).toEqual(ids.toSorted());
      await restart('stop');
      await api.expect(api.post('/api/v1/results', resultBody({ id: ids[0]! })));
      const runs = await triggeredRuns(api, school, 2);
      expect(runs).toMatchObject([{ id: run!.id }, { cause: { triggers: ['onResult'] }, pupils: 1 }]);
    });

    it('a review that comes due today runs for its pupil: not the one of yesterday or of tomorrow', async () => {
      const reviewed: Record<string, string> = {};
      for (const [when, days] of [
        ['yesterday', -1],
        ['today', 0],
        ['tomorrow', 1],
      ] as const) {
        const pupil = await makePupil(api, school);
        reviewed[when] = pupil.id;
        const body = { pupilId: pupil.id, subject: 'reading', provisionTypeKey: 'small-group-catch-up' };
        const planned = { reason: 'Below', startDate: dayFromNow(-30), endDate: dayFromNow(days) };
        const { id } = await api.expect(api.post<Named>('/api/v1/interventions', { ...body, ...planned }));
        await writeRows(database, `update intervention set status = 'active' where id = '${id}'`);
      }
      await watch(['onReviewDue']);
      await lookedAt(1);
      const [run] = await triggeredRuns(api, school, 1);
      expect(run).toMatchObject({ pupils: 1, cause: { triggers: ['onReviewDue'], changes: 0 } });
      expect(await pupilsOf(api, run!)).toEqual([reviewed['today']]);
    });

    const onServers = name === 'SQLite' ? it.skip : it;
    onServers('two servers on one database make one run of each change between them', async () => {
      const items = Array.from({ length: 40 }, () => pupilBody(school));
      const { outcomes } = await api.expect(
        api.post<{ outcomes: Named[] }>('/api/v1/pupils:batch', { items }),
      );
      const ids = outcomes.map((it) => it.id);
      await watch(['onResult']);
      const second = await startServer(database);
      try {
        const apis = [api, await signIn(second)];
        await Promise.all(
          ids.map((id, i) => {
            const body = resultBody({ id });
            return apis[i % 2]!.expect(apis[i % 2]!.post('/api/v1/results', body));
          }),
        );
        let runs = await triggeredRuns(api, school, 1);
        const total = () => runs.reduce((sum, it) => sum + (it.cause?.changes ?? 0), 0);
        while (total() < ids.length) runs = await triggeredRuns(api, school, runs.length);
        expect(total()).toBe(ids.length);
        const seen = (await Promise.all(runs.map((it) => pupilsOf(api, it)))).flat();
        expect(seen.toSorted()).toEqual(ids.toSorted());
        const [{ n }] = (await readRows(
          database,
          `select count(*) as n from evaluation where owner_id = '${school.id}'`,
        )) as [{ n: number }];
        expect(n).toBe(runs.length);
      } finally {
        await second.stop();
      }
    });
  },
);
