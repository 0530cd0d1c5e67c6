import { FrameworkEntity } from '../assessments/framework.entity.js';
import { hashSecret } from '../auth/secrets.js';
import { SYSTEM_OWNER } from '../common/ids.js';
import type { Database } from '../database/database.js';
import { factOptions } from '../database/fact.entity.js';
import { loadPast } from '../database/load-past.js';
import type { Past } from '../database/past.js';
import { ProvisionTypeEntity } from '../provisions/provision-type.entity.js';
import { DEMO_STAFF } from '../auth/demo-sign-ins.js';
import type { TrustEntity } from '../schools/trusts/trust.entity.js';
import { demoCalendar } from './trust/calendar.js';
import { plannedSchools, type PlannedSchool, type Size, spanOf } from './trust/school-plan.js';
import { type DemoSetting, tellPast, tellTrust } from './trust/tell-past.js';
import type { DemoSignIn } from './trust/tell-school.js';
import type { SystemRows } from './trust/telling.js';

/** The same for everybody, so that the demo is. */
export const DEMO_SEED = 20_260_901;

const ACTOR = { clientId: 'demo', staffId: null };

/** On MySQL and MariaDB the server writes one school while the next is made. */
const AT_ONCE = { sqlite: 1, mysql: 3 };

export interface LoadOptions {
  readonly size: Size;
  readonly seed: number;
  /** The instant that the demo is made as of. */
  readonly now: string;
  /** Told of each school that is done: the how manieth, and of how many. */
  readonly progress: (school: LoadedSchool, done: number, all: number) => void;
}

/** What became of a school. */
export interface LoadedSchool {
  readonly id: string;
  readonly school: PlannedSchool;
  /** Rows that were written, by resource; null where the school was there already and is kept. */
  readonly rows: ReadonlyMap<string, number> | null;
  readonly millis: number;
}

/**
 * Loads the schools of a size, each with its whole past in one transaction: a load that is cut short leaves schools
 * that are whole, and the next one adds those that are missing. A school that is there is kept as it is.
 */
export async function loadSchools(database: Database, options: LoadOptions): Promise<LoadedSchool[]> {
  const { seed, now } = options;
  const system = await readSystemRows(database);
  const signIns = await demoSignIns();
  const all = plannedSchools(options.size);
  const queue = all.map((school, place) => ({ school, place }));
  const loaded: LoadedSchool[] = [];
  let count = 0;
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const calendar = demoCalendar(now.slice(0, 10), spanOf(next.school));
      const setting = { seed, now, calendar, system };
      const done = await loadSchool(database, setting, next.school, next.place === 0 ? signIns : []);
      loaded[next.place] = done;
      options.progress(done, (count += 1), all.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE[database.driver.dialect] }, work));
  return loaded;
}

async function loadSchool(
  database: Database,
  setting: DemoSetting,
  school: PlannedSchool,
  signIns: readonly DemoSignIn[],
): Promise<LoadedSchool> {
  const started = performance.now();
  const known = await schoolIdOf(database, school);
  if (known !== null) return { id: known, school, rows: null, millis: 0 };
  const trustId = await trustIdOf(database, setting, school.unit);
  const past = tellPast(setting, school, trustId, signIns);
  const written = await loadPast(database, ACTOR, past);
  return {
    id: past.ownerId,
    school,
    rows: written ? rowsOf(past) : null,
    millis: performance.now() - started,
  };
}

/** The trust of a school, which is made with the first of its schools. */
async function trustIdOf(database: Database, setting: DemoSetting, unit: number): Promise<string> {
  const past = tellTrust(setting, unit);
  const { groupUid } = past.changes[0]!.row as TrustEntity;
  const find = async () => {
    const [row] = await database.query<{ id: string }>('select id from trust where group_uid = ?', [
      groupUid,
    ]);
    return row?.id;
  };
  const known = await find();
  if (known !== undefined) return known;
  // Two schools of a trust are loaded side by side: whoever comes second finds what the first made.
  await loadPast(database, ACTOR, past).catch((error: unknown) => {
    if (database.driver.uniqueViolation(error) === null) throw error;
  });
  return (await find())!;
}

async function schoolIdOf(database: Database, { urn }: PlannedSchool): Promise<string | null> {
  const [row] = await database.query<{ id: string }>('select id from school where urn = ?', [urn]);
  return row?.id ?? null;
}

function rowsOf({ changes }: Past): Map<string, number> {
  const rows = new Map<string, number>();
  for (const { entity, operation } of changes) {
    const { resource } = factOptions(entity);
    if (operation === 'create') rows.set(resource, (rows.get(resource) ?? 0) + 1);
  }
  return rows;
}

async function readSystemRows(database: Database): Promise<SystemRows> {
  const [frameworks, types] = await Promise.all([
    database.select(FrameworkEntity, 'where owner_id = ? order by framework_version', [SYSTEM_OWNER]),
    database.select(ProvisionTypeEntity, 'where owner_id = ? order by type_version', [SYSTEM_OWNER]),
  ]);
  return {
    frameworks: new Map(frameworks.map((it) => [it.frameworkKey, it])),
    provisionTypes: new Map(types.map((it) => [it.typeKey, it])),
  };
}

function demoSignIns(): Promise<DemoSignIn[]> {
  return Promise.all(
    DEMO_STAFF.map(async ({ email, password, name, post }) => {
      return { email, name, post, passwordHash: await hashSecret(password) };
    }),
  );
}
