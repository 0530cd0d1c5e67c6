import { PupilView } from '../../pupils/pupil.view.js';
import type { DifferentiationDecisionEntity } from './differentiation-decision.entity.js';
import type { Shown } from './shown-advice.js';

/**
 * How a named person decided to teach a pupil. Where it is `sensitive` and the token lacks `sensitive:read`, who
 * teaches the pupil is shown all but the reason, which is shown to who gave it; others are shown that it was decided.
 */
export class DifferentiationDecisionView {
  id!: string;
  schoolId!: string;
  differentiationId!: string;
  groupId!: string;
  /** A subject's code. @example 'mathematics' */
  subject!: string;
  pupilId!: string;
  /** With `expand=pupil`. */
  pupil?: PupilView;
  /** accept, adjust or decline. @example 'adjust' */
  outcome?: string;
  /** Whose proposals were decided on. @example ['@example/tiers/tiers-by-trajectory'] */
  policies?: string[];
  /** @example 'core' */
  tier?: string | null;
  /** What the teacher does. @example ['Check understanding after each example.'] */
  strategies?: string[];
  /** What the pupil is given. @example ['A worked example on the desk.'] */
  scaffolds?: string[];
  /** The last day on which it is taught by; null for no end. @example '2026-07-10' */
  reviewBy?: string | null;
  /** In the person’s own words. @example 'Caught up since half-term.' */
  reason?: string | null;
  /** A policy that proposed reads sensitive inputs. @example false */
  sensitive!: boolean;
  /** The member of staff who decided. */
  staffId!: string;
  decidedAt!: string;
  /** When another decision took its place; null while none has. @example null */
  endedAt!: string | null;
  version!: number;
}

export function toDecisionView(
  row: DifferentiationDecisionEntity,
  shown: Shown,
  reader: string | null,
): DifferentiationDecisionView {
  return {
    id: row.id,
    schoolId: row.ownerId,
    differentiationId: row.differentiationId,
    groupId: row.groupId,
    subject: row.subject,
    pupilId: row.pupilId,
    ...(shown !== 'nothing' && {
      outcome: row.outcome,
      policies: [...row.policies],
      tier: row.tier,
      strategies: [...row.strategies],
      scaffolds: [...row.scaffolds],
      reviewBy: row.reviewBy,
    }),
    ...((shown === 'all' || (shown === 'advice' && row.staffId === reader)) && { reason: row.reason }),
    sensitive: row.onSensitiveInputs,
    staffId: row.staffId,
    decidedAt: row.decidedAt,
    endedAt: row.endedAt,
    version: row.sinceVersion,
  };
}
