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

/** That a pupil's record was erased. */
export class ErasureView {
  id!: string;
  schoolId!: string;
  /** The id that the pupil had; it leads to nothing any more. */
  formerId!: string;
  /** @example 'request' */
  ground!: string;
  reason!: string;
  /** The member of staff who had it erased. */
  staffId!: string;
  /** Rows by resource. @example { "pupils": 1, "results": 18 } */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } })
  counts!: Record<string, number>;
  /** Decisions about the pupil: they stay counted here, and can no longer be replayed. */
  decisions!: ErasedDecisionView[];
  erasedAt!: string;
  version!: number;
}

export function toErasureView(row: ErasureEntity): ErasureView {
  const { id, ownerId, formerId, ground, reason, staffId, counts, decisions, recordedAt, sinceVersion } = row;
  return {
    id,
    schoolId: ownerId,
    formerId,
    ground,
    reason,
    staffId,
    counts,
    decisions: decisions.map((it) => ({ ...it })),
    erasedAt: recordedAt,
    version: sinceVersion,
  };
}
