import type { MigrationInterface, QueryRunner } from 'typeorm';
import { flag, id, instant, table, text } from './table.js';

const LINES = table('plugin_log_line', {
  columns: {
    owner_id: id,
    id,
    plugin: text(120),
    version: text(64),
    policy_id: text(64),
    run_id: id,
    at: instant,
    level: text(5),
    line: text(500),
    on_sensitive_inputs: flag,
  },
  key: ['owner_id', 'id'],
  indices: {
    ix_plugin_log_line_plugin: ['owner_id', 'plugin', 'id'],
    ix_plugin_log_line_run: ['owner_id', 'run_id'],
  },
});

/** What policies write to their console, by plugin and run. */
export class PluginLog1700000000038 implements MigrationInterface {
  name = 'PluginLog1700000000038';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(LINES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(LINES);
  }
}
