import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';

/** Common Basic Data Set: estimate, interim, provisional, result, target. */
export const RESULT_STATUSES = ['E', 'I', 'P', 'R', 'T'] as const;
export const RESULT_SOURCES = ['test', 'teacher'] as const;

/**
 * A result of a pupil in one subject and framework version. It is never changed: a correction is a row of its own
 * that supersedes it and carries on its source key.
 */
@FactEntity('result', { resource: 'results', naturalKey: ['pupilId', 'sourceSystem', 'sourceId'] })
@ForeignKey(() => PupilEntity, ['ownerId', 'pupilId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_result_id', ['id'], { unique: true })
@Index('uq_result_active_source', ['ownerId', 'activeSource'], { unique: true })
@Index('ix_result_date', ['ownerId', 'date', 'id'])
@Index('ix_result_framework', ['frameworkId'])
export class ResultEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 40 })
  subject!: string;

  @Column({ type: 'varchar', length: 36 })
  frameworkId!: string;

  @Column({ type: 'varchar', length: 60 })
  frameworkKey!: string;

  @Column({ type: 'integer' })
  frameworkVersion!: number;

  @Column({ type: 'varchar', length: 36, nullable: true })
  assessmentPointId!: string | null;

  @Column({ type: 'varchar', length: 10 })
  date!: string;

  @Column({ type: 'double', nullable: true })
  value!: number | null;

  @Column({ type: 'varchar', length: 20, nullable: true })
  grade!: string | null;

  @Column({ type: 'varchar', length: 20, nullable: true })
  outcome!: string | null;

  /** The value, or the grade's points; null for an outcome without a value. */
  @Column({ type: 'double', nullable: true })
  points!: number | null;

  @Column({ type: 'varchar', length: 1 })
  status!: (typeof RESULT_STATUSES)[number];

  @Column({ type: 'varchar', length: 10 })
  resultSource!: (typeof RESULT_SOURCES)[number];

  /** What to know before relying on it, for example `possibly-not-assessed`. */
  @Column({ type: 'varchar', length: 40, nullable: true })
  flag!: string | null;

  /** The result that this one corrects. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  corrects!: string | null;

  /** The correction that took this one's place. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  supersededBy!: string | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  sourceSystem!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  sourceId!: string | null;

  /** The source key as one text, while nothing has superseded the row. */
  @Column({ type: 'varchar', length: 150, nullable: true })
  activeSource!: string | null;
}
