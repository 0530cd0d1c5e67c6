import { Column, ForeignKey, Index } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { json } from '../../database/row-codec.js';
import { GroupEntity } from '../../pupils/groups/group.entity.js';
import type { EvaluatedPolicy } from '../runs/evaluation.entity.js';

/** What every pupil of a round shares, so that each answer can be made again. */
export interface RoundFacts {
  /** In the order in which they were asked; answers name them by their place. */
  readonly policies: readonly EvaluatedPolicy[];
  readonly nextAssessmentPoint: string | null;
  readonly snapshotVersion: number;
  readonly nodeVersion: string;
  readonly sdkVersion: string;
}

/** Policies of the kind `differentiation` asked how to teach a group in a subject. Never changed. */
@FactEntity('differentiation_round', { resource: 'differentiation-rounds' })
@ForeignKey(() => GroupEntity, ['ownerId', 'groupId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_differentiation_round_id', ['id'], { unique: true })
@Index('ix_differentiation_round_group', ['ownerId', 'groupId'])
export class DifferentiationRoundEntity extends FactRow {
  @Column({ type: 'varchar', length: 36 })
  groupId!: string;

  @Column({ type: 'varchar', length: 40 })
  subject!: string;

  /** The day as of which the pupils, and who is in the group, were seen. */
  @Column({ type: 'varchar', length: 10 })
  asOf!: string;

  /** Most pupils of one suggested group; null where no limit was set. */
  @Column({ type: 'integer', nullable: true })
  groupCapacity!: number | null;

  /** The school's version whose state was seen. */
  @Column({ type: 'integer' })
  knownVersion!: number;

  @Column({ type: 'text', transformer: json })
  facts!: RoundFacts;

  /** The member of staff, or the program, who asked. */
  @Column({ type: 'varchar', length: 64 })
  askedBy!: string;
}
