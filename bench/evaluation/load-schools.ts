// Fills schools with pupils through the product's own unit of work, with versions and change events as any write
// has them, and prints the schools' ids as JSON; a process of its own. Arguments: database URL, sizes as JSON.
import { join } from 'node:path';
import { v7 } from 'uuid';
import { frameworkRow, pupilRows, resultRows, type Row, SUBJECTS, targetRows } from './school-rows.ts';

const IN_A_TRANSACTION = 250;
const DIST = join(import.meta.dirname, '../../dist');

type EntityClass = new () => object;

interface Transaction {
  insert(entity: EntityClass, row: Row): void;
}

interface UnitOfWork {
  run(actor: object, work: (tx: Transaction) => Promise<void>): Promise<void>;
}

/** What the loader uses of the built server. */
interface Built {
  readonly ENTITIES: readonly EntityClass[];
  openDatabase(url: string, entities: readonly EntityClass[]): Promise<object>;
  readonly Database: new (open: object) => { close(): Promise<void> };
  readonly UnitOfWork: new (database: object) => UnitOfWork;
  readonly SchoolEntity: EntityClass;
  readonly SubjectEntity: EntityClass;
  readonly FrameworkEntity: EntityClass;
  readonly PupilEntity: EntityClass;
  readonly EnrolmentEntity: EntityClass;
  readonly ResultEntity: EntityClass;
  readonly TargetEntity: EntityClass;
}

const built = await readBuilt();
const [url, sizes] = [process.argv[2]!, JSON.parse(process.argv[3]!) as number[]];
const database = new built.Database(await built.openDatabase(url, built.ENTITIES));
const uow = new built.UnitOfWork(database);
let pupilNumber = 0;

const ids: string[] = [];
for (const size of sizes) ids.push(await loadSchool(size));
await database.close();
console.log(JSON.stringify(ids));

async function loadSchool(size: number): Promise<string> {
  const schoolId = v7();
  const frameworkId = v7();
  await write((insert) => {
    const n = ids.length + 1;
    insert(built.SchoolEntity, {
      ownerId: schoolId,
      id: schoolId,
      urn: String(200_000 + n),
      laCode: '999',
      establishment: String(5_000 + n),
      name: `School of ${size}`,
      phase: 'secondary',
    });
    insert(built.FrameworkEntity, frameworkRow(schoolId, frameworkId));
    for (const code of SUBJECTS) insert(built.SubjectEntity, { ownerId: schoolId, code, name: code });
  });
  for (let from = 0; from < size; from += IN_A_TRANSACTION) {
    await write((insert) => {
      for (let i = from; i < Math.min(size, from + IN_A_TRANSACTION); i++) {
        const n = pupilNumber++;
        const pupilId = v7();
        const { pupil, enrolment } = pupilRows(schoolId, pupilId, n);
        insert(built.PupilEntity, pupil);
        insert(built.EnrolmentEntity, enrolment);
        for (const row of resultRows(schoolId, pupilId, frameworkId, n)) insert(built.ResultEntity, row);
        for (const row of targetRows(schoolId, pupilId, frameworkId, n)) insert(built.TargetEntity, row);
      }
    });
  }
  return schoolId;
}

function write(work: (insert: (entity: EntityClass, row: Row) => void) => void): Promise<void> {
  return uow.run({ clientId: 'bench', staffId: null }, async (tx) => {
    work((entity, row) => tx.insert(entity, row));
  });
}

/** The built files have no declarations; what is used of them is written down above. */
async function readBuilt(): Promise<Built> {
  const paths = [
    'app.entities.js',
    'database/data-source.js',
    'database/database.js',
    'database/unit-of-work.js',
    'schools/school.entity.js',
    'schools/subjects/subject.entity.js',
    'assessments/framework.entity.js',
    'pupils/pupil.entity.js',
    'pupils/enrolment.entity.js',
    'assessments/results/result.entity.js',
    'targets/target.entity.js',
  ];
  const modules = await Promise.all(paths.map((path) => import(join(DIST, path)) as Promise<object>));
  return Object.assign({}, ...modules) as Built;
}
