import type { MigrationInterface, QueryRunner } from 'typeorm';
import { date, factTables, flag, id, instant, integer, longText, nullable, table, text } from './table.js';

const pupilKey = { columns: ['owner_id', 'pupil_id'], table: 'pupil', references: ['owner_id', 'id'] };

const TABLES = [
  table('owner_version', { columns: { owner_id: id, version: integer, at: instant }, key: ['owner_id'] }),
  table('change_event', {
    columns: {
      owner_id: id,
      version: integer,
      at: instant,
      resource: text(40),
      resource_id: id,
      operation: text(6),
      natural_key: nullable(longText),
      client_id: text(64),
      staff_id: nullable(id),
    },
    key: ['owner_id', 'version'],
    indices: { ix_change_event_at: ['owner_id', 'at'] },
  }),
  table('audit_event', {
    columns: {
      owner_id: id,
      id,
      at: instant,
      client_id: text(64),
      staff_id: nullable(id),
      action: text(60),
      resource: text(40),
      resource_id: text(64),
      detail: nullable(longText),
    },
    key: ['owner_id', 'id'],
    indices: { uq_audit_event_id: ['id'] },
  }),
  table('signing_key', { columns: { id, secret: text(64), created_at: instant }, key: ['id'] }),
  table('idempotency_key', {
    columns: {
      client_id: text(64),
      route: text(200),
      idempotency_key: text(128),
      body_hash: text(64),
      resource_id: id,
      version: integer,
      created_at: instant,
    },
    key: ['client_id', 'route', 'idempotency_key'],
    indices: { ix_idempotency_key_created_at: ['created_at'] },
  }),
  table('idempotency_part', {
    columns: {
      client_id: text(64),
      route: text(200),
      idempotency_key: text(128),
      part: integer,
      body: longText,
    },
    key: ['client_id', 'route', 'idempotency_key', 'part'],
  }),
  ...factTables('client', {
    columns: {
      client_id: text(64),
      name: text(120),
      secret_hash: text(160),
      scopes: longText,
      school_ids: nullable(longText),
      enabled: flag,
    },
    indices: { uq_client_client_id: ['client_id'] },
  }),
  ...factTables('staff', {
    columns: {
      name: text(120),
      email: text(190),
      roles: longText,
      password_hash: nullable(text(160)),
      enabled: flag,
    },
    indices: { uq_staff_email: ['email'] },
  }),
  ...factTables('school', {
    columns: { urn: text(6), la_code: text(3), establishment: text(4), name: text(120), phase: text(20) },
    indices: { uq_school_urn: ['urn'], uq_school_establishment: ['la_code', 'establishment'] },
  }),
  ...factTables('pupil', {
    columns: {
      upn: nullable(text(13)),
      upn_reason: nullable(text(20)),
      former_upn: nullable(text(13)),
      uln: nullable(text(10)),
      legal_forename: text(100),
      legal_surname: text(100),
      preferred_forename: nullable(text(100)),
      preferred_surname: nullable(text(100)),
      surname_key: text(100),
      forename_key: text(100),
      date_of_birth: date,
      sex: nullable(text(1)),
      source_system: nullable(text(40)),
      source_id: nullable(text(100)),
    },
    indices: {
      uq_pupil_upn: ['owner_id', 'upn'],
      uq_pupil_source: ['owner_id', 'source_system', 'source_id'],
      ix_pupil_surname: ['owner_id', 'surname_key', 'id'],
      ix_pupil_recorded_at: ['owner_id', 'recorded_at'],
    },
    foreignKeys: [{ columns: ['owner_id'], table: 'school', references: ['id'] }],
  }),
  ...factTables('enrolment', {
    columns: {
      pupil_id: id,
      nc_year: text(2),
      status: text(1),
      entry_date: date,
      leaving_date: nullable(date),
    },
    key: ['owner_id', 'pupil_id', 'id'],
    indices: { ix_enrolment_nc_year: ['owner_id', 'nc_year', 'pupil_id'] },
    foreignKeys: [pupilKey],
  }),
  ...factTables('characteristic', {
    columns: {
      pupil_id: id,
      kind: text(30),
      value: text(10),
      start_date: date,
      end_date: nullable(date),
    },
    key: ['owner_id', 'pupil_id', 'id'],
    foreignKeys: [pupilKey],
  }),
];

/** Versions, change feed, audit, sign-in, schools and pupils. */
export class Ground1700000000001 implements MigrationInterface {
  name = 'Ground1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const it of TABLES) await runner.createTable(it);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const it of [...TABLES].reverse()) await runner.dropTable(it);
  }
}
