import { Column, Index } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { json } from '../../database/row-codec.js';
import type { NonSchoolDays, Term } from './calendar.js';

/** A school's calendar of one academic year: its terms, and the days within them without school. */
@FactEntity('academic_year', {
  resource: 'academic-years',
  naturalKey: ['startDate', 'sourceSystem', 'sourceId'],
})
@Index('uq_academic_year_id', ['id'], { unique: true })
@Index('uq_academic_year_source', ['ownerId', 'sourceSystem', 'sourceId'], { unique: true })
export class AcademicYearEntity extends FactRow {
  @Column({ type: 'varchar', length: 60 })
  name!: string;

  @Column({ type: 'varchar', length: 10 })
  startDate!: string;

  /** The last day. */
  @Column({ type: 'varchar', length: 10 })
  endDate!: string;

  /** In order. */
  @Column({ type: 'text', transformer: json })
  terms!: Term[];

  /** In order. */
  @Column({ type: 'text', transformer: json })
  nonSchoolDays!: NonSchoolDays[];

  @Column({ type: 'varchar', length: 40, nullable: true })
  sourceSystem!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  sourceId!: string | null;
}
