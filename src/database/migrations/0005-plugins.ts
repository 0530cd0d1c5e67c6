import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bytes, factTables, flag, integer, longText, nullable, table, text } from './table.js';

const digest = text(51);

const TABLES = [
  ...factTables('plugin_version', {
    columns: {
      name: text(120),
      version: text(64),
      display_name: text(120),
      publisher: text(64),
      manifest: longText,
      bundle_digest: digest,
      bundle_size: integer,
      package_digest: digest,
      installed_by: text(64),
      state: text(12),
      state_reason: nullable(text(500)),
    },
    indices: {
      uq_plugin_version_name: ['name', 'version'],
      ix_plugin_version_digest: ['bundle_digest'],
    },
  }),
  table('plugin_bundle_chunk', { columns: { digest, part: integer, bytes }, key: ['digest', 'part'] }),
  ...factTables('plugin_installation', {
    columns: {
      name: text(120),
      version: text(64),
      pending_version: nullable(text(64)),
      enabled: flag,
      grants: longText,
      settings: longText,
      granted_by: nullable(text(64)),
    },
    indices: {
      uq_plugin_installation_name: ['owner_id', 'name'],
      ix_plugin_installation_name: ['name'],
    },
    foreignKeys: [{ columns: ['owner_id'], table: 'school', references: ['id'] }],
  }),
];

/** Plugins, their bundles, and what each school runs. */
export class Plugins1700000000005 implements MigrationInterface {
  name = 'Plugins1700000000005';

  async up(runner: QueryRunner): Promise<void> {
    for (const it of TABLES) await runner.createTable(it);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const it of [...TABLES].reverse()) await runner.dropTable(it);
  }
}
