import { Column, Index } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { json } from '../../database/row-codec.js';
import type { StaffRole } from '../scopes.js';

/** A person who works at a school and may decide. */
@FactEntity('staff', { resource: 'staff', naturalKey: ['email', 'sourceSystem', 'sourceId'] })
@Index('uq_staff_id', ['id'], { unique: true })
@Index('uq_staff_source', ['ownerId', 'sourceSystem', 'sourceId'], { unique: true })
@Index('uq_staff_email', ['email'], { unique: true })
export class StaffEntity extends FactRow {
  @Column({ type: 'varchar', length: 120 })
  name!: string;

  /** In lower case; unique in the installation, since people sign in by it. */
  @Column({ type: 'varchar', length: 190 })
  email!: string;

  @Column({ type: 'text', transformer: json })
  roles!: StaffRole[];

  @Column({ type: 'varchar', length: 160, nullable: true })
  passwordHash!: string | null;

  @Column({ type: 'boolean', default: false })
  enabled!: boolean;

  @Column({ type: 'varchar', length: 40, nullable: true })
  sourceSystem!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  sourceId!: string | null;
}
