import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addFactColumns, dropFactColumns, factTables, instant, nullable, text } from './table.js';

const KEYS = factTables('publisher_key', {
  columns: {
    publisher: text(64),
    key_id: text(22),
    public_key: text(200),
    added_by: text(64),
    revoked_at: nullable(instant),
    revoked_by: nullable(text(64)),
    revocation_reason: nullable(text(500)),
  },
  indices: { uq_publisher_key_name: ['publisher', 'key_id'] },
});

/** Keys that publishers sign with, how each version is signed, whether it may run for that, and where it came from. */
export class PublisherKeys1700000000036 implements MigrationInterface {
  name = 'PublisherKeys1700000000036';

  async up(runner: QueryRunner): Promise<void> {
    for (const it of KEYS) await runner.createTable(it);
    await addFactColumns(runner, 'plugin_version', {
      signature: text(12),
      key_id: text(22),
      untrusted: text(500),
      registry: text(300),
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropFactColumns(runner, 'plugin_version', ['signature', 'key_id', 'untrusted', 'registry']);
    for (const it of [...KEYS].reverse()) await runner.dropTable(it);
  }
}
