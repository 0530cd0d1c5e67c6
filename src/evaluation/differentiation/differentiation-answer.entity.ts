import type { DifferentiationVerdict } from '@espalier/sdk';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { json } from '../../database/row-codec.js';
import type { DifferentiationOutcome } from './judge-answers.js';

/** What one pupil got from one policy in a round. Append-only. */
@Entity({ name: 'differentiation_answer', withoutRowid: true })
@Index('ix_differentiation_answer_pupil', ['ownerId', 'pupilId'])
export class DifferentiationAnswerEntity {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  ownerId!: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  differentiationRoundId!: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  /** Place of the policy in the round. */
  @PrimaryColumn({ type: 'integer' })
  policy!: number;

  @Column({ type: 'varchar', length: 20 })
  outcome!: DifferentiationOutcome;

  /** Null where the pupil was not evaluated. */
  @Column({ type: 'text', nullable: true, transformer: json })
  verdict!: DifferentiationVerdict | null;

  /** Why the pupil was not evaluated. */
  @Column({ type: 'varchar', length: 20, nullable: true })
  reason!: string | null;

  @Column({ type: 'varchar', length: 500, nullable: true })
  detail!: string | null;

  /** SHA-256 of the learner as the policy saw it, without `ref`, base64url. */
  @Column({ type: 'varchar', length: 43 })
  inputDigest!: string;
}
