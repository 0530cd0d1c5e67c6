import { seesContacts, type RequestContext } from '../../auth/request-context.js';
import type { AgreementEntity } from './agreement.entity.js';

/** What a pupil, a parent or a member of staff said to a target. */
export class AgreementView {
  id!: string;
  schoolId!: string;
  pupilId!: string;
  targetId!: string;
  /** pupil, parent or staff. @example 'parent' */
  party!: string;
  /** agrees or disagrees. @example 'agrees' */
  view!: string;
  /** Null for the pupil. @example 'Ngozi Okafor' */
  name!: string | null;
  /** The parent, where the school keeps the contact. For tokens with `contacts:read` and `sensitive:read`. @example null */
  contactId?: string | null;
  /** The day on which it was said. @example '2026-01-16' */
  date!: string;
  /** @example null */
  comment!: string | null;
  /** The member of staff who recorded it. */
  recordedBy!: string;
  /** @example null */
  withdrawnOn!: string | null;
  /** @example null */
  withdrawnReason!: string | null;
  /** The member of staff who recorded that. @example null */
  withdrawnBy!: string | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toAgreementView(row: AgreementEntity, ctx: RequestContext): AgreementView {
  const { id, ownerId, pupilId, targetId, party, view, name, contactId, date, comment, recordedBy } = row;
  const { withdrawnOn, withdrawnReason, withdrawnBy } = row;
  return {
    id,
    schoolId: ownerId,
    pupilId,
    targetId,
    party,
    view,
    name,
    ...(seesContacts(ctx) && { contactId }),
    date,
    comment,
    recordedBy,
    withdrawnOn,
    withdrawnReason,
    withdrawnBy,
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}
