import { Column, ForeignKey, Index } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { SchoolEntity } from '../school.entity.js';

/** A date at which a school collects assessments. */
@FactEntity('assessment_point', { resource: 'assessment-points', naturalKey: ['date'] })
@ForeignKey(() => SchoolEntity, ['ownerId'], ['id'], { onDelete: 'NO ACTION', onUpdate: 'NO ACTION' })
@Index('uq_assessment_point_id', ['id'], { unique: true })
@Index('uq_assessment_point_date', ['ownerId', 'date'], { unique: true })
export class AssessmentPointEntity extends FactRow {
  @Column({ type: 'varchar', length: 120 })
  name!: string;

  @Column({ type: 'varchar', length: 10 })
  date!: string;
}
