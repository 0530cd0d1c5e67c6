import type { MigrationInterface, QueryRunner } from 'typeorm';
import { date, factTables, id, instant, integer, longText, nullable, text } from './table.js';

const key = ['owner_id', 'pupil_id', 'id'];
const pupilKey = { columns: ['owner_id', 'pupil_id'], table: 'pupil', references: ['owner_id', 'id'] };
const planKey = {
  columns: ['owner_id', 'pupil_id', 'plan_id'],
  table: 'plan',
  references: ['owner_id', 'pupil_id', 'id'],
};
const source = { source_system: nullable(text(40)), source_id: nullable(text(100)) };

const TABLES = [
  ...factTables('plan', {
    columns: {
      pupil_id: id,
      kind: text(12),
      cycle: integer,
      status: text(10),
      active_key: nullable(text(60)),
      coordinator_staff_id: nullable(id),
      start_date: nullable(date),
      review_due: nullable(date),
      reviewed_on: nullable(date),
      end_date: nullable(date),
      closed_reason: nullable(text(500)),
      previous_plan_id: nullable(id),
      subjects: nullable(longText),
      area_of_need: nullable(text(40)),
      strengths: nullable(longText),
      needs: nullable(longText),
      approach: nullable(longText),
      ehc_issued_on: nullable(date),
      ehc_last_reviewed_on: nullable(date),
      ehc_reference: nullable(text(60)),
      phase_transfer_on: nullable(date),
      ...source,
    },
    key,
    indices: {
      uq_plan_active_key: ['owner_id', 'active_key'],
      uq_plan_cycle: ['owner_id', 'pupil_id', 'kind', 'cycle'],
      uq_plan_source: ['owner_id', 'source_system', 'source_id'],
      ix_plan_review_due: ['owner_id', 'review_due', 'id'],
      ix_plan_recorded_at: ['owner_id', 'recorded_at'],
    },
    foreignKeys: [pupilKey],
  }),
  ...factTables('plan_outcome', {
    columns: {
      pupil_id: id,
      plan_id: id,
      outcome: text(1000),
      measure: text(500),
      baseline: text(200),
      target: text(200),
      by_date: date,
      area_of_need: nullable(text(40)),
      result: nullable(text(10)),
      result_on: nullable(date),
      achieved: nullable(text(200)),
      comment: nullable(text(1000)),
      ...source,
    },
    key,
    indices: {
      uq_plan_outcome_source: ['owner_id', 'source_system', 'source_id'],
      ix_plan_outcome_recorded_at: ['owner_id', 'recorded_at'],
    },
    foreignKeys: [planKey],
  }),
  ...factTables('plan_item', {
    columns: {
      pupil_id: id,
      plan_id: id,
      outcome_id: nullable(id),
      what: text(1000),
      who: nullable(text(120)),
      staff_id: nullable(id),
      frequency: nullable(text(200)),
      intervention_id: nullable(id),
      recommendation_id: nullable(id),
    },
    key,
    foreignKeys: [planKey],
  }),
  ...factTables('plan_review', {
    columns: {
      pupil_id: id,
      plan_id: id,
      purpose: text(12),
      meeting_date: date,
      invitations: longText,
      outcomes: longText,
      summary: nullable(longText),
      next_steps: longText,
      recommendation: nullable(text(10)),
      signed_by_staff_id: nullable(id),
      signed_at: nullable(instant),
    },
    key,
    foreignKeys: [planKey],
  }),
  ...factTables('plan_contribution', {
    columns: {
      pupil_id: id,
      plan_id: id,
      review_id: nullable(id),
      author: text(12),
      author_name: nullable(text(120)),
      contact_id: nullable(id),
      date,
      views: longText,
      recorded_by_staff_id: id,
    },
    key,
    foreignKeys: [planKey],
  }),
  ...factTables('referral', {
    columns: {
      pupil_id: id,
      service: text(40),
      agency: text(120),
      status: text(10),
      reason: longText,
      lead_staff_id: nullable(id),
      agency_reference: nullable(text(60)),
      plan_id: nullable(id),
      consent_by: nullable(text(20)),
      consent_name: nullable(text(120)),
      consent_contact_id: nullable(id),
      consent_on: nullable(date),
      consent_scope: nullable(text(500)),
      consent_withdrawn_on: nullable(date),
      without_consent_reason: nullable(text(500)),
      sent_on: nullable(date),
      answered_on: nullable(date),
      active_from: nullable(date),
      closed_on: nullable(date),
      outcome: nullable(longText),
      ...source,
    },
    key,
    indices: {
      uq_referral_source: ['owner_id', 'source_system', 'source_id'],
      ix_referral_recorded_at: ['owner_id', 'recorded_at'],
    },
    foreignKeys: [pupilKey],
  }),
];

/** Plans with their outcomes, items, reviews and contributions, and referrals to outside services. */
export class Plans1700000000011 implements MigrationInterface {
  name = 'Plans1700000000011';

  async up(runner: QueryRunner): Promise<void> {
    for (const it of TABLES) await runner.createTable(it);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const it of [...TABLES].reverse()) await runner.dropTable(it);
  }
}
