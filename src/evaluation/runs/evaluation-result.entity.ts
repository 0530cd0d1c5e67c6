import type { Verdict } from '@espalier/sdk';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { json } from '../../database/row-codec.js';
import type { OutcomeKind } from './outcome.js';

/** What one pupil got from one policy in a run. Append-only. */
@Entity({ name: 'evaluation_result', withoutRowid: true })
@Index('ix_evaluation_result_pupil', ['ownerId', 'pupilId'])
export class EvaluationResultEntity {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  ownerId!: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  evaluationId!: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  /** Place of the policy in the run. */
  @PrimaryColumn({ type: 'integer' })
  policy!: number;

  @Column({ type: 'varchar', length: 20 })
  outcome!: OutcomeKind;

  /** Null where the pupil was not evaluated. */
  @Column({ type: 'text', nullable: true, transformer: json })
  verdicts!: readonly Verdict[] | null;

  /** Why the pupil was not evaluated. */
  @Column({ type: 'varchar', length: 20, nullable: true })
  reason!: string | null;

  @Column({ type: 'varchar', length: 500, nullable: true })
  detail!: string | null;

  /** SHA-256 of the learner as the policy saw it, without `ref`, base64url. */
  @Column({ type: 'varchar', length: 43 })
  inputDigest!: string;
}
