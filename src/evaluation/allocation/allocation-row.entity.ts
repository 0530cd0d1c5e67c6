import type { Evidence, UnfundedRequest, Wave } from '@espalier/sdk';
import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { json } from '../../database/row-codec.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';

/** Whether a place is proposed for a recommendation, as the policy says or as a person has made of it. */
export const ROW_OUTCOMES = ['funded', 'unfunded'] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/** One open recommendation in an allocation: what the policy proposes for it, and what a person has made of that. */
@FactEntity('allocation_row', { resource: 'allocation-rows' })
@ForeignKey(() => PupilEntity, ['ownerId', 'pupilId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_allocation_row_id', ['id'], { unique: true })
@Index('ix_allocation_row_allocation', ['ownerId', 'allocationId', 'position'])
@Index('ix_allocation_row_recommendation', ['ownerId', 'recommendationId'])
export class AllocationRowEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 36 })
  allocationId!: string;

  @Column({ type: 'varchar', length: 36 })
  recommendationId!: string;

  /** The request's index in the round. */
  @Column({ type: 'integer' })
  ref!: number;

  @Column({ type: 'varchar', length: 64 })
  provisionType!: string;

  @Column({ type: 'integer' })
  wave!: Wave;

  @Column({ type: 'varchar', length: 40, nullable: true })
  subject!: string | null;

  @Column({ type: 'boolean', default: false })
  urgent!: boolean;

  /** When the recommendation was first made. */
  @Column({ type: 'varchar', length: 10 })
  since!: string;

  /** An EHC plan specifies the provision. */
  @Column({ type: 'boolean', default: false })
  statutory!: boolean;

  /** What the place was expected to cost; null where it was not known. */
  @Column({ type: 'integer', nullable: true })
  costPence!: number | null;

  /** As the policy says. */
  @Column({ type: 'varchar', length: 10 })
  proposedOutcome!: RowOutcome;

  /** The place in the policy's order, from 1; those without funding come last. */
  @Column({ type: 'integer' })
  proposedRank!: number;

  /** Why there is no place; null for one that the policy funds. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  why!: UnfundedRequest['why'] | null;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'text', transformer: json })
  evidence!: readonly Evidence[];

  /** Its reason may tell of sensitive inputs. */
  @Column({ type: 'boolean', default: false })
  onSensitiveInputs!: boolean;

  /** SHA-256 of the learner as the policy saw it, without `ref`, base64url. */
  @Column({ type: 'varchar', length: 43 })
  inputDigest!: string;

  /** As it stands: the policy's, or a person's. */
  @Column({ type: 'varchar', length: 10 })
  outcome!: RowOutcome;

  /** Where it stands in the order; only their order counts. */
  @Column({ type: 'double' })
  position!: number;

  /** Why a person has moved or withheld it; null where nobody has. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  changeReason!: string | null;

  @Column({ type: 'varchar', length: 36, nullable: true })
  changedBy!: string | null;

  /** The group whose place it is to have; null where none has a place for it. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  provisionId!: string | null;

  /** What confirming it made. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  decisionId!: string | null;

  @Column({ type: 'varchar', length: 36, nullable: true })
  interventionId!: string | null;
}
