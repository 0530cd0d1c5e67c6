import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../database/fact.entity.js';
import type { Wave } from '../provisions/provision-words.js';
import { ProvisionEntity } from '../provisions/provision.entity.js';
import { PupilEntity } from '../pupils/pupil.entity.js';
import type { InterventionStatus, ReviewOutcome } from './lifecycle.js';

/** A pupil's place in a provision, or in a kind of provision where no group has been named yet. */
@FactEntity('intervention', {
  resource: 'interventions',
  naturalKey: ['pupilId', 'sourceSystem', 'sourceId'],
})
@ForeignKey(() => PupilEntity, ['ownerId', 'pupilId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@ForeignKey(() => ProvisionEntity, ['ownerId', 'provisionId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_intervention_id', ['id'], { unique: true })
@Index('uq_intervention_source', ['ownerId', 'sourceSystem', 'sourceId'], { unique: true })
@Index('ix_intervention_provision', ['ownerId', 'provisionId'])
@Index('ix_intervention_recorded_at', ['ownerId', 'recordedAt'])
export class InterventionEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  /** The version of the kind of provision that was in force when the intervention was made. */
  @Column({ type: 'varchar', length: 36 })
  provisionTypeId!: string;

  @Column({ type: 'varchar', length: 60 })
  provisionTypeKey!: string;

  @Column({ type: 'integer' })
  provisionTypeVersion!: number;

  @Column({ type: 'integer' })
  wave!: Wave;

  @Column({ type: 'varchar', length: 36, nullable: true })
  provisionId!: string | null;

  /** A subject's code; null where the intervention is not about one. */
  @Column({ type: 'varchar', length: 40, nullable: true })
  subject!: string | null;

  @Column({ type: 'varchar', length: 500 })
  reason!: string;

  @Column({ type: 'varchar', length: 10 })
  status!: InterventionStatus;

  /** Null: as the provision's. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  startDate!: string | null;

  /** The last day that was planned. Null: as the provision's. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  endDate!: string | null;

  /** The last day on which the pupil had it; set by the review. What was planned stays. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  endedOn!: string | null;

  @Column({ type: 'varchar', length: 36, nullable: true })
  targetId!: string | null;

  /** The recommendation that was accepted, where one was. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  recommendationId!: string | null;

  /** Who agreed or declined. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  deciderStaffId!: string | null;

  @Column({ type: 'varchar', length: 24, nullable: true })
  decidedAt!: string | null;

  /** How far the exit criteria were met; set by the review. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  outcome!: ReviewOutcome | null;

  /** What is measured at entry and exit, where it is in no framework. */
  @Column({ type: 'varchar', length: 120, nullable: true })
  measureName!: string | null;

  /** The framework version of both measures. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  measureFrameworkId!: string | null;

  @Column({ type: 'varchar', length: 60, nullable: true })
  measureFrameworkKey!: string | null;

  @Column({ type: 'integer', nullable: true })
  measureFrameworkVersion!: number | null;

  /** In the framework's points where there is one. */
  @Column({ type: 'double', nullable: true })
  entryMeasure!: number | null;

  @Column({ type: 'varchar', length: 20, nullable: true })
  entryGrade!: string | null;

  @Column({ type: 'varchar', length: 10, nullable: true })
  entryDate!: string | null;

  /** The result that it was taken from, where it was. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  entryResultId!: string | null;

  @Column({ type: 'double', nullable: true })
  exitMeasure!: number | null;

  @Column({ type: 'varchar', length: 20, nullable: true })
  exitGrade!: string | null;

  @Column({ type: 'varchar', length: 10, nullable: true })
  exitDate!: string | null;

  @Column({ type: 'varchar', length: 36, nullable: true })
  exitResultId!: string | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  sourceSystem!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  sourceId!: string | null;
}
