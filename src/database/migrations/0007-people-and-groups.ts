import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addFactColumns,
  type ColumnSpec,
  date,
  dropFactColumns,
  factTables,
  flag,
  id,
  integer,
  longText,
  nullable,
  text,
} from './table.js';

const source = { source_system: nullable(text(40)), source_id: nullable(text(100)) };
const sourceKey = ['owner_id', 'source_system', 'source_id'];
const pupilKey = { columns: ['owner_id', 'pupil_id'], table: 'pupil', references: ['owner_id', 'id'] };
const groupKey = { columns: ['owner_id', 'group_id'], table: 'pupil_group', references: ['owner_id', 'id'] };

const TABLES = [
  ...factTables('trust', {
    columns: { name: text(120), group_uid: nullable(text(10)) },
    indices: { uq_trust_group_uid: ['group_uid'] },
  }),
  ...factTables('academic_year', {
    columns: {
      name: text(60),
      start_date: date,
      end_date: date,
      terms: longText,
      non_school_days: longText,
      ...source,
    },
    indices: { uq_academic_year_source: sourceKey },
  }),
  ...factTables('pupil_group', {
    columns: {
      name: text(120),
      kind: text(15),
      subject: nullable(text(40)),
      academic_year_id: nullable(id),
      ...source,
    },
    indices: { uq_pupil_group_source: sourceKey },
    foreignKeys: [{ columns: ['owner_id'], table: 'school', references: ['id'] }],
  }),
  ...factTables('group_member', {
    columns: {
      pupil_id: id,
      group_id: id,
      kind: text(15),
      start_date: date,
      end_date: nullable(date),
      active_key: nullable(text(60)),
      ...source,
    },
    key: ['owner_id', 'pupil_id', 'id'],
    indices: {
      uq_group_member_active_key: ['owner_id', 'active_key'],
      uq_group_member_source: sourceKey,
      ix_group_member_group: ['owner_id', 'group_id', 'pupil_id'],
    },
    foreignKeys: [pupilKey, groupKey],
  }),
  ...factTables('group_teacher', {
    columns: { group_id: id, staff_id: id, start_date: date, end_date: nullable(date), ...source },
    indices: {
      uq_group_teacher_source: sourceKey,
      ix_group_teacher_group: ['owner_id', 'group_id'],
      ix_group_teacher_staff: ['owner_id', 'staff_id'],
    },
    foreignKeys: [
      groupKey,
      { columns: ['owner_id', 'staff_id'], table: 'staff', references: ['owner_id', 'id'] },
    ],
  }),
  ...factTables('contact', {
    columns: {
      pupil_id: id,
      name: text(120),
      relationship: text(20),
      parental_responsibility: flag,
      may_be_contacted: flag,
      priority: integer,
      phone: nullable(text(40)),
      email: nullable(text(190)),
      address: nullable(text(500)),
      court_order: nullable(text(1000)),
      ...source,
    },
    key: ['owner_id', 'pupil_id', 'id'],
    indices: { uq_contact_source: sourceKey },
    foreignKeys: [pupilKey],
  }),
];

/** Columns that tables of earlier migrations get. */
const COLUMNS: readonly (readonly [table: string, columns: Readonly<Record<string, ColumnSpec>>])[] = [
  ['school', { trust_id: nullable(id) }],
  ['client', { trust_id: nullable(id) }],
];

/** Tables of earlier migrations that get a source key. */
const SYNCED = ['staff', 'enrolment', 'characteristic'];

/** Trusts, calendars, groups, contacts; source keys of staff and of spells. */
export class PeopleAndGroups1700000000007 implements MigrationInterface {
  name = 'PeopleAndGroups1700000000007';

  async up(runner: QueryRunner): Promise<void> {
    for (const it of TABLES) await runner.createTable(it);
    for (const [table, columns] of COLUMNS) await addFactColumns(runner, table, columns);
    for (const table of SYNCED) {
      await addFactColumns(runner, table, source, { [`uq_${table}_source`]: sourceKey });
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of SYNCED) {
      await dropFactColumns(runner, table, Object.keys(source), [`uq_${table}_source`]);
    }
    for (const [table, columns] of COLUMNS) await dropFactColumns(runner, table, Object.keys(columns));
    for (const it of [...TABLES].reverse()) await runner.dropTable(it);
  }
}
