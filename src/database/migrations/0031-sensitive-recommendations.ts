import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addFactColumns, dropFactColumns, flag } from './table.js';

const TABLES = ['recommendation', 'decision'];

/** Whether a recommendation and the decision on it rest on sensitive inputs. No policy could read any before. */
export class SensitiveRecommendations1700000000031 implements MigrationInterface {
  name = 'SensitiveRecommendations1700000000031';

  async up(runner: QueryRunner): Promise<void> {
    for (const name of TABLES) await addFactColumns(runner, name, { on_sensitive_inputs: flag });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of TABLES) await dropFactColumns(runner, name, ['on_sensitive_inputs']);
  }
}
