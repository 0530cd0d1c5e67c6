import { sourceKey } from '../../common/source.js';
import { SourceDto } from '../../common/source.dto.js';
import type { ContactEntity } from './contact.entity.js';

/** A person around a pupil. Sensitive as a whole. */
export class ContactView {
  id!: string;
  schoolId!: string;
  pupilId!: string;
  /** @example 'Ngozi Okafor' */
  name!: string;
  /** Of the person to the pupil. @example 'mother' */
  relationship!: string;
  /** Whether the person has parental responsibility in law. */
  parentalResponsibility!: boolean;
  mayBeContacted!: boolean;
  /** 1 is called first. @example 1 */
  priority!: number;
  /** @example '01632 960123' */
  phone!: string | null;
  /** @example 'ngozi.okafor@example.org' */
  email!: string | null;
  /** @example '4 Mill Lane, Norwich NR1 1AA' */
  address!: string | null;
  /** What a court has ordered about this person and the pupil. @example null */
  courtOrder!: string | null;
  source!: SourceDto | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toContactView(row: ContactEntity): ContactView {
  return {
    id: row.id,
    schoolId: row.ownerId,
    pupilId: row.pupilId,
    name: row.name,
    relationship: row.relationship,
    parentalResponsibility: row.parentalResponsibility,
    mayBeContacted: row.mayBeContacted,
    priority: row.priority,
    phone: row.phone,
    email: row.email,
    address: row.address,
    courtOrder: row.courtOrder,
    source: sourceKey(row),
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}
