import { Column, Index } from 'typeorm';
import { FactEntity, FactRow } from '../../database/fact.entity.js';
import { json } from '../../database/row-codec.js';
import type { RecordKind } from '../retention/record-kinds.js';

/** A pupil's request or a parent's, the end of the time for which the record is kept, or something else. */
export const ERASURE_GROUNDS = ['request', 'retention', 'other'] as const;
export type ErasureGround = (typeof ERASURE_GROUNDS)[number];

/** A decision that a person made on a recommendation about the pupil; it can be replayed no more. */
export interface ErasedDecision {
  readonly decisionId: string;
  readonly plugin: string;
  readonly policyId: string;
  readonly outcome: string;
}

/** That a pupil's record was erased, or a kind of it: how much of what, why and by whom. */
@FactEntity('erasure', { resource: 'erasures' })
@Index('uq_erasure_id', ['id'], { unique: true })
export class ErasureEntity extends FactRow {
  /** The id that the pupil had, or has where no more than a kind was erased. */
  @Column({ type: 'varchar', length: 36 })
  formerId!: string;

  /** The kind of record that was disposed of; null where it was everything. */
  @Column({ type: 'varchar', length: 30, nullable: true })
  kind!: RecordKind | null;

  @Column({ type: 'varchar', length: 10 })
  ground!: ErasureGround;

  @Column({ type: 'varchar', length: 500 })
  reason!: string;

  @Column({ type: 'varchar', length: 36 })
  staffId!: string;

  /** Rows by resource. */
  @Column({ type: 'text', transformer: json })
  counts!: Record<string, number>;

  @Column({ type: 'text', transformer: json })
  decisions!: ErasedDecision[];
}
