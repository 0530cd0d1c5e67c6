import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { PupilEntity } from '../pupil.entity.js';
import type { Relationship } from './relationships.js';

/** A person around a pupil. Sensitive as a whole. */
@FactEntity('contact', { resource: 'contacts', naturalKey: ['pupilId', 'sourceSystem', 'sourceId'] })
@ForeignKey(() => PupilEntity, ['ownerId', 'pupilId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_contact_id', ['id'], { unique: true })
@Index('uq_contact_source', ['ownerId', 'sourceSystem', 'sourceId'], { unique: true })
export class ContactEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 120 })
  name!: string;

  /** Of the person to the pupil. */
  @Column({ type: 'varchar', length: 20 })
  relationship!: Relationship;

  /** Children Act 1989, section 3: not every parent has it, and others than parents may. */
  @Column({ type: 'boolean', default: false })
  parentalResponsibility!: boolean;

  @Column({ type: 'boolean', default: false })
  mayBeContacted!: boolean;

  /** 1 is called first. */
  @Column({ type: 'integer' })
  priority!: number;

  @Column({ type: 'varchar', length: 40, nullable: true })
  phone!: string | null;

  @Column({ type: 'varchar', length: 190, nullable: true })
  email!: string | null;

  @Column({ type: 'varchar', length: 500, nullable: true })
  address!: string | null;

  /** What a court has ordered about this person and the pupil. */
  @Column({ type: 'varchar', length: 1000, nullable: true })
  courtOrder!: string | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  sourceSystem!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  sourceId!: string | null;
}
