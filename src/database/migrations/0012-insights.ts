import type { MigrationInterface, QueryRunner } from 'typeorm';
import { date, factTables, id, integer, longText, nullable, table, text } from './table.js';

const TABLES = [
  ...factTables('insight_release', {
    columns: {
      assessment_point_id: id,
      point_name: text(120),
      date,
      number: integer,
      known_version: integer,
      shown_cells: integer,
      hidden_cells: integer,
      held_cells: integer,
    },
    indices: { uq_insight_release_number: ['owner_id', 'number'] },
    foreignKeys: [{ columns: ['owner_id'], table: 'school', references: ['id'] }],
  }),
  table('insight_cell', {
    columns: {
      owner_id: id,
      release_number: integer,
      insight: text(20),
      cut: text(30),
      nc_year: text(2),
      subject: text(40),
      framework_id: id,
      group_key: text(30),
      status: text(12),
      origin: integer,
      exact: longText,
      published: nullable(longText),
    },
    key: ['owner_id', 'release_number', 'insight', 'cut', 'nc_year', 'subject', 'framework_id', 'group_key'],
    indices: {
      ix_insight_cell_key: ['owner_id', 'insight', 'cut', 'nc_year', 'subject', 'framework_id', 'group_key'],
    },
  }),
];

/** Released figures on groups of pupils. */
export class Insights1700000000012 implements MigrationInterface {
  name = 'Insights1700000000012';

  async up(runner: QueryRunner): Promise<void> {
    for (const it of TABLES) await runner.createTable(it);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const it of [...TABLES].reverse()) await runner.dropTable(it);
  }
}
