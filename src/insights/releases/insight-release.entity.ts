import { Column, ForeignKey, Index } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { SchoolEntity } from '../../schools/school.entity.js';

/** The figures of a school on one assessment point, published once and never changed. */
@FactEntity('insight_release', { resource: 'insight-releases', naturalKey: ['number'] })
@ForeignKey(() => SchoolEntity, ['ownerId'], ['id'], { onDelete: 'NO ACTION', onUpdate: 'NO ACTION' })
@Index('uq_insight_release_id', ['id'], { unique: true })
@Index('uq_insight_release_number', ['ownerId', 'number'], { unique: true })
export class InsightReleaseEntity extends FactRow {
  @Column({ type: 'varchar', length: 36 })
  assessmentPointId!: string;

  /** Of the assessment point, as it was then. */
  @Column({ type: 'varchar', length: 120 })
  pointName!: string;

  @Column({ type: 'varchar', length: 10 })
  date!: string;

  /** 1 for the school's first release. */
  @Column({ type: 'integer' })
  number!: number;

  /** The school's version whose state was released. */
  @Column({ type: 'integer' })
  knownVersion!: number;

  @Column({ type: 'integer' })
  shownCells!: number;

  @Column({ type: 'integer' })
  hiddenCells!: number;

  /** Of the shown and hidden ones, those that show their last release again. */
  @Column({ type: 'integer' })
  heldCells!: number;
}
