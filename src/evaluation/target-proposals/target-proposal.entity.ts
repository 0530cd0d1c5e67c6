import type { TargetVerdict } from '@espalier/sdk';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { json } from '../../database/row-codec.js';
import type { ProposalOutcome } from './judge-proposal.js';

/** What one pupil got from the policy that proposed the targets of a set. Append-only. */
@Entity({ name: 'target_proposal', withoutRowid: true })
@Index('ix_target_proposal_pupil', ['ownerId', 'pupilId'])
export class TargetProposalEntity {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  ownerId!: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  targetSetId!: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 20 })
  outcome!: ProposalOutcome;

  /** The draft that was made of the proposal; null where there is none. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  targetId!: string | null;

  /** Null where the pupil was not evaluated. */
  @Column({ type: 'text', nullable: true, transformer: json })
  verdicts!: readonly TargetVerdict[] | null;

  /** Why the pupil was not evaluated. */
  @Column({ type: 'varchar', length: 20, nullable: true })
  reason!: string | null;

  @Column({ type: 'varchar', length: 500, nullable: true })
  detail!: string | null;

  /** SHA-256 of the learner as the policy saw it, without `ref`, base64url. */
  @Column({ type: 'varchar', length: 43 })
  inputDigest!: string;
}
