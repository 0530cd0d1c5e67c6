import { ApiProperty } from '@nestjs/swagger';
import type { ErasureEntity } from './erasure.entity.js';

/** A decision that can no longer be replayed. */
export class ErasedDecisionView {
  decisionId!: string;
  /** @example '@espalier/trajectory-catch-up' */
  plugin!: string;
  /** @example 'trajectory-catch-up' */
  policyId!: string;
  /** @example 'accept' */
  outcome!: string;
}

/** That a pupil's record was erased, or a kind of it. */
export class ErasureView {
  id!: string;
  schoolId!: string;
  /** The id of the pupil; it leads to nothing any more where everything was erased. */
  formerId!: string;
  /** The kind of record that was disposed of; null where it was everything. @example null */
  kind!: string | null;
  /** @example 'request' */
  ground!: string;
  reason!: string;
  /** The member of staff who had it erased. */
  staffId!: string;
  /** Rows by resource. @example { "pupils": 1, "results": 18 } */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } })
  counts!: Record<string, number>;
  /** Decisions about the pupil that can no longer be replayed; those that were erased stay counted here. */
  decisions!: ErasedDecisionView[];
  erasedAt!: string;
  version!: number;
}

export function toErasureView(row: ErasureEntity): ErasureView {
  const {
    id,
    ownerId,
    formerId,
    kind,
    ground,
    reason,
    staffId,
    counts,
    decisions,
    recordedAt,
    sinceVersion,
  } = row;
  return {
    id,
    schoolId: ownerId,
    formerId,
    kind,
    ground,
    reason,
    staffId,
    counts,
    decisions: decisions.map((it) => ({ ...it })),
    erasedAt: recordedAt,
    version: sinceVersion,
  };
}
