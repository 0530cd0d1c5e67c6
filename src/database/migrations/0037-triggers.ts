import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addFactColumns,
  date,
  dropFactColumns,
  id,
  integer,
  longText,
  nullable,
  table,
  text,
} from './table.js';

const WATCHES = table('trigger_watch', {
  columns: {
    owner_id: id,
    policy_key: text(280),
    plugin: text(214),
    version: integer,
    checked_on: nullable(date),
  },
  key: ['owner_id', 'policy_key'],
});

/**
 * What starts runs by itself: how far it has been looked for, whether a school wants it, and what started a run. And
 * what a recommendation was in conflict with when somebody decided on it.
 */
export class Triggers1700000000037 implements MigrationInterface {
  name = 'Triggers1700000000037';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(WATCHES);
    await addFactColumns(runner, 'plugin_installation', { automatic: { type: 'boolean', default: '1' } });
    await addFactColumns(runner, 'evaluation', { cause: longText });
    await addFactColumns(runner, 'decision', { conflicts_with: longText });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropFactColumns(runner, 'decision', ['conflicts_with']);
    await dropFactColumns(runner, 'evaluation', ['cause']);
    await dropFactColumns(runner, 'plugin_installation', ['automatic']);
    await runner.dropTable(WATCHES);
  }
}
