import { seesSensitive, type RequestContext } from '../auth/request-context.js';
import { sourceKey } from '../common/source.js';
import { SourceDto } from '../common/source.dto.js';
import type { EnrolmentEntity } from './enrolment.entity.js';
import type { PupilEntity } from './pupil.entity.js';

/** A spell on the roll. */
export class EnrolmentView {
  id!: string;
  pupilId!: string;
  schoolId!: string;
  /** @example '7' */
  ncYear!: string;
  /** @example 'C' */
  status!: string;
  /** @example '2025-09-01' */
  entryDate!: string;
  /** The last day on roll. @example null */
  leavingDate!: string | null;
  source!: SourceDto | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

/** A pupil. `sex` is sensitive: it is there for tokens with `sensitive:read` only. */
export class PupilView {
  id!: string;
  schoolId!: string;
  /** @example 'G999400125001' */
  upn!: string | null;
  upnReason!: string | null;
  formerUpn!: string | null;
  uln!: string | null;
  /** @example 'Amira' */
  legalForename!: string;
  /** @example 'Okafor' */
  legalSurname!: string;
  preferredForename!: string | null;
  preferredSurname!: string | null;
  /** @example '2014-03-09' */
  dateOfBirth!: string;
  /** Sensitive. */
  sex?: string | null;
  source!: SourceDto | null;
  /** With `expand=enrolments`. */
  enrolments?: EnrolmentView[];
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

export function toPupilView(row: PupilEntity, ctx: RequestContext): PupilView {
  return {
    id: row.id,
    schoolId: row.ownerId,
    upn: row.upn,
    upnReason: row.upnReason,
    formerUpn: row.formerUpn,
    uln: row.uln,
    legalForename: row.legalForename,
    legalSurname: row.legalSurname,
    preferredForename: row.preferredForename,
    preferredSurname: row.preferredSurname,
    dateOfBirth: row.dateOfBirth,
    ...(seesSensitive(ctx) && { sex: row.sex }),
    source: sourceKey(row),
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}

export function toEnrolmentView(row: EnrolmentEntity): EnrolmentView {
  const { id, pupilId, ownerId, ncYear, status, entryDate, leavingDate, recordedAt, sinceVersion } = row;
  return {
    id,
    pupilId,
    schoolId: ownerId,
    ncYear,
    status,
    entryDate,
    leavingDate,
    source: sourceKey(row),
    updatedAt: recordedAt,
    version: sinceVersion,
  };
}
