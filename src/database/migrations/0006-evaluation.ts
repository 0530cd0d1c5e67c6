import type { MigrationInterface, QueryRunner } from 'typeorm';
import { date, factTables, flag, id, instant, integer, longText, nullable, table, text } from './table.js';

const pupilKey = { columns: ['owner_id', 'pupil_id'], table: 'pupil', references: ['owner_id', 'id'] };

const TABLES = [
  ...factTables('evaluation', {
    columns: {
      mode: text(10),
      status: text(10),
      as_of: date,
      known_version: integer,
      facts: longText,
      pupils: integer,
      counts: nullable(longText),
      failure: nullable(text(500)),
      requested_by: text(64),
      started_at: instant,
      finished_at: nullable(instant),
    },
    indices: { ix_evaluation_status: ['status'] },
  }),
  table('evaluation_batch', {
    columns: {
      owner_id: id,
      evaluation_id: id,
      policy: integer,
      batch: integer,
      pupil_ids: longText,
      state: text(8),
      token: integer,
      lease_until: nullable(instant),
      counts: nullable(longText),
    },
    key: ['owner_id', 'evaluation_id', 'policy', 'batch'],
    indices: { ix_evaluation_batch_state: ['state', 'evaluation_id'] },
  }),
  table('evaluation_claim', {
    columns: { owner_id: id, policy_key: text(280), evaluation_id: id },
    key: ['owner_id', 'policy_key'],
  }),
  table('evaluation_result', {
    columns: {
      owner_id: id,
      evaluation_id: id,
      pupil_id: id,
      policy: integer,
      outcome: text(20),
      verdicts: nullable(longText),
      reason: nullable(text(20)),
      detail: nullable(text(500)),
      input_digest: text(43),
    },
    key: ['owner_id', 'evaluation_id', 'pupil_id', 'policy'],
    indices: { ix_evaluation_result_pupil: ['owner_id', 'pupil_id'] },
  }),
  ...factTables('recommendation', {
    columns: {
      pupil_id: id,
      plugin: text(214),
      policy_id: text(64),
      rule: text(64),
      subject: nullable(text(40)),
      active_key: nullable(text(43)),
      status: text(10),
      wave: integer,
      provision_type: text(64),
      urgent: flag,
      reason: longText,
      evidence: longText,
      review_by: nullable(date),
      stale: flag,
      stale_reason: nullable(text(500)),
      follows: nullable(id),
      plugin_version: text(64),
      evaluation_id: id,
      as_of: date,
      input_digest: text(43),
    },
    key: ['owner_id', 'pupil_id', 'id'],
    indices: {
      uq_recommendation_active_key: ['owner_id', 'active_key'],
      ix_recommendation_status: ['owner_id', 'status', 'id'],
    },
    foreignKeys: [pupilKey],
  }),
  ...factTables('decision', {
    columns: {
      pupil_id: id,
      recommendation_id: id,
      outcome: text(8),
      reason: longText,
      staff_id: id,
      amended_wave: nullable(integer),
      amended_provision_type: nullable(text(64)),
      review_by: nullable(date),
      intervention_id: nullable(id),
    },
    key: ['owner_id', 'pupil_id', 'id'],
    indices: { uq_decision_recommendation: ['recommendation_id'] },
    foreignKeys: [pupilKey],
  }),
];

/** Runs, what each pupil got, recommendations and decisions. */
export class Evaluation1700000000006 implements MigrationInterface {
  name = 'Evaluation1700000000006';

  async up(runner: QueryRunner): Promise<void> {
    for (const it of TABLES) await runner.createTable(it);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const it of [...TABLES].reverse()) await runner.dropTable(it);
  }
}
