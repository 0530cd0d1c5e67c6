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
  text,
} from './table.js';

const source = { source_system: nullable(text(40)), source_id: nullable(text(100)) };
const school = { columns: ['owner_id'], table: 'school', references: ['id'] };
const ofPupil = { columns: ['owner_id', 'pupil_id'], table: 'pupil', references: ['owner_id', 'id'] };
const ofIntervention = {
  columns: ['owner_id', 'pupil_id', 'intervention_id'],
  table: 'intervention',
  references: ['owner_id', 'pupil_id', 'id'],
};
const pupilKey = ['owner_id', 'pupil_id', 'id'];

const TABLES = [
  ...factTables('funding_source', {
    columns: {
      name: text(120),
      kind: text(20),
      ring_fenced: flag,
      note: nullable(text(500)),
      ...source,
    },
    indices: {
      uq_funding_source_name: ['owner_id', 'name'],
      uq_funding_source_source: ['owner_id', 'source_system', 'source_id'],
    },
    foreignKeys: [school],
  }),
  ...factTables('budget', {
    columns: {
      funding_source_id: id,
      start_date: date,
      end_date: date,
      amount_pence: integer,
      note: nullable(text(500)),
      ...source,
    },
    indices: {
      uq_budget_start: ['owner_id', 'funding_source_id', 'start_date'],
      uq_budget_source: ['owner_id', 'source_system', 'source_id'],
    },
    foreignKeys: [
      { columns: ['owner_id', 'funding_source_id'], table: 'funding_source', references: ['owner_id', 'id'] },
    ],
  }),
  ...factTables('intervention_session', {
    columns: {
      pupil_id: id,
      intervention_id: id,
      provision_id: nullable(id),
      date,
      start_time: text(5),
      length_minutes: integer,
      minutes: integer,
      attended: flag,
      absence_reason: nullable(text(20)),
      note: nullable(text(500)),
      ...source,
    },
    key: pupilKey,
    indices: {
      uq_intervention_session_slot: ['owner_id', 'intervention_id', 'date', 'start_time'],
      uq_intervention_session_source: ['owner_id', 'source_system', 'source_id'],
      ix_intervention_session_provision: ['owner_id', 'provision_id', 'date'],
      ix_intervention_session_recorded_at: ['owner_id', 'recorded_at'],
    },
    foreignKeys: [ofPupil, ofIntervention],
  }),
  ...factTables('intervention_transition', {
    columns: {
      pupil_id: id,
      intervention_id: id,
      from_status: nullable(text(10)),
      to_status: text(10),
      reason: text(500),
      staff_id: nullable(id),
      decided_at: instant,
    },
    key: pupilKey,
    indices: { ix_intervention_transition_of: ['owner_id', 'intervention_id'] },
    foreignKeys: [ofPupil, ofIntervention],
  }),
];

const ADDED = {
  provision_type: { columns: { evidence_source: text(300) }, indices: {} },
  provision: {
    columns: {
      weeks: integer,
      sessions_per_week: integer,
      session_minutes: integer,
      staff: longText,
      rate_per_hour_pence: integer,
      rate_round_up_minutes: integer,
      rate_minimum_minutes: integer,
      fixed_pence: integer,
      resources: longText,
      funding: longText,
      source_system: text(40),
      source_id: text(100),
    },
    indices: { uq_provision_source: ['owner_id', 'source_system', 'source_id'] },
  },
  intervention: {
    columns: {
      ended_on: date,
      outcome: text(10),
      measure_name: text(120),
      measure_framework_id: id,
      measure_framework_key: text(60),
      measure_framework_version: integer,
      entry_grade: text(20),
      entry_date: date,
      entry_result_id: id,
      exit_grade: text(20),
      exit_date: date,
      exit_result_id: id,
    },
    indices: {},
  },
} as const;

/** Costs and funding of provisions, measures and reviews of interventions, their sessions, and budgets. */
export class ProvisionCosts1700000000010 implements MigrationInterface {
  name = 'ProvisionCosts1700000000010';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, { columns, indices }] of Object.entries(ADDED)) {
      await addFactColumns(runner, name, columns, indices);
    }
    for (const it of TABLES) await runner.createTable(it);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const it of [...TABLES].reverse()) await runner.dropTable(it);
    for (const [name, { columns, indices }] of Object.entries(ADDED)) {
      await dropFactColumns(runner, name, Object.keys(columns), Object.keys(indices));
    }
  }
}
