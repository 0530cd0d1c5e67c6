import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addFactColumns, dropFactColumns, factTables, id, integer, nullable, text } from './table.js';

const SCHEDULES = factTables('retention_schedule', {
  columns: { kind: text(30), years: integer, reason: nullable(text(500)), set_by_staff_id: id },
  indices: { uq_retention_schedule_kind: ['owner_id', 'kind'] },
});

/** For how long a school keeps each kind of record, and the kind that an erasure was of. */
export class Retention1700000000029 implements MigrationInterface {
  name = 'Retention1700000000029';

  async up(runner: QueryRunner): Promise<void> {
    for (const it of SCHEDULES) await runner.createTable(it);
    await addFactColumns(runner, 'erasure', { kind: text(30) });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropFactColumns(runner, 'erasure', ['kind']);
    for (const it of [...SCHEDULES].reverse()) await runner.dropTable(it);
  }
}
