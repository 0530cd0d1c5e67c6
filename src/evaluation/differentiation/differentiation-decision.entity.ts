import type { Tier } from '@espalier/sdk';
import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { json } from '../../database/row-codec.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';

export const DIFFERENTIATION_DECISIONS = ['accept', 'adjust', 'decline'] as const;

/** How a named person decided to teach a pupil of a group. What holds is ended by what takes its place, never changed. */
@FactEntity('differentiation_decision', {
  resource: 'differentiation-decisions',
  naturalKey: ['pupilId', 'groupId', 'subject'],
})
@ForeignKey(() => PupilEntity, ['ownerId', 'pupilId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_differentiation_decision_id', ['id'], { unique: true })
@Index('ix_differentiation_decision_on', ['ownerId', 'differentiationId'])
@Index('ix_differentiation_decision_group', ['ownerId', 'groupId', 'pupilId'])
export class DifferentiationDecisionEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 36 })
  differentiationId!: string;

  @Column({ type: 'varchar', length: 36 })
  groupId!: string;

  @Column({ type: 'varchar', length: 40 })
  subject!: string;

  @Column({ type: 'varchar', length: 8 })
  outcome!: (typeof DIFFERENTIATION_DECISIONS)[number];

  /** The policies whose proposals were decided on: `<plugin>/<policy id>`. */
  @Column({ type: 'text', transformer: json })
  policies!: readonly string[];

  @Column({ type: 'varchar', length: 8, nullable: true })
  tier!: Tier | null;

  @Column({ type: 'text', transformer: json })
  strategies!: readonly string[];

  @Column({ type: 'text', transformer: json })
  scaffolds!: readonly string[];

  /** The last day on which it is taught by. */
  @Column({ type: 'varchar', length: 10, nullable: true })
  reviewBy!: string | null;

  /** In the person's own words; an acceptance may have none. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  reason!: string | null;

  /** The member of staff who decided. */
  @Column({ type: 'varchar', length: 36 })
  staffId!: string;

  @Column({ type: 'varchar', length: 24 })
  decidedAt!: string;

  /** When another decision took its place; null while none has. */
  @Column({ type: 'varchar', length: 24, nullable: true })
  endedAt!: string | null;

  /** A policy that proposed reads sensitive inputs: what was decided may tell of them. */
  @Column({ type: 'boolean', default: false })
  onSensitiveInputs!: boolean;
}
