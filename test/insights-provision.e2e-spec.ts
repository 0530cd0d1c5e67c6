import { type ApiClient, type Problem, signIn } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import {
  makeClient,
  makePupil,
  makeSchool,
  makeStaff,
  provisionBody,
  provisionTypeBody,
  type School,
  targetBody,
} from './support/factories.js';
import { budgetBody, fundingSourceBody } from './support/provision-factories.js';
import { startServer, type TestServer } from './support/server.js';

interface Answer {
  readonly notes: string[];
  readonly data: Record<string, unknown>[];
}

describe.each(DATABASES)('what provision costs and brings, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let admin: ApiClient;
  let school: School;

  beforeAll(async () => {
    database = await make();
    server = await startServer(database);
    admin = await signIn(server);
    school = await makeSchool(admin);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const add = (path: string, body: unknown) =>
    admin.expect(admin.post<{ id: string }>(`/api/v1/${path}`, body));

  it('spending is by funding source, in the order of names, and category, planned and to date, against the budget', async () => {
    const fund = await add('funding-sources', fundingSourceBody(school, { name: 'Pupil premium' }));
    await add(
      'budgets',
      budgetBody(fund, { startDate: '2026-04-01', endDate: '2027-03-31', amountPence: 50_000 }),
    );
    const type = await add('provision-types', provisionTypeBody(school));
    // £300 over the 30 days of June, three quarters of it from the pupil premium.
    await add(
      'provisions',
      provisionBody(school, {
        provisionTypeId: type.id,
        startDate: '2026-06-01',
        endDate: '2026-06-30',
        fixedPence: 30_000,
        funding: [
          { fundingSourceId: fund.id, shareBasisPoints: 7500 },
          {
            fundingSourceId: (
              await add(
                'funding-sources',
                fundingSourceBody(school, { name: 'General budget', kind: 'general', ringFenced: false }),
              )
            ).id,
            shareBasisPoints: 2500,
          },
        ],
      }),
    );
    const api = await makeClient(server, admin, ['insights:read'], [school.id]);
    const { data } = await api.expect(
      api.get<Answer>(`/api/v1/insights/spend?schoolId=${school.id}&asOf=2026-06-10`),
    );
    const pick = data.map((it) => [
      it['category'],
      it['periodStart'],
      it['plannedPence'],
      it['toDatePence'],
      it['budgetPence'],
      it['unspentPence'],
    ]);
    expect(pick).toEqual([
      [null, '2025-09-01', 7_500, 2_500, null, null],
      ['additional-learning-support', '2025-09-01', 7_500, 2_500, null, null],
      [null, '2026-04-01', 22_500, 7_500, 50_000, 42_500],
      ['additional-learning-support', '2026-04-01', 22_500, 7_500, null, null],
    ]);
    expect(data[2]).toMatchObject({
      fundingSource: 'Pupil premium',
      ringFenced: true,
      uncommittedPence: 27_500,
    });
  });

  it('the effect of provision is for staff, and says that it claims no cause', async () => {
    const { api } = await makeStaff(server, admin, school, ['senco']);
    const path = `/api/v1/insights/provision-effect?schoolId=${school.id}`;
    const { notes, data } = await api.expect(api.get<Answer>(path));
    expect(data).toEqual([]);
    expect(notes).toEqual([
      expect.stringContaining('no claim of cause'),
      expect.stringContaining('regression to the mean'),
    ]);
    const program = await makeClient(server, admin, ['insights:read', 'sensitive:read'], [school.id]);
    const refused = await program.get<Problem>(path);
    expect([refused.status, refused.body.code]).toEqual([403, 'staff-required']);
  });

  it('what was known of spending before stays, whatever is recorded afterwards', async () => {
    const at = await makeSchool(admin);
    const type = await add('provision-types', provisionTypeBody(at));
    const other = await add('provision-types', provisionTypeBody(at, { category: 'wider-services' }));
    const fund = await add('funding-sources', fundingSourceBody(at));
    const budget = await add('budgets', budgetBody(fund, { amountPence: 50_000 }));
    const june = { startDate: '2026-06-01', endDate: '2026-06-30' };
    const funding = [{ fundingSourceId: fund.id, shareBasisPoints: 10_000 }];
    const body = { provisionTypeId: type.id, ...june, fixedPence: 30_000, funding };
    const first = await add('provisions', provisionBody(at, body));
    const spend = async (knownAt?: string) => {
      const path = `/api/v1/insights/spend?schoolId=${at.id}&asOf=2026-06-10`;
      const answer = await admin.expect(
        admin.get<Answer>(knownAt === undefined ? path : `${path}&knownAt=${knownAt}`),
      );
      return answer.data.map((it) => [
        it['category'],
        it['plannedPence'],
        it['toDatePence'],
        it['budgetPence'],
      ]);
    };
    const before = new Date().toISOString();
    const told = [
      [null, 30_000, 10_000, 50_000],
      ['additional-learning-support', 30_000, 10_000, null],
    ];
    expect(await spend(before)).toEqual(told);

    const change = { fixedPence: 60_000, endDate: '2026-06-20' };
    await admin.expect(admin.patch(`/api/v1/provisions/${first.id}`, change));
    await add('provisions', provisionBody(at, { ...body, provisionTypeId: other.id }));
    await admin.expect(admin.patch(`/api/v1/budgets/${budget.id}`, { amountPence: 70_000 }));
    expect(await spend(before)).toEqual(told);
    // Half of £600 in ten of twenty days, and a third of £300.
    expect(await spend()).toEqual([
      [null, 90_000, 40_000, 70_000],
      ['additional-learning-support', 60_000, 30_000, null],
      ['wider-services', 30_000, 10_000, null],
    ]);
  });

  /*
   * Ten weeks with two half hours in each: 20 sessions, 600 minutes; £24.00 an hour and £100.00 once are £340.00, of
   * which each of five pupils has £68.00. Targets run from 5 January to 23 May, and the exit measure is taken half way.
   */
  describe('the effect of ten weeks on pupils who were to gain two points in them', () => {
    const GROUP = { startDate: '2026-01-05', endDate: '2026-03-15' };
    let at: School;
    let head: ApiClient;
    let staffId: string;

    /** [points at entry, at exit, that the target rises by in all, sessions attended of 20, minutes of one more]. */
    const PUPILS: [
      entry: number,
      exit: number | null,
      rise: number | null,
      sessions: number,
      more: number,
    ][] = [
      [10, 15, 4, 20, 0], // 5 for 2: gains 3
      [8, 12, 4, 10, 0], // 4 for 2: gains 2, with exactly half of the minutes
      [9, 13, 2, 9, 29], // 4 for 1: gains 3, a minute short of half
      [10, null, 4, 20, 0],
      [10, 14, null, 20, 0],
    ];

    beforeAll(async () => {
      at = await makeSchool(admin);
      ({ api: head, staffId } = await makeStaff(server, admin, at, ['leader']));
      const dosage = { weeks: 10, sessionsPerWeek: 2, minutes: 30, groupSize: 6 };
      const type = await add('provision-types', provisionTypeBody(at, { key: 'ten-weeks', dosage }));
      const costs = { rate: { perHourPence: 2400 }, fixedPence: 10_000 };
      const body = provisionBody(at, { provisionTypeId: type.id, ...GROUP, ...costs });
      const { id: provisionId } = await add('provisions', body);
      for (const [entry, exit, rise, sessions, more] of PUPILS) {
        const place = await take({ provisionId }, entry, exit, rise);
        const items = Array.from({ length: 20 }, (_, i) => {
          const attended = i < sessions || (i === sessions && more > 0);
          return {
            interventionId: place.id,
            date: addDays(GROUP.startDate, 7 * Math.floor(i / 2) + (i % 2)),
            attended,
            ...(i === sessions && more > 0 && { minutes: more }),
            ...(!attended && { absenceReason: 'absent' }),
          };
        });
        const { refused } = await admin.expect(
          admin.post<{ refused: number }>('/api/v1/intervention-sessions:batch', { items }),
        );
        expect(refused).toBe(0);
      }
      // Outside the group nothing is known of sessions or costs: 2 points fewer than at entry, where 2 more were expected.
      await take({ provisionTypeKey: 'ten-weeks', ...GROUP }, 10, 8, 4);
    });

    async function take(
      where: Record<string, unknown>,
      entry: number,
      exit: number | null,
      rise: number | null,
    ): Promise<{ id: string }> {
      const pupil = await makePupil(admin, at);
      if (rise !== null) {
        const baseline = { date: '2026-01-05', value: entry };
        await add(
          'targets',
          targetBody(pupil, { baseline, target: { value: entry + rise }, due: '2026-05-23' }),
        );
      }
      const measure = (value: number, date: string) => ({ framework: { key: 'twenty' }, value, date });
      const over = { status: 'reviewed', outcome: 'partly', endedOn: '2026-03-15' };
      return add('interventions', {
        ...{ pupilId: pupil.id, subject: 'mathematics', reason: 'Below', deciderStaffId: staffId, ...where },
        entry: measure(entry, '2026-01-05'),
        ...(exit === null ? { status: 'active' } : { ...over, exit: measure(exit, '2026-03-15') }),
      });
    }

    const effect = async (asOf: string) => {
      const path = `/api/v1/insights/provision-effect?schoolId=${at.id}&asOf=${asOf}`;
      return (await head.expect(head.get<Answer>(path))).data;
    };

    it('is 2.5 points for £68.00 where half of the dosage or more was received', async () => {
      const kind = { provisionType: 'ten-weeks', framework: 'twenty', frameworkVersion: 1 };
      const nothing = { meanGain: null, gainLow: null, gainHigh: null, meanCostPence: null };
      const [more, less, unknown, ...none] = await effect('2026-03-15');
      expect(none).toEqual([]);
      // Gains of 3 and 2: s = √½, and t of 0.975 with one degree of freedom is 12.7062.
      const half = 12.7062 * Math.sqrt(0.5 / 2);
      expect(more).toEqual({
        ...{ ...kind, dosage: 'half-or-more', places: 4, n: 2, noExit: 1, noTarget: 1, meanGain: 2.5 },
        gainLow: expect.closeTo(2.5 - half, 4) as number,
        gainHigh: expect.closeTo(2.5 + half, 4) as number,
        ...{ meanCostPence: 6_800, costPerPointPence: 2_720 },
      });
      expect(less).toEqual({
        ...{
          ...kind,
          ...nothing,
          dosage: 'under-half',
          places: 1,
          n: 1,
          noExit: 0,
          noTarget: 0,
          meanGain: 3,
        },
        ...{ meanCostPence: 6_800, costPerPointPence: expect.closeTo(6_800 / 3, 9) as number },
      });
      expect(unknown).toEqual({
        ...{ ...kind, ...nothing, dosage: 'unknown', places: 1, n: 1, noExit: 0, noTarget: 0, meanGain: -4 },
        costPerPointPence: null,
      });
    });

    it('is not there the day before the exit measures', async () => {
      const rows = await effect('2026-03-14');
      expect(rows.map((it) => [it['dosage'], it['places'], it['n'], it['noExit'], it['meanGain']])).toEqual([
        ['half-or-more', 4, 0, 4, null],
        ['under-half', 1, 0, 1, null],
        ['unknown', 1, 0, 1, null],
      ]);
    });
  });
});

function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}
