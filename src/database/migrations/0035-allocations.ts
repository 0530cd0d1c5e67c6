import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addFactColumns,
  date,
  dropFactColumns,
  factTables,
  flag,
  id,
  instant,
  integer,
  longText,
  nullable,
  real,
  text,
} from './table.js';

const TABLES = [
  ...factTables('allocation', {
    columns: {
      status: text(10),
      active_key: nullable(text(43)),
      plugin: text(214),
      plugin_version: text(64),
      policy_id: text(64),
      period_start: date,
      period_end: date,
      provision_types: nullable(longText),
      budget_id: nullable(id),
      money_pence: nullable(integer),
      as_of: date,
      known_version: integer,
      facts: longText,
      requested_by: text(64),
      confirmed_by: nullable(id),
      confirmed_at: nullable(instant),
      superseded_by: nullable(id),
    },
    indices: { uq_allocation_active_key: ['owner_id', 'active_key'] },
    foreignKeys: [{ columns: ['owner_id'], table: 'school', references: ['id'] }],
  }),
  ...factTables('allocation_row', {
    columns: {
      pupil_id: id,
      allocation_id: id,
      recommendation_id: id,
      ref: integer,
      provision_type: text(64),
      wave: integer,
      subject: nullable(text(40)),
      urgent: flag,
      since: date,
      statutory: flag,
      cost_pence: nullable(integer),
      proposed_outcome: text(10),
      proposed_rank: integer,
      why: nullable(text(10)),
      reason: longText,
      evidence: longText,
      on_sensitive_inputs: flag,
      input_digest: text(43),
      outcome: text(10),
      position: real,
      change_reason: nullable(text(500)),
      changed_by: nullable(id),
      provision_id: nullable(id),
      decision_id: nullable(id),
      intervention_id: nullable(id),
    },
    key: ['owner_id', 'pupil_id', 'id'],
    indices: {
      ix_allocation_row_allocation: ['owner_id', 'allocation_id', 'position'],
      ix_allocation_row_recommendation: ['owner_id', 'recommendation_id'],
    },
    foreignKeys: [{ columns: ['owner_id', 'pupil_id'], table: 'pupil', references: ['owner_id', 'id'] }],
  }),
];

/** Places of a period, given out as a policy proposes; items of plans name the kind of provision that they specify. */
export class Allocations1700000000035 implements MigrationInterface {
  name = 'Allocations1700000000035';

  async up(runner: QueryRunner): Promise<void> {
    await addFactColumns(runner, 'plan_item', { provision_type_key: text(60) });
    for (const it of TABLES) await runner.createTable(it);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const it of TABLES.toReversed()) await runner.dropTable(it);
    await dropFactColumns(runner, 'plan_item', ['provision_type_key']);
  }
}
