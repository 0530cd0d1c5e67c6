import type { MigrationInterface, QueryRunner } from 'typeorm';
import { instant, integer, table, text } from './table.js';

const ACCESS_CHANGE = table('access_change', {
  columns: { subject: text(80), version: integer, at: instant },
  key: ['subject', 'version'],
  indices: { ix_access_change_at: ['at'] },
});

/** Whose access tokens ended before their time. */
export class Access1700000000013 implements MigrationInterface {
  name = 'Access1700000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(ACCESS_CHANGE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(ACCESS_CHANGE);
  }
}
