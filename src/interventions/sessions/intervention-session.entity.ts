import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { InterventionEntity } from '../intervention.entity.js';
import type { AbsenceReason } from './check-session.js';

/** What one pupil had of one session. Those of a group that begin at once are one session of its provision. */
@FactEntity('intervention_session', {
  resource: 'intervention-sessions',
  naturalKey: ['interventionId', 'date', 'startTime', 'sourceSystem', 'sourceId'],
})
@ForeignKey(() => PupilEntity, ['ownerId', 'pupilId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@ForeignKey(
  () => InterventionEntity,
  ['ownerId', 'pupilId', 'interventionId'],
  ['ownerId', 'pupilId', 'id'],
  {
    onDelete: 'NO ACTION',
    onUpdate: 'NO ACTION',
  },
)
@Index('uq_intervention_session_id', ['id'], { unique: true })
@Index('uq_intervention_session_slot', ['ownerId', 'interventionId', 'date', 'startTime'], { unique: true })
@Index('uq_intervention_session_source', ['ownerId', 'sourceSystem', 'sourceId'], { unique: true })
@Index('ix_intervention_session_provision', ['ownerId', 'provisionId', 'date'])
@Index('ix_intervention_session_recorded_at', ['ownerId', 'recordedAt'])
export class InterventionSessionEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 36 })
  interventionId!: string;

  /** Where it was held: the intervention's provision at that time, which stays if the pupil moves to another. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  provisionId!: string | null;

  @Column({ type: 'varchar', length: 10 })
  date!: string;

  /** `HH:MM`, or nothing where no time was given: two on one day are told apart by it. */
  @Column({ type: 'varchar', length: 5 })
  startTime!: string;

  /** Of the whole session. */
  @Column({ type: 'integer' })
  lengthMinutes!: number;

  /** What the pupil had of it: 0 where absent. */
  @Column({ type: 'integer' })
  minutes!: number;

  @Column({ type: 'boolean', default: false })
  attended!: boolean;

  @Column({ type: 'varchar', length: 20, nullable: true })
  absenceReason!: AbsenceReason | null;

  @Column({ type: 'varchar', length: 500, nullable: true })
  note!: string | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  sourceSystem!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  sourceId!: string | null;
}
