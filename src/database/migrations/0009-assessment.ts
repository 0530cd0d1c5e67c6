import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addFactColumns,
  date,
  dropFactColumns,
  factTables,
  id,
  integer,
  longText,
  nullable,
  real,
  text,
} from './table.js';

const key = ['owner_id', 'pupil_id', 'id'];
const pupilKey = { columns: ['owner_id', 'pupil_id'], table: 'pupil', references: ['owner_id', 'id'] };
const source = { source_system: nullable(text(40)), source_id: nullable(text(100)) };

const TABLES = [
  ...factTables('attendance_summary', {
    columns: {
      pupil_id: id,
      week_start: date,
      possible: integer,
      present: integer,
      authorised: integer,
      unauthorised: integer,
      late: integer,
      ...source,
    },
    key,
    indices: {
      uq_attendance_summary_week: ['owner_id', 'pupil_id', 'week_start'],
      uq_attendance_summary_source: ['owner_id', 'source_system', 'source_id'],
      ix_attendance_summary_week: ['owner_id', 'week_start', 'id'],
    },
    foreignKeys: [pupilKey],
  }),
  ...factTables('sen_need', {
    columns: {
      pupil_id: id,
      need_type: text(4),
      need_rank: integer,
      start_date: date,
      end_date: nullable(date),
      ...source,
    },
    key,
    indices: { uq_sen_need_source: ['owner_id', 'source_system', 'source_id'] },
    foreignKeys: [pupilKey],
  }),
  ...factTables('target_agreement', {
    columns: {
      pupil_id: id,
      target_id: id,
      party: text(10),
      view: text(10),
      name: nullable(text(120)),
      contact_id: nullable(id),
      date,
      comment: nullable(text(2000)),
      recorded_by: id,
      withdrawn_on: nullable(date),
      withdrawn_reason: nullable(text(500)),
      withdrawn_by: nullable(id),
    },
    key,
    indices: { ix_target_agreement_target: ['owner_id', 'target_id'] },
    foreignKeys: [pupilKey],
  }),
  ...factTables('target_set', {
    columns: {
      title: text(120),
      subject: text(40),
      framework_id: id,
      framework_key: text(60),
      framework_version: integer,
      cohort: longText,
      baseline_on: date,
      due: date,
      challenge_rule: text(20),
      challenge_points: nullable(real),
      set_by: nullable(id),
      pupils: integer,
      drafted: integer,
      skipped: longText,
    },
    foreignKeys: [{ columns: ['owner_id'], table: 'school', references: ['id'] }],
  }),
];

/** The set that a target was drafted in, why somebody made it otherwise, and what its status was settled by. */
const OF_TARGETS = { target_set_id: id, adjust_reason: text(500), status_basis: text(10) };
/** The plugin, and its version, that brought a framework or a kind of provision to the school. */
const CONTRIBUTION = { contributed_by: text(120), contributed_version: text(64) };
const COLUMNS = { target: OF_TARGETS, framework: CONTRIBUTION, provision_type: CONTRIBUTION };

/** Attendance, SEN needs, agreements to targets, targets set for a cohort, and what plugins contribute. */
export class Assessment1700000000009 implements MigrationInterface {
  name = 'Assessment1700000000009';

  async up(runner: QueryRunner): Promise<void> {
    for (const it of TABLES) await runner.createTable(it);
    for (const [name, columns] of Object.entries(COLUMNS)) {
      await addFactColumns(runner, name, columns);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name, columns] of Object.entries(COLUMNS)) {
      await dropFactColumns(runner, name, Object.keys(columns));
    }
    for (const it of [...TABLES].reverse()) await runner.dropTable(it);
  }
}
