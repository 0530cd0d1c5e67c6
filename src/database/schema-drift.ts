import type { DataSource } from 'typeorm';

/** The statements that would bring the migrated schema to what the entities say. Empty where they agree. */
export async function schemaDrift(dataSource: DataSource): Promise<string[]> {
  const plan = await dataSource.driver.createSchemaBuilder().log();
  return plan.upQueries.map((it) => it.query);
}
