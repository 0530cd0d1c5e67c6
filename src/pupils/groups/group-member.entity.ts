import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { PupilEntity } from '../pupil.entity.js';
import { GroupEntity, type GroupKind } from './group.entity.js';

/** A spell of a pupil in a group. A pupil who moves keeps the spell in the group before. */
@FactEntity('group_member', {
  resource: 'group-members',
  naturalKey: ['pupilId', 'groupId', 'sourceSystem', 'sourceId'],
})
@ForeignKey(() => PupilEntity, ['ownerId', 'pupilId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@ForeignKey(() => GroupEntity, ['ownerId', 'groupId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_group_member_id', ['id'], { unique: true })
@Index('uq_group_member_active_key', ['ownerId', 'activeKey'], { unique: true })
@Index('uq_group_member_source', ['ownerId', 'sourceSystem', 'sourceId'], { unique: true })
@Index('ix_group_member_group', ['ownerId', 'groupId', 'pupilId'])
export class GroupMemberEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 36 })
  groupId!: string;

  /** The group's, which never changes. */
  @Column({ type: 'varchar', length: 15 })
  kind!: GroupKind;

  @Column({ type: 'varchar', length: 10 })
  startDate!: string;

  /** The last day; null while it goes on. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  endDate!: string | null;

  /** The pupil while a spell in a registration group goes on. */
  @Column({ type: 'varchar', length: 60, nullable: true })
  activeKey!: string | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  sourceSystem!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  sourceId!: string | null;
}
