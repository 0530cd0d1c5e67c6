import type { MigrationInterface, QueryRunner } from 'typeorm';
import { date, factTables, id, instant, integer, nullable, real, text } from './table.js';

const TABLES = [
  ...factTables('provision_type', {
    columns: {
      type_key: text(60),
      type_version: integer,
      title: text(120),
      wave: integer,
      category: text(40),
      area_of_need: nullable(text(60)),
      feature: text(40),
      weeks: integer,
      sessions_per_week: integer,
      minutes: integer,
      group_size: integer,
      entry_criteria: text(500),
      exit_criteria: text(500),
      evidence_months: nullable(real),
      evidence_cost_band: nullable(text(12)),
      evidence_date: nullable(date),
    },
    indices: { uq_provision_type_key: ['owner_id', 'type_key', 'type_version'] },
  }),
  ...factTables('provision', {
    columns: {
      provision_type_id: id,
      name: text(120),
      subject: nullable(text(40)),
      lead_staff_id: nullable(id),
      start_date: date,
      end_date: date,
      capacity: integer,
    },
    indices: { ix_provision_recorded_at: ['owner_id', 'recorded_at'] },
    foreignKeys: [{ columns: ['owner_id'], table: 'school', references: ['id'] }],
  }),
  ...factTables('intervention', {
    columns: {
      pupil_id: id,
      provision_type_id: id,
      provision_type_key: text(60),
      provision_type_version: integer,
      wave: integer,
      provision_id: nullable(id),
      subject: nullable(text(40)),
      reason: text(500),
      status: text(10),
      start_date: nullable(date),
      end_date: nullable(date),
      target_id: nullable(id),
      recommendation_id: nullable(id),
      decider_staff_id: nullable(id),
      decided_at: nullable(instant),
      entry_measure: nullable(real),
      exit_measure: nullable(real),
      source_system: nullable(text(40)),
      source_id: nullable(text(100)),
    },
    key: ['owner_id', 'pupil_id', 'id'],
    indices: {
      uq_intervention_source: ['owner_id', 'source_system', 'source_id'],
      ix_intervention_provision: ['owner_id', 'provision_id'],
      ix_intervention_recorded_at: ['owner_id', 'recorded_at'],
    },
    foreignKeys: [
      { columns: ['owner_id', 'pupil_id'], table: 'pupil', references: ['owner_id', 'id'] },
      { columns: ['owner_id', 'provision_id'], table: 'provision', references: ['owner_id', 'id'] },
    ],
  }),
];

/** Kinds of provision, provisions and pupils' places in them. */
export class Provisions1700000000003 implements MigrationInterface {
  name = 'Provisions1700000000003';

  async up(runner: QueryRunner): Promise<void> {
    for (const it of TABLES) await runner.createTable(it);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const it of [...TABLES].reverse()) await runner.dropTable(it);
  }
}
