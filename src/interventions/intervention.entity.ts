import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../database/fact.entity.js';
import type { Wave } from '../provisions/provision-words.js';
import { ProvisionEntity } from '../provisions/provision.entity.js';
import { PupilEntity } from '../pupils/pupil.entity.js';
import type { InterventionStatus } from './lifecycle.js';

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

  /** The last day. Null: as the provision's. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  endDate!: string | null;

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

  @Column({ type: 'double', nullable: true })
  entryMeasure!: number | null;

  @Column({ type: 'double', nullable: true })
  exitMeasure!: number | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  sourceSystem!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  sourceId!: string | null;
}
