import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { type ApiClient, type Page, signIn, signInStaff } from './support/client.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { expectedSpending } from './support/expected-spending.js';
import { readRows } from './support/read-rows.js';
import { simulateCoverage } from './support/simulated-primary.js';
import { startServer, type TestServer } from './support/server.js';

const ROOT = resolve(import.meta.dirname, '..');
const DEMO = resolve(ROOT, 'dist/demo.js');
const CLIENT = { id: 'demo', secret: 'demo-secret' };
/** InnoDB shows its transactions anew only to one who has not asked for 100 ms. */
const POLL_MILLIS = 150;
const RESOURCES = ['pupils', 'results', 'attendance', 'targets', 'interventions', 'plans', 'groups'];

interface GapRow {
  group: string;
  subject: string;
  framework: string;
  ncYear: string;
  n: number | null;
  others: number | null;
  gap: number | null;
}

/** Absence of an academic year; null where there were too few sessions. */
interface Judgement {
  absence: number | null;
  persistent: boolean | null;
  severe: boolean | null;
}

interface EffectRow {
  provisionType: string;
  n: number;
  meanGain: number | null;
  gainLow: number | null;
  gainHigh: number | null;
}

interface CoverageRow {
  ncYear: string;
  measure: string;
  value: string;
  n: number;
}

interface SpendRow {
  fundingKind: string;
  category: string | null;
  plannedPence: number;
  toDatePence: number;
  budgetPence: number | null;
}

describe.each(DATABASES)('npm run demo, on $name', ({ make }) => {
  let database: TestDatabase;
  let server: TestServer;
  let api: ApiClient;
  /** Rows of trusts, schools, pupils and changes that a load left which was killed in the middle, and those after it. */
  let left: number[];
  let loaded: number[];

  beforeAll(async () => {
    database = await make();
    await load(database, inTheMiddle);
    left = await counts();
    expect((await load(database)).output).toMatch(/Loaded in .* 532 pupils/);
    loaded = await counts();
    server = await startServer(database);
    api = await signIn(server, CLIENT);
  });

  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  async function schoolId(): Promise<string> {
    return (await api.get<Page<{ id: string }>>('/api/v1/schools?urn=999900')).body.data[0]!.id;
  }

  async function insight<R>(name: string, query = ''): Promise<R[]> {
    const head = await signInStaff(server, 'head@demo.school', 'demo-head');
    const path = `/api/v1/insights/${name}?schoolId=${await schoolId()}${query}`;
    return (await head.get<{ data: R[] }>(path)).body.data;
  }

  async function totals(): Promise<number[]> {
    const answers = await Promise.all(
      RESOURCES.map((it) => api.get<Page<unknown>>(`/api/v1/${it}?count=true&limit=1`)),
    );
    return answers.map((it) => it.body.page.total ?? 0);
  }

  function counts(): Promise<number[]> {
    return Promise.all(
      ['trust', 'school', 'pupil', 'change_event'].map(async (table) => {
        const [row] = await readRows<{ n: number }>(database, `select count(*) as n from ${table}`);
        return row!.n;
      }),
    );
  }

  it('a load that is killed in the middle of a school leaves nothing of it, and the next one all of it, once', async () => {
    const told = await readRows<{ version: number }>(
      database,
      `select version from change_event where owner_id = '${await schoolId()}' order by version`,
    );
    expect(told.map((it) => it.version)).toEqual(told.map((_, i) => i + 1));
    // The trust had been written, with its own change.
    expect(left).toEqual([1, 0, 0, expect.any(Number)]);
    // And the plugin that evaluates the school, which is the installation’s.
    expect(loaded).toEqual([1, 1, 532, left[3]! + told.length + 1]);
  });

  it('loading again adds nothing', async () => {
    const before = await totals();
    expect(Math.min(...before)).toBeGreaterThan(0);
    expect((await load(database)).output).toContain('nothing was written');
    expect(await totals()).toEqual(before);
  });

  it('shows the roll as it was known in another year', async () => {
    const url = `/api/v1/pupils?schoolId=${await schoolId()}&count=true&limit=1`;
    const [then, now] = await Promise.all([
      api.get<Page<unknown>>(`${url}&knownAt=2024-01-15T12:00:00Z`),
      api.get<Page<unknown>>(url),
    ]);
    expect(then.body.page.total).toBeGreaterThan(280);
    expect(then.body.page.total).toBeLessThan(now.body.page.total!);
  });

  // Standard deviations, by what was put in for Key stage 2 attainment 2024 by characteristics (Department for Education).
  it.each([
    // −0.42 of its own, −0.10 and −0.06 of the special needs that go with it.
    { characteristic: 'fsmDisadvantage', group: 'yes', expected: -0.58 },
    // Those without needs stand above: by 0.9 for support and 1.4 for plans, 73 to 27, which is 1.04; by 0.08 and 0.01 for
    // the disadvantage and the boys that go with them; by 0.05 less where scores end at 70. All are recorded by Year 2.
    { characteristic: 'sen', group: 'N', expected: 1.08 },
    // None of its own; 0.05 of the ethnic groups that go with it.
    { characteristic: 'firstLanguage', group: 'other', expected: 0.05 },
  ])('shows the gap of $characteristic that was put in', async ({ characteristic, group, expected }) => {
    const query = `&characteristic=${characteristic}&subject=reading&framework=standardised`;
    const rows = (await insight<GapRow>('gaps', query)).filter(
      (it) => it.group === group && it.gap !== null && it.ncYear >= '2',
    );
    expect(rows.length).toBeGreaterThan(3);
    // Years are weighted by what they say: the variance of a year's gap is 15² (1 ÷ n + 1 ÷ others).
    const weights = rows.map((it) => 1 / (225 * (1 / it.n! + 1 / it.others!)));
    const sum = weights.reduce((a, b) => a + b, 0);
    const gap = rows.reduce((total, it, i) => total + weights[i]! * it.gap!, 0) / sum;
    expect(Math.abs(gap - expected * 15)).toBeLessThan(3 * Math.sqrt(1 / sum));
  });

  it('shows as much absence as there is in England, with its long tail', async () => {
    const asOf = lastJuly();
    const url = `/api/v1/pupils?schoolId=${await schoolId()}&asOf=${asOf}&limit=500`;
    const pupils = (await api.get<Page<{ id: string }>>(url)).body.data;
    const judged = await Promise.all(
      pupils.map(async ({ id }) => {
        const path = `/api/v1/pupils/${id}/attendance-judgement?asOf=${asOf}`;
        return (await api.get<Judgement>(path)).body;
      }),
    );
    const year = judged.filter((it) => it.absence !== null);
    const n = year.length;
    expect(n).toBeGreaterThan(200);
    const rates = year.map((it) => it.absence!);
    const mean = rates.reduce((a, b) => a + b, 0) / n;
    const sd = Math.sqrt(rates.reduce((sum, it) => sum + (it - mean) ** 2, 0) / (n - 1));
    // 7 % of sessions, 20 % of pupils persistent and 2 % severe: Pupil absence in schools in England, 2023/24 (DfE).
    expect(Math.abs(mean - 0.07)).toBeLessThan((3 * sd) / Math.sqrt(n));
    const share = (has: (it: Judgement) => boolean) => year.filter(has).length / n;
    const error = (expected: number) => 3 * Math.sqrt((expected * (1 - expected)) / n);
    expect(Math.abs(share((it) => it.persistent!) - 0.2)).toBeLessThan(error(0.2));
    expect(Math.abs(share((it) => it.severe!) - 0.02)).toBeLessThan(error(0.02));
    // More than half miss less than the mean.
    expect(share((it) => it.absence! < mean)).toBeGreaterThan(0.5 + error(0.5));
  });

  it('shows the gain of provision that was put in', async () => {
    const rows = await insight<EffectRow>('provision-effect');
    const row = rows.find((it) => it.provisionType === 'small-group-catch-up' && it.n > 20)!;
    // A quarter of a standard deviation of 15 points; half of a 95 % interval is two standard errors, three are allowed.
    const error = (row.gainHigh! - row.gainLow!) / 4;
    expect(Math.abs(row.meanGain! - 0.25 * 15)).toBeLessThan(3 * error);
  });

  it('shows the spending of a year by source and category that was put in, to the penny where it is planned', async () => {
    const rows = await insight<SpendRow>('spend', `&asOf=${lastJuly()}`);
    const expected = expectedSpending();
    const shown = rows.filter((it) => it.category !== null && it.plannedPence > 0);
    const keyOf = (it: SpendRow) => `${it.fundingKind} ${it.category}`;
    expect(new Map(shown.map((it) => [keyOf(it), it.plannedPence]))).toEqual(
      new Map([...expected].map(([key, { planned }]) => [key, Math.round(planned)])),
    );
    for (const it of shown) {
      const { spent, error } = expected.get(keyOf(it))!;
      expect(Math.abs(it.toDatePence - spent)).toBeLessThanOrEqual(error);
    }
  });

  it('shows the budgets that were put in, and what is planned of them', async () => {
    const rows = await insight<SpendRow>('spend', `&asOf=${lastJuly()}`);
    const budgets = new Map(rows.filter((it) => it.category === null).map((it) => [it.fundingKind, it]));
    // 280 pupils times £38 of pupil premium, £24 of notional SEN budget, £5 each of top-up and general budget.
    expect(Object.fromEntries([...budgets].map(([kind, it]) => [kind, it.budgetPence]))).toEqual({
      'pupil-premium': 280 * 3800,
      'notional-sen': 280 * 2400,
      'top-up': 280 * 500,
      general: 280 * 500,
    });
    for (const [kind, { plannedPence, budgetPence }] of budgets) {
      const own = [...expectedSpending()].filter(([key]) => key.startsWith(`${kind} `));
      expect([kind, plannedPence]).toEqual([
        kind,
        Math.round(own.reduce((sum, [, it]) => sum + it.planned, 0)),
      ]);
      expect(plannedPence).toBeLessThan(budgetPence!);
    }
  });

  // Days of the academic year that is over, as they were known then: two with provision, one after it has all ended.
  it.each([
    { day: '11-20', assessed: '11-06', provisionBegan: '09-22', ehcCycleBegan: 1 / 4, years: [4, 5] },
    { day: '03-17', assessed: '03-05', provisionBegan: '01-11', ehcCycleBegan: 3 / 4, years: [3, 4, 5] },
    { day: '06-19', assessed: '03-05', provisionBegan: null, ehcCycleBegan: 1, years: [3, 4, 5] },
  ])('shows how those below trajectory on $day were supported, as was put in', async ({ day, ...then }) => {
    const year = Number(lastJuly().slice(0, 4)) - (day > '09' ? 1 : 0);
    const date = `${year}-${day}`;
    const rows = await insight<CoverageRow>('coverage', `&asOf=${date}&knownAt=${date}T22:00:00Z`);
    const sum = (measure: string, value?: string) =>
      rows
        .filter((it) => it.measure === measure && (value === undefined || it.value === value))
        .filter((it) => then.years.some((one) => it.ncYear === String(one)))
        .reduce((total, it) => total + it.n, 0);
    const found = {
      below: sum('support'),
      intervention: sum('support', 'intervention'),
      planOnly: sum('support', 'planOnly'),
      uncovered: sum('support', 'uncovered'),
      'catch-up': sum('feature', 'intervention'),
      club: sum('feature', 'extended-curriculum'),
      'wider-needs': sum('feature', 'wider-needs'),
    };
    // One school is off the mean of all like it by less than three standard deviations.
    const { mean, sd } = simulateCoverage(then);
    for (const name of Object.keys(found) as (keyof typeof found)[]) {
      expect({ name, off: Math.abs(found[name] - mean[name]) <= 3 * sd[name], found, mean }).toMatchObject({
        off: true,
      });
    }
    expect(found.below).toBe(found.intervention + found.planOnly + found.uncovered);
  });

  it('shows how soon it was decided what to do for those below', async () => {
    const legs = await insight<{ leg: string; n: number; open: number }>('signal-to-decision');
    const decided = legs.find((it) => it.leg === 'signal-to-decision')!;
    expect(decided.n).toBeGreaterThan(0);
    expect(decided.open).toBeGreaterThan(0);
    for (const status of ['open', 'accepted', 'dismissed']) {
      const url = `/api/v1/recommendations?schoolId=${await schoolId()}&status=${status}&count=true&limit=1`;
      expect((await api.get<Page<unknown>>(url)).body.page.total).toBeGreaterThan(0);
    }
  });

  it('what names a pupil names one of the school’s own', async () => {
    for (const table of [
      'result',
      'attendance_summary',
      'target',
      'target_agreement',
      'intervention',
      'plan',
    ]) {
      const lost = await readRows(
        database,
        `select f.id from ${table} f left join pupil p on p.owner_id = f.owner_id and p.id = f.pupil_id where p.id is null`,
      );
      expect({ table, lost }).toEqual({ table, lost: [] });
    }
  });

  it('a teacher sees the pupils of one class', async () => {
    const teacher = await signInStaff(server, 'teacher@demo.school', 'demo-teacher');
    const { body } = await teacher.get<Page<unknown>>('/api/v1/pupils?count=true&limit=1');
    expect(body.page.total).toBeGreaterThan(10);
    expect(body.page.total).toBeLessThan(30);
  });
});

/** A day near the end of the newest academic year that is over. */
function lastJuly(): string {
  const today = new Date().toISOString().slice(0, 10);
  return `${Number(today.slice(0, 4)) - (today.slice(5) >= '09-01' ? 0 : 1)}-07-10`;
}

/** Runs the command, or kills it as soon as `killedWhen` says so, which must happen before it has ended. */
async function load(
  database: TestDatabase,
  killedWhen?: (database: TestDatabase) => Promise<boolean>,
): Promise<{ output: string }> {
  const child = spawn(process.execPath, [DEMO, '--size', 'smoke'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: database.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const closed = once(child, 'close');
  if (killedWhen) {
    while (!(await killedWhen(database))) {
      await pause();
      if (child.exitCode !== null) throw new Error(`It had ended before it was killed: ${output}`);
    }
    child.kill('SIGKILL');
  }
  await closed;
  return { output };
}

/** Whether a school is being written: its trust is there, and a writer has begun on the rows of the school. */
async function inTheMiddle(database: TestDatabase): Promise<boolean> {
  const [trusts] = await readRows<{ n: number }>(database, 'select count(*) as n from trust').catch(() => []);
  if ((trusts?.n ?? 0) === 0) return false;
  if (database.url.startsWith('sqlite:')) return isWriting(database.url.slice(7));
  const [unseen] = await readRows<{ n: number }>(
    database,
    `select count(*) as n from information_schema.innodb_trx where trx_rows_modified > 100 and trx_mysql_thread_id in
       (select id from information_schema.processlist where db = database())`,
  );
  return unseen!.n > 0;
}

function isWriting(file: string): boolean {
  const handle = new SqliteDatabase(file, { timeout: 0 });
  try {
    handle.exec('begin immediate; rollback');
    return false;
  } catch (error) {
    return (error as { code?: string }).code === 'SQLITE_BUSY';
  } finally {
    handle.close();
  }
}

function pause(): Promise<void> {
  return new Promise((resumed) => setTimeout(resumed, POLL_MILLIS));
}
