import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';

export const AGREEMENT_PARTIES = ['pupil', 'parent', 'staff'] as const;
export type AgreementParty = (typeof AGREEMENT_PARTIES)[number];

export const AGREEMENT_VIEWS = ['agrees', 'disagrees'] as const;

/** What a pupil, a parent or a member of staff said to a target, and who wrote it down. */
@FactEntity('target_agreement', { resource: 'target-agreements', naturalKey: ['pupilId', 'targetId'] })
@ForeignKey(() => PupilEntity, ['ownerId', 'pupilId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_target_agreement_id', ['id'], { unique: true })
@Index('ix_target_agreement_target', ['ownerId', 'targetId'])
export class AgreementEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 36 })
  targetId!: string;

  @Column({ type: 'varchar', length: 10 })
  party!: AgreementParty;

  @Column({ type: 'varchar', length: 10 })
  view!: (typeof AGREEMENT_VIEWS)[number];

  /** Of the parent or the member of staff, as of that day; null for the pupil. */
  @Column({ type: 'varchar', length: 120, nullable: true })
  name!: string | null;

  /** The parent, where the school keeps the contact. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  contactId!: string | null;

  /** The day on which it was said. */
  @Column({ type: 'varchar', length: 10 })
  date!: string;

  @Column({ type: 'varchar', length: 2000, nullable: true })
  comment!: string | null;

  /** The member of staff who recorded it. */
  @Column({ type: 'varchar', length: 36 })
  recordedBy!: string;

  @Column({ type: 'varchar', length: 10, nullable: true })
  withdrawnOn!: string | null;

  @Column({ type: 'varchar', length: 500, nullable: true })
  withdrawnReason!: string | null;

  /** The member of staff who recorded the withdrawal. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  withdrawnBy!: string | null;
}
