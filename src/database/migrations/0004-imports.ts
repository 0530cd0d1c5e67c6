import type { MigrationInterface, QueryRunner } from 'typeorm';
import { factTables, flag, id, integer, longText, nullable, table, text } from './table.js';

const TABLES = [
  ...factTables('import_run', {
    columns: {
      client_id: text(64),
      staff_id: nullable(id),
      kind: text(20),
      mode: text(10),
      partial: flag,
      state: text(10),
      rows_total: integer,
      rows_created: integer,
      rows_updated: integer,
      rows_unchanged: integer,
      rows_refused: integer,
      errors_total: integer,
      first_errors: longText,
    },
  }),
  table('import_error', {
    columns: {
      import_id: id,
      place: integer,
      sheet_row: integer,
      sheet_column: nullable(text(60)),
      code: text(60),
      detail: text(300),
    },
    key: ['import_id', 'place'],
  }),
];

/** Imports and their errors. */
export class Imports1700000000004 implements MigrationInterface {
  name = 'Imports1700000000004';

  async up(runner: QueryRunner): Promise<void> {
    for (const it of TABLES) await runner.createTable(it);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const it of [...TABLES].reverse()) await runner.dropTable(it);
  }
}
