import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';

/** A pupil's sessions of one week. A session is a half day; the week is known by its Monday. */
@FactEntity('attendance_summary', {
  resource: 'attendance',
  naturalKey: ['pupilId', 'weekStart', 'sourceSystem', 'sourceId'],
})
@ForeignKey(() => PupilEntity, ['ownerId', 'pupilId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_attendance_summary_id', ['id'], { unique: true })
@Index('uq_attendance_summary_week', ['ownerId', 'pupilId', 'weekStart'], { unique: true })
@Index('uq_attendance_summary_source', ['ownerId', 'sourceSystem', 'sourceId'], { unique: true })
@Index('ix_attendance_summary_week', ['ownerId', 'weekStart', 'id'])
export class AttendanceEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 10 })
  weekStart!: string;

  @Column({ type: 'integer' })
  possible!: number;

  @Column({ type: 'integer' })
  present!: number;

  @Column({ type: 'integer' })
  authorised!: number;

  @Column({ type: 'integer' })
  unauthorised!: number;

  /** Of those present: after the register was taken and before it closed. */
  @Column({ type: 'integer' })
  late!: number;

  @Column({ type: 'varchar', length: 40, nullable: true })
  sourceSystem!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  sourceId!: string | null;
}
