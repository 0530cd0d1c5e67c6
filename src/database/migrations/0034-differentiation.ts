import type { MigrationInterface, QueryRunner } from 'typeorm';
import { date, factTables, flag, id, instant, integer, longText, nullable, table, text } from './table.js';

const PUPIL = { columns: ['owner_id', 'pupil_id'], table: 'pupil', references: ['owner_id', 'id'] };
const GROUP = { columns: ['owner_id', 'group_id'], table: 'pupil_group', references: ['owner_id', 'id'] };

const TABLES = [
  ...factTables('differentiation_round', {
    columns: {
      group_id: id,
      subject: text(40),
      as_of: date,
      group_capacity: nullable(integer),
      known_version: integer,
      facts: longText,
      asked_by: text(64),
    },
    indices: { ix_differentiation_round_group: ['owner_id', 'group_id'] },
    foreignKeys: [GROUP],
  }),
  ...factTables('differentiation', {
    key: ['owner_id', 'pupil_id', 'id'],
    columns: {
      pupil_id: id,
      differentiation_round_id: id,
      group_id: id,
      subject: text(40),
      as_of: date,
      outcome: text(20),
      status: text(16),
      active_key: nullable(text(43)),
      standing: longText,
      contradictory: flag,
      on_sensitive_inputs: flag,
      decision_id: nullable(id),
      superseded_by: nullable(id),
    },
    indices: {
      uq_differentiation_active_key: ['owner_id', 'active_key'],
      ix_differentiation_round_pupil: ['owner_id', 'differentiation_round_id', 'pupil_id'],
      ix_differentiation_group: ['owner_id', 'group_id', 'status'],
    },
    foreignKeys: [PUPIL],
  }),
  table('differentiation_answer', {
    columns: {
      owner_id: id,
      differentiation_round_id: id,
      pupil_id: id,
      policy: integer,
      outcome: text(20),
      verdict: nullable(longText),
      reason: nullable(text(20)),
      detail: nullable(text(500)),
      input_digest: text(43),
    },
    key: ['owner_id', 'differentiation_round_id', 'pupil_id', 'policy'],
    indices: { ix_differentiation_answer_pupil: ['owner_id', 'pupil_id'] },
  }),
  ...factTables('differentiation_decision', {
    key: ['owner_id', 'pupil_id', 'id'],
    columns: {
      pupil_id: id,
      differentiation_id: id,
      group_id: id,
      subject: text(40),
      outcome: text(8),
      policies: longText,
      tier: nullable(text(8)),
      strategies: longText,
      scaffolds: longText,
      review_by: nullable(date),
      reason: nullable(text(500)),
      staff_id: id,
      decided_at: instant,
      ended_at: nullable(instant),
      on_sensitive_inputs: flag,
    },
    indices: {
      ix_differentiation_decision_on: ['owner_id', 'differentiation_id'],
      ix_differentiation_decision_group: ['owner_id', 'group_id', 'pupil_id'],
    },
    foreignKeys: [PUPIL],
  }),
  ...factTables('suggested_group', {
    columns: {
      differentiation_round_id: id,
      group_id: id,
      subject: text(40),
      policy: integer,
      title: text(120),
      reason: longText,
      status: text(10),
      on_sensitive_inputs: flag,
      made_group_id: nullable(id),
      made_by_staff_id: nullable(id),
    },
    indices: {
      ix_suggested_group_round: ['owner_id', 'differentiation_round_id'],
      ix_suggested_group_group: ['owner_id', 'group_id', 'status'],
    },
    foreignKeys: [GROUP],
  }),
  table('suggested_group_pupil', {
    columns: { owner_id: id, suggested_group_id: id, pupil_id: id },
    key: ['owner_id', 'suggested_group_id', 'pupil_id'],
    indices: { ix_suggested_group_pupil: ['owner_id', 'pupil_id'] },
  }),
];

/** How policies propose to teach groups, pupil by pupil, and what teachers make of it. */
export class Differentiation1700000000034 implements MigrationInterface {
  name = 'Differentiation1700000000034';

  async up(runner: QueryRunner): Promise<void> {
    for (const it of TABLES) await runner.createTable(it);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const it of TABLES.toReversed()) await runner.dropTable(it);
  }
}
