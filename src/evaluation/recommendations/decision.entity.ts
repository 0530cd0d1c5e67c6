import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { json } from '../../database/row-codec.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';

export const DECISION_OUTCOMES = ['accept', 'amend', 'dismiss'] as const;

/** What a named person decided on a recommendation, and why. Never changed. */
@FactEntity('decision', { resource: 'decisions' })
@ForeignKey(() => PupilEntity, ['ownerId', 'pupilId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_decision_id', ['id'], { unique: true })
@Index('uq_decision_recommendation', ['recommendationId'], { unique: true })
export class DecisionEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 36 })
  recommendationId!: string;

  @Column({ type: 'varchar', length: 8 })
  outcome!: (typeof DECISION_OUTCOMES)[number];

  @Column({ type: 'text' })
  reason!: string;

  /** Whether it was made on sensitive inputs: the reason may tell of them. */
  @Column({ type: 'boolean', default: false })
  onSensitiveInputs!: boolean;

  /** The member of staff who decided. */
  @Column({ type: 'varchar', length: 36 })
  staffId!: string;

  /** What was decided instead of what was recommended: wave and provision type. */
  @Column({ type: 'integer', nullable: true })
  amendedWave!: number | null;

  @Column({ type: 'varchar', length: 64, nullable: true })
  amendedProvisionType!: string | null;

  /** A dismissal holds until then. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  reviewBy!: string | null;

  /** The intervention that was made. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  interventionId!: string | null;

  /** The recommendations that the one was in conflict with, and that stay open; null where nobody looked for them. */
  @Column({ type: 'text', nullable: true, transformer: json })
  conflictsWith!: string[] | null;
}
