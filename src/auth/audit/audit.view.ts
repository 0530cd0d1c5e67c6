import type { AuditEventEntity } from './audit-event.entity.js';

/** Something sensitive that was read or done. */
export class AuditEventView {
  id!: string;
  /** The school; null for what belongs to the installation. */
  schoolId!: string | null;
  at!: string;
  clientId!: string;
  staffId!: string | null;
  /** @example 'sensitive.read' */
  action!: string;
  /** @example 'pupils' */
  resource!: string;
  resourceId!: string;
  detail!: Record<string, unknown> | null;
}

export function toAuditEventView(row: AuditEventEntity, systemOwner: string): AuditEventView {
  const { id, ownerId, at, clientId, staffId, action, resource, resourceId, detail } = row;
  const schoolId = ownerId === systemOwner ? null : ownerId;
  return { id, schoolId, at, clientId, staffId, action, resource, resourceId, detail };
}
