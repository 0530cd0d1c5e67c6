import { Column, ForeignKey, Index } from 'typeorm';
import { StaffEntity } from '../../auth/staff/staff.entity.js';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { GroupEntity } from './group.entity.js';

/** A spell in which a member of staff teaches a group. Teachers see the pupils of the groups they teach today. */
@FactEntity('group_teacher', {
  resource: 'group-teachers',
  naturalKey: ['staffId', 'groupId', 'sourceSystem', 'sourceId'],
})
@ForeignKey(() => GroupEntity, ['ownerId', 'groupId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@ForeignKey(() => StaffEntity, ['ownerId', 'staffId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_group_teacher_id', ['id'], { unique: true })
@Index('uq_group_teacher_source', ['ownerId', 'sourceSystem', 'sourceId'], { unique: true })
@Index('ix_group_teacher_group', ['ownerId', 'groupId'])
@Index('ix_group_teacher_staff', ['ownerId', 'staffId'])
export class GroupTeacherEntity extends FactRow {
  @Column({ type: 'varchar', length: 36 })
  groupId!: string;

  @Column({ type: 'varchar', length: 36 })
  staffId!: string;

  @Column({ type: 'varchar', length: 10 })
  startDate!: string;

  /** The last day; null while it goes on. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  endDate!: string | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  sourceSystem!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  sourceId!: string | null;
}
