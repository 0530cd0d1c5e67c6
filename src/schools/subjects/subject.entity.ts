import { Column, Index } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';

/** A subject. The system owns those that ship with Espalier, a school those that it added. */
@FactEntity('subject', { resource: 'subjects', naturalKey: ['code'] })
@Index('uq_subject_id', ['id'], { unique: true })
@Index('uq_subject_code', ['ownerId', 'code'], { unique: true })
export class SubjectEntity extends FactRow {
  @Column({ type: 'varchar', length: 40 })
  code!: string;

  @Column({ type: 'varchar', length: 120 })
  name!: string;
}
