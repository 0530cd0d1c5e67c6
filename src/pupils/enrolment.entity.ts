import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../database/fact.entity.js';
import type { ENROLMENT_STATUSES, NC_YEAR_CODES } from './code-sets.js';
import { PupilEntity } from './pupil.entity.js';

/** A spell of a pupil on the school's roll. */
@FactEntity('enrolment', { resource: 'enrolments', naturalKey: ['pupilId', 'sourceSystem', 'sourceId'] })
@ForeignKey(() => PupilEntity, ['ownerId', 'pupilId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_enrolment_id', ['id'], { unique: true })
@Index('uq_enrolment_source', ['ownerId', 'sourceSystem', 'sourceId'], { unique: true })
@Index('ix_enrolment_nc_year', ['ownerId', 'ncYear', 'pupilId'])
export class EnrolmentEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 2 })
  ncYear!: (typeof NC_YEAR_CODES)[number];

  @Column({ type: 'varchar', length: 1 })
  status!: (typeof ENROLMENT_STATUSES)[number];

  @Column({ type: 'varchar', length: 10 })
  entryDate!: string;

  /** The last day on roll. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  leavingDate!: string | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  sourceSystem!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  sourceId!: string | null;
}
