import type { EvaluatedPolicy } from '../runs/evaluation.entity.js';
import type { SuggestedGroupEntity } from './suggested-group.entity.js';

/** Pupils of a group whom a policy would have taught together for a while. Nobody is moved by it. */
export class SuggestedGroupView {
  id!: string;
  schoolId!: string;
  differentiationRoundId!: string;
  /** The group that was asked about. */
  groupId!: string;
  /** A subject's code. @example 'mathematics' */
  subject!: string;
  /** The package. @example '@example/tiers' */
  plugin!: string;
  /** @example '1.0.0' */
  pluginVersion!: string;
  /** @example 'tiers-by-trajectory' */
  policyId!: string;
  /** The policy reads sensitive inputs. @example false */
  sensitive!: boolean;
  /** Left out where it is sensitive and the token lacks `sensitive:read`. @example 'Below the trajectory' */
  title?: string;
  /** Left out as `title` is. @example 'Each is below the trajectory in fractions.' */
  reason?: string;
  /** Those whom the token sees; left out as `title` is. */
  pupilIds?: string[];
  /** open, made, superseded or withdrawn. @example 'open' */
  status!: string;
  /** The group that was made of it. @example null */
  madeGroupId!: string | null;
  /** The member of staff who made it. @example null */
  madeByStaffId!: string | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

/** `shown`: also what may tell of sensitive inputs. */
export function toSuggestedGroupView(
  row: SuggestedGroupEntity,
  { plugin, version, policyId }: EvaluatedPolicy,
  pupilIds: readonly string[],
  shown: boolean,
): SuggestedGroupView {
  return {
    id: row.id,
    schoolId: row.ownerId,
    differentiationRoundId: row.differentiationRoundId,
    groupId: row.groupId,
    subject: row.subject,
    plugin,
    pluginVersion: version,
    policyId,
    sensitive: row.onSensitiveInputs,
    ...(shown && { title: row.title, reason: row.reason, pupilIds: [...pupilIds] }),
    status: row.status,
    madeGroupId: row.madeGroupId,
    madeByStaffId: row.madeByStaffId,
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}
