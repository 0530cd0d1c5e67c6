import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { GroupEntity } from '../../pupils/groups/group.entity.js';

/** `made`: a person made a group of it. `superseded` and `withdrawn` as of a pupil's row. */
export const SUGGESTION_STATUSES = ['open', 'made', 'superseded', 'withdrawn'] as const;

/** Pupils of a group who might be taught together for a while, as a policy suggests. Nobody is moved by it. */
@FactEntity('suggested_group', { resource: 'suggested-groups' })
@ForeignKey(() => GroupEntity, ['ownerId', 'groupId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_suggested_group_id', ['id'], { unique: true })
@Index('ix_suggested_group_round', ['ownerId', 'differentiationRoundId'])
@Index('ix_suggested_group_group', ['ownerId', 'groupId', 'status'])
export class SuggestedGroupEntity extends FactRow {
  @Column({ type: 'varchar', length: 36 })
  differentiationRoundId!: string;

  /** The group that was asked about. */
  @Column({ type: 'varchar', length: 36 })
  groupId!: string;

  @Column({ type: 'varchar', length: 40 })
  subject!: string;

  /** Place of the policy in the round. */
  @Column({ type: 'integer' })
  policy!: number;

  @Column({ type: 'varchar', length: 120 })
  title!: string;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'varchar', length: 10 })
  status!: (typeof SUGGESTION_STATUSES)[number];

  /** The policy reads sensitive inputs: title and reason may tell of them, and so may who is in it. */
  @Column({ type: 'boolean', default: false })
  onSensitiveInputs!: boolean;

  /** The group that was made of it, and by whom. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  madeGroupId!: string | null;

  @Column({ type: 'varchar', length: 36, nullable: true })
  madeByStaffId!: string | null;
}

/** Who is in a suggested group. Append-only. */
@Entity({ name: 'suggested_group_pupil', withoutRowid: true })
@Index('ix_suggested_group_pupil', ['ownerId', 'pupilId'])
export class SuggestedGroupPupilEntity {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  ownerId!: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  suggestedGroupId!: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;
}
