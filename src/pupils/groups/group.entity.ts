import { Column, ForeignKey, Index } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { SchoolEntity } from '../../schools/school.entity.js';

export const GROUP_KINDS = ['teaching', 'registration', 'intervention'] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

/** Pupils who are taught, registered or supported together. */
@FactEntity('pupil_group', { resource: 'groups', naturalKey: ['name', 'sourceSystem', 'sourceId'] })
@ForeignKey(() => SchoolEntity, ['ownerId'], ['id'], { onDelete: 'NO ACTION', onUpdate: 'NO ACTION' })
@Index('uq_pupil_group_id', ['id'], { unique: true })
@Index('uq_pupil_group_source', ['ownerId', 'sourceSystem', 'sourceId'], { unique: true })
export class GroupEntity extends FactRow {
  @Column({ type: 'varchar', length: 120 })
  name!: string;

  @Column({ type: 'varchar', length: 15 })
  kind!: GroupKind;

  /** A subject's code; a teaching group has one, a registration group none. */
  @Column({ type: 'varchar', length: 40, nullable: true })
  subject!: string | null;

  @Column({ type: 'varchar', length: 36, nullable: true })
  academicYearId!: string | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  sourceSystem!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  sourceId!: string | null;
}
