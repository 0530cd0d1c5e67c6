import { Column, ForeignKey, Index } from 'typeorm';
import { FactEntity, FactRow } from '../database/fact.entity.js';
import { SchoolEntity } from '../schools/school.entity.js';

/** A pupil of one school. A pupil who moved or is registered at two schools is one row in each. */
@FactEntity('pupil', { resource: 'pupils', naturalKey: ['upn', 'sourceSystem', 'sourceId'] })
@ForeignKey(() => SchoolEntity, ['ownerId'], ['id'], { onDelete: 'NO ACTION', onUpdate: 'NO ACTION' })
@Index('uq_pupil_id', ['id'], { unique: true })
@Index('uq_pupil_upn', ['ownerId', 'upn'], { unique: true })
@Index('uq_pupil_source', ['ownerId', 'sourceSystem', 'sourceId'], { unique: true })
@Index('ix_pupil_surname', ['ownerId', 'surnameKey', 'id'])
@Index('ix_pupil_recorded_at', ['ownerId', 'recordedAt'])
export class PupilEntity extends FactRow {
  @Column({ type: 'varchar', length: 13, nullable: true })
  upn!: string | null;

  /** Why there is no UPN. */
  @Column({ type: 'varchar', length: 20, nullable: true })
  upnReason!: string | null;

  @Column({ type: 'varchar', length: 13, nullable: true })
  formerUpn!: string | null;

  @Column({ type: 'varchar', length: 10, nullable: true })
  uln!: string | null;

  @Column({ type: 'varchar', length: 100 })
  legalForename!: string;

  @Column({ type: 'varchar', length: 100 })
  legalSurname!: string;

  @Column({ type: 'varchar', length: 100, nullable: true })
  preferredForename!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  preferredSurname!: string | null;

  /** Names sort by their folded keys, alike on every database. */
  @Column({ type: 'varchar', length: 100 })
  surnameKey!: string;

  @Column({ type: 'varchar', length: 100 })
  forenameKey!: string;

  @Column({ type: 'varchar', length: 10 })
  dateOfBirth!: string;

  /** Sensitive. */
  @Column({ type: 'varchar', length: 1, nullable: true })
  sex!: 'F' | 'M' | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  sourceSystem!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  sourceId!: string | null;
}
