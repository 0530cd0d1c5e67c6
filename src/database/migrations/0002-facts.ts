import type { MigrationInterface, QueryRunner } from 'typeorm';
import { date, factTables, flag, id, integer, longText, nullable, real, text } from './table.js';

const pupilKey = { columns: ['owner_id', 'pupil_id'], table: 'pupil', references: ['owner_id', 'id'] };

const TABLES = [
  ...factTables('subject', {
    columns: { code: text(40), name: text(120) },
    indices: { uq_subject_code: ['owner_id', 'code'] },
  }),
  ...factTables('assessment_point', {
    columns: { name: text(120), date },
    indices: { uq_assessment_point_date: ['owner_id', 'date'] },
    foreignKeys: [{ columns: ['owner_id'], table: 'school', references: ['id'] }],
  }),
  ...factTables('framework', {
    columns: {
      framework_key: text(60),
      framework_version: integer,
      title: text(120),
      kind: text(10),
      min_points: real,
      max_points: real,
      step: nullable(real),
      grades: nullable(longText),
      direction: integer,
      tolerance: nullable(real),
      one_off: flag,
      expectations: longText,
      higher_standard: nullable(real),
    },
    indices: { uq_framework_key: ['owner_id', 'framework_key', 'framework_version'] },
  }),
  ...factTables('result', {
    columns: {
      pupil_id: id,
      subject: text(40),
      framework_id: id,
      framework_key: text(60),
      framework_version: integer,
      assessment_point_id: nullable(id),
      date,
      value: nullable(real),
      grade: nullable(text(20)),
      outcome: nullable(text(20)),
      points: nullable(real),
      status: text(1),
      result_source: text(10),
      flag: nullable(text(40)),
      corrects: nullable(id),
      superseded_by: nullable(id),
      source_system: nullable(text(40)),
      source_id: nullable(text(100)),
      active_source: nullable(text(150)),
    },
    key: ['owner_id', 'pupil_id', 'id'],
    indices: {
      uq_result_active_source: ['owner_id', 'active_source'],
      ix_result_date: ['owner_id', 'date', 'id'],
      ix_result_framework: ['framework_id'],
    },
    foreignKeys: [pupilKey],
  }),
  ...factTables('target', {
    columns: {
      pupil_id: id,
      subject: text(40),
      framework_id: id,
      framework_key: text(60),
      framework_version: integer,
      baseline_date: date,
      baseline: real,
      target: real,
      due: date,
      checkpoints: nullable(longText),
      challenge: nullable(text(120)),
      below_baseline_reason: nullable(text(500)),
      status: text(10),
      status_reason: nullable(text(500)),
      active_key: nullable(text(150)),
      source_system: nullable(text(40)),
      source_id: nullable(text(100)),
    },
    key: ['owner_id', 'pupil_id', 'id'],
    indices: {
      uq_target_active_key: ['owner_id', 'active_key'],
      uq_target_source: ['owner_id', 'source_system', 'source_id'],
    },
    foreignKeys: [pupilKey],
  }),
];

/** Subjects, assessment points, frameworks, results and targets. */
export class Facts1700000000002 implements MigrationInterface {
  name = 'Facts1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    for (const it of TABLES) await runner.createTable(it);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const it of [...TABLES].reverse()) await runner.dropTable(it);
  }
}
