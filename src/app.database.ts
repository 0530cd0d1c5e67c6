import { ENTITIES } from './app.entities.js';
import { seedFrameworkRows } from './assessments/seed-framework-rows.js';
import { ensureAdminClient } from './auth/clients/admin-client.js';
import { refuseDemoSignIns } from './auth/demo-sign-ins.js';
import type { Config } from './config/config.js';
import { openDatabase } from './database/data-source.js';
import { Database } from './database/database.js';
import { UnitOfWork } from './database/unit-of-work.js';
import { seedProvisionTypes } from './provisions/seed-provision-types.js';
import { seedSubjects } from './schools/subjects/seed-subjects.js';

/** Opens the database of the environment, up to date and with what ships with Espalier. */
export async function openAppDatabase(config: Config): Promise<Database> {
  const database = new Database(await openDatabase(config.databaseUrl, ENTITIES));
  const uow = new UnitOfWork(database);
  await refuseDemoSignIns(database, config);
  await ensureAdminClient(database, uow, config);
  await seedSubjects(database, uow);
  await seedFrameworkRows(database, uow);
  await seedProvisionTypes(database, uow);
  return database;
}
