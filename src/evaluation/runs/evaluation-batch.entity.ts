import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { json } from '../../database/row-codec.js';
import type { OutcomeCounts } from './outcome.js';

/** `dropped` belongs to a run that was given up. */
export type BatchState = 'pending' | 'claimed' | 'done' | 'dropped';

/**
 * Some pupils of a run for one policy. A worker claims it with a lease and a fencing token, and only the holder of
 * the newest token may write its answers: a batch is written once, whoever is killed when.
 */
@Entity({ name: 'evaluation_batch', withoutRowid: true })
@Index('ix_evaluation_batch_state', ['state', 'evaluationId'])
export class EvaluationBatchEntity {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  ownerId!: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  evaluationId!: string;

  /** Place of the policy in the run. */
  @PrimaryColumn({ type: 'integer' })
  policy!: number;

  /** Place of the batch among the policy's. */
  @PrimaryColumn({ type: 'integer' })
  batch!: number;

  /** In the order of their ids. */
  @Column({ type: 'text', transformer: json })
  pupilIds!: string[];

  @Column({ type: 'varchar', length: 8 })
  state!: BatchState;

  @Column({ type: 'integer' })
  token!: number;

  @Column({ type: 'varchar', length: 24, nullable: true })
  leaseUntil!: string | null;

  @Column({ type: 'text', nullable: true, transformer: json })
  counts!: OutcomeCounts | null;
}

/** Keeps one live run of a school and policy at a time. */
@Entity({ name: 'evaluation_claim', withoutRowid: true })
export class EvaluationClaimEntity {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  ownerId!: string;

  /** Package and policy. */
  @PrimaryColumn({ type: 'varchar', length: 280 })
  policyKey!: string;

  @Column({ type: 'varchar', length: 36 })
  evaluationId!: string;
}
