import { Column, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { json } from '../../database/row-codec.js';
import { PupilEntity } from '../../pupils/pupil.entity.js';
import type { DifferentiationOutcome } from './judge-answers.js';

/**
 * `open` waits for a person. `nothingProposed`: no policy proposed anything, though a person may still say how to
 * teach. `accepted`, `adjusted` and `declined` were decided by one, who may decide again. `superseded`: a later round
 * proposed anew before anybody decided. `withdrawn`: the plugins that proposed were disabled before.
 */
export const DIFFERENTIATION_STATUSES = [
  'open',
  'nothingProposed',
  'accepted',
  'adjusted',
  'declined',
  'superseded',
  'withdrawn',
] as const;
export type DifferentiationStatus = (typeof DIFFERENTIATION_STATUSES)[number];

/** One pupil in a round: what came of what the policies answered. */
@FactEntity('differentiation', {
  resource: 'differentiations',
  naturalKey: ['pupilId', 'groupId', 'subject'],
})
@ForeignKey(() => PupilEntity, ['ownerId', 'pupilId'], ['ownerId', 'id'], {
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
})
@Index('uq_differentiation_id', ['id'], { unique: true })
@Index('uq_differentiation_active_key', ['ownerId', 'activeKey'], { unique: true })
@Index('ix_differentiation_round_pupil', ['ownerId', 'differentiationRoundId', 'pupilId'])
@Index('ix_differentiation_group', ['ownerId', 'groupId', 'status'])
export class DifferentiationEntity extends FactRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  pupilId!: string;

  @Column({ type: 'varchar', length: 36 })
  differentiationRoundId!: string;

  @Column({ type: 'varchar', length: 36 })
  groupId!: string;

  @Column({ type: 'varchar', length: 40 })
  subject!: string;

  @Column({ type: 'varchar', length: 10 })
  asOf!: string;

  @Column({ type: 'varchar', length: 20 })
  outcome!: DifferentiationOutcome;

  @Column({ type: 'varchar', length: 16 })
  status!: DifferentiationStatus;

  /** Digest of pupil, group and subject while it is open. */
  @Column({ type: 'varchar', length: 43, nullable: true })
  activeKey!: string | null;

  /** Places, among the round's policies, of those whose proposals stand. */
  @Column({ type: 'text', transformer: json })
  standing!: readonly number[];

  /** Proposals that stand give different tiers. */
  @Column({ type: 'boolean', default: false })
  contradictory!: boolean;

  /** A policy of the round reads sensitive inputs: what it answered may tell of them. */
  @Column({ type: 'boolean', default: false })
  onSensitiveInputs!: boolean;

  /** The latest decision. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  decisionId!: string | null;

  /** The row of the later round that took its place. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  supersededBy!: string | null;
}
