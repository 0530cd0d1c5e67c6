import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../database/fact.entity.js';
import { json } from '../database/row-codec.js';
import { PupilEntity } from '../pupils/pupil.entity.js';
import type { TargetProposal } from './proposal.js';

export const TARGET_STATUSES = ['draft', 'agreed', 'active', 'met', 'missed', 'withdrawn'] as const;
export type TargetStatus = (typeof TARGET_STATUSES)[number];

/** A checkpoint as it is stored: the value in points. */
export interface Checkpoint {
  readonly date: string;
  readonly value: number;
}

/** What a pupil is to reach in one subject and framework version. One is active at a time. Values are in points. */
@FactEntity('target', { resource: 'targets', naturalKey: ['pupilId', 'subject', 'sourceSystem', 'sourceId'] })
@ForeignKey(() => PupilEntity, ['ownerId', 'pupilId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_target_id', ['id'], { unique: true })
@Index('uq_target_active_key', ['ownerId', 'activeKey'], { unique: true })
@Index('uq_target_source', ['ownerId', 'sourceSystem', 'sourceId'], { unique: true })
export class TargetEntity extends FactRow {
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

  @Column({ type: 'varchar', length: 10 })
  baselineDate!: string;

  @Column({ type: 'double' })
  baseline!: number;

  @Column({ type: 'double' })
  target!: number;

  @Column({ type: 'varchar', length: 10 })
  due!: string;

  @Column({ type: 'text', nullable: true, transformer: json })
  checkpoints!: Checkpoint[] | null;

  /** The challenge setting, in the school's words. */
  @Column({ type: 'varchar', length: 120, nullable: true })
  challenge!: string | null;

  /** Why the target lies before the baseline. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  belowBaselineReason!: string | null;

  @Column({ type: 'varchar', length: 10 })
  status!: TargetStatus;

  /** Why the status is what it is. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  statusReason!: string | null;

  /** Pupil, subject and framework while the target is active. */
  @Column({ type: 'varchar', length: 150, nullable: true })
  activeKey!: string | null;

  @Column({ type: 'varchar', length: 40, nullable: true })
  sourceSystem!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  sourceId!: string | null;

  /** The set for a cohort that it was drafted in. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  targetSetId!: string | null;

  /** Why somebody made it other than the set's rule did. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  adjustReason!: string | null;

  /** `facts` where the status was settled by results; null where a person or another system gave it. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  statusBasis!: 'facts' | null;

  /** What a policy proposed, where one did: it stays as it was, whatever people make of the target. */
  @Column({ type: 'text', nullable: true, transformer: json })
  proposal!: TargetProposal | null;
}
