import { Column, ForeignKey, Index } from 'typeorm';
import { FactEntity, FactRow } from '../database/fact.entity.js';
import { SchoolEntity } from '../schools/school.entity.js';

/** A running group, or one to one: places in a kind of provision between two dates. */
@FactEntity('provision', { resource: 'provisions', naturalKey: ['name', 'startDate'] })
@ForeignKey(() => SchoolEntity, ['ownerId'], ['id'], { onDelete: 'NO ACTION', onUpdate: 'NO ACTION' })
@Index('uq_provision_id', ['id'], { unique: true })
@Index('ix_provision_recorded_at', ['ownerId', 'recordedAt'])
export class ProvisionEntity extends FactRow {
  @Column({ type: 'varchar', length: 36 })
  provisionTypeId!: string;

  @Column({ type: 'varchar', length: 120 })
  name!: string;

  /** A subject's code; null where the provision is not about one. */
  @Column({ type: 'varchar', length: 40, nullable: true })
  subject!: string | null;

  @Column({ type: 'varchar', length: 36, nullable: true })
  leadStaffId!: string | null;

  @Column({ type: 'varchar', length: 10 })
  startDate!: string;

  /** The last day; after the start. */
  @Column({ type: 'varchar', length: 10 })
  endDate!: string;

  /** Places held at once. */
  @Column({ type: 'integer' })
  capacity!: number;
}
