import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../database/fact.entity.js';
import { PupilEntity } from '../pupils/pupil.entity.js';
import type { ConsentGiver, ReferralService, ReferralStatus } from './referral-words.js';

/**
 * A referral of a pupil to an outside service. Sensitive as a whole: that a pupil has one is not in the change
 * feed, which is read without `sensitive:read`.
 */
@FactEntity('referral', { resource: 'referrals', naturalKey: ['sourceSystem', 'sourceId'] })
@ForeignKey(() => PupilEntity, ['ownerId', 'pupilId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_referral_id', ['id'], { unique: true })
@Index('uq_referral_source', ['ownerId', 'sourceSystem', 'sourceId'], { unique: true })
@Index('ix_referral_recorded_at', ['ownerId', 'recordedAt'])
export class ReferralEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 40 })
  service!: ReferralService;

  @Column({ type: 'varchar', length: 120 })
  agency!: string;

  @Column({ type: 'varchar', length: 10 })
  status!: ReferralStatus;

  @Column({ type: 'text' })
  reason!: string;

  /** The lead professional at the school. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  leadStaffId!: string | null;

  /** The agency's own reference. */
  @Column({ type: 'varchar', length: 60, nullable: true })
  agencyReference!: string | null;

  /** The plan that it serves. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  planId!: string | null;

  @Column({ type: 'varchar', length: 20, nullable: true })
  consentBy!: ConsentGiver | null;

  @Column({ type: 'varchar', length: 120, nullable: true })
  consentName!: string | null;

  @Column({ type: 'varchar', length: 36, nullable: true })
  consentContactId!: string | null;

  @Column({ type: 'varchar', length: 10, nullable: true })
  consentOn!: string | null;

  /** What may be shared, and for what. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  consentScope!: string | null;

  @Column({ type: 'varchar', length: 10, nullable: true })
  consentWithdrawnOn!: string | null;

  /** Why a child is referred to social care without consent. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  withoutConsentReason!: string | null;

  @Column({ type: 'varchar', length: 10, nullable: true })
  sentOn!: string | null;

  /** The day on which the service accepted or declined. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  answeredOn!: string | null;

  @Column({ type: 'varchar', length: 10, nullable: true })
  activeFrom!: string | null;

  @Column({ type: 'varchar', length: 10, nullable: true })
  closedOn!: string | null;

  @Column({ type: 'text', nullable: true })
  outcome!: string | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  sourceSystem!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  sourceId!: string | null;
}
