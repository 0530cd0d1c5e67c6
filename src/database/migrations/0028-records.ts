import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';
import { date, factTables, id, longText, nullable, text } from './table.js';

const TABLES = [
  ...factTables('legal_hold', {
    columns: {
      pupil_id: id,
      reason: text(500),
      start_date: date,
      end_date: nullable(date),
      placed_by_staff_id: id,
    },
    key: ['owner_id', 'pupil_id', 'id'],
    foreignKeys: [{ columns: ['owner_id', 'pupil_id'], table: 'pupil', references: ['owner_id', 'id'] }],
  }),
  ...factTables('erasure', {
    columns: {
      former_id: id,
      ground: text(10),
      reason: text(500),
      staff_id: id,
      counts: longText,
      decisions: longText,
    },
  }),
];

/** What has been read and done about a row is found by the row's id. */
const AUDIT_INDEX = new TableIndex({
  name: 'ix_audit_event_resource',
  columnNames: ['owner_id', 'resource_id'],
});

/** Holds on pupils' records and their erasure. */
export class Records1700000000028 implements MigrationInterface {
  name = 'Records1700000000028';

  async up(runner: QueryRunner): Promise<void> {
    for (const it of TABLES) await runner.createTable(it);
    await runner.createIndex('audit_event', AUDIT_INDEX);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('audit_event', AUDIT_INDEX);
    for (const it of [...TABLES].reverse()) await runner.dropTable(it);
  }
}
