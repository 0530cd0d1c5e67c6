import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';
import { historyIndex } from '../naming.js';

/** The facts of the migrations before this one. */
const FACTS = [
  'client',
  'staff',
  'school',
  'pupil',
  'enrolment',
  'characteristic',
  'subject',
  'assessment_point',
  'framework',
  'result',
  'target',
  'provision_type',
  'provision',
  'intervention',
  'import_run',
  'plugin_version',
  'plugin_installation',
  'evaluation',
  'recommendation',
  'decision',
];

/** Past rows are found by their ids, as reads of what was known at an instant do. */
export class Known1700000000008 implements MigrationInterface {
  name = 'Known1700000000008';

  /** Databases that are made anew have the indices already, from `factTables`. */
  async up(runner: QueryRunner): Promise<void> {
    for (const fact of FACTS) {
      const table = (await runner.getTable(`${fact}_history`))!;
      const name = historyIndex(fact);
      if (table.indices.some((it) => it.name === name)) continue;
      await runner.createIndex(table, new TableIndex({ name, columnNames: ['id'] }));
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const fact of FACTS) await runner.dropIndex(`${fact}_history`, historyIndex(fact));
  }
}
