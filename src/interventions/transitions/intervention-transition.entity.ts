import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import { InterventionEntity } from '../intervention.entity.js';
import type { InterventionStatus } from '../lifecycle.js';

/** A step that was taken in the life of an intervention. It never changes. */
@FactEntity('intervention_transition', { resource: 'intervention-transitions' })
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
@Index('uq_intervention_transition_id', ['id'], { unique: true })
@Index('ix_intervention_transition_of', ['ownerId', 'interventionId'])
export class InterventionTransitionEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 36 })
  interventionId!: string;

  /** Null where the intervention began with this step. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  fromStatus!: InterventionStatus | null;

  @Column({ type: 'varchar', length: 10 })
  toStatus!: InterventionStatus;

  @Column({ type: 'varchar', length: 500 })
  reason!: string;

  /** The named person; null where a program proposed. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  staffId!: string | null;

  /** When the person took it: earlier than it was recorded, where it came from another system. */
  @Column({ type: 'varchar', length: 24 })
  decidedAt!: string;
}
