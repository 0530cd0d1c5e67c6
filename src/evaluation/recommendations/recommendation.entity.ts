import type { Evidence, Wave } from '@espalier/sdk';
import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { json } from '../../database/row-codec.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';

/**
 * `open` waits for a person. `accepted` (also amended) and `dismissed` were decided by one. `resolved` is no longer
 * recommended by the policy. `withdrawn` belonged to a plugin that was disabled.
 */
export const RECOMMENDATION_STATUSES = ['open', 'accepted', 'dismissed', 'resolved', 'withdrawn'] as const;
export type RecommendationStatus = (typeof RECOMMENDATION_STATUSES)[number];

/** What a policy recommends for a pupil, with its reasons, until a person has decided. */
@FactEntity('recommendation', {
  resource: 'recommendations',
  naturalKey: ['pupilId', 'plugin', 'policyId'],
})
@ForeignKey(() => PupilEntity, ['ownerId', 'pupilId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_recommendation_id', ['id'], { unique: true })
@Index('uq_recommendation_active_key', ['ownerId', 'activeKey'], { unique: true })
@Index('ix_recommendation_status', ['ownerId', 'status', 'id'])
export class RecommendationEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 214 })
  plugin!: string;

  @Column({ type: 'varchar', length: 64 })
  policyId!: string;

  @Column({ type: 'varchar', length: 64 })
  rule!: string;

  @Column({ type: 'varchar', length: 40, nullable: true })
  subject!: string | null;

  /** Digest of pupil, package, policy, subject and rule while the recommendation is open. */
  @Column({ type: 'varchar', length: 43, nullable: true })
  activeKey!: string | null;

  @Column({ type: 'varchar', length: 10 })
  status!: RecommendationStatus;

  @Column({ type: 'integer' })
  wave!: Wave;

  @Column({ type: 'varchar', length: 64 })
  provisionType!: string;

  @Column({ type: 'boolean', default: false })
  urgent!: boolean;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'text', transformer: json })
  evidence!: readonly Evidence[];

  @Column({ type: 'varchar', length: 10, nullable: true })
  reviewBy!: string | null;

  /** The last run could not tell (again): what it lacked, or why the pupil was not evaluated. */
  @Column({ type: 'boolean', default: false })
  stale!: boolean;

  @Column({ type: 'varchar', length: 500, nullable: true })
  staleReason!: string | null;

  /** Whether it, or why it is stale, rests on sensitive inputs: what tells of them is shown with `sensitive:read` only. */
  @Column({ type: 'boolean', default: false })
  onSensitiveInputs!: boolean;

  /** The recommendation before this one, where that was decided and this is a new proposal. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  follows!: string | null;

  @Column({ type: 'varchar', length: 64 })
  pluginVersion!: string;

  /** The run that made or last changed it; with the pupil it leads to the decision record. */
  @Column({ type: 'varchar', length: 36 })
  evaluationId!: string;

  @Column({ type: 'varchar', length: 10 })
  asOf!: string;

  @Column({ type: 'varchar', length: 43 })
  inputDigest!: string;
}
