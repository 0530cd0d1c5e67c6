import { SourceDto } from '../../common/source.dto.js';
import { sourceKey } from '../../common/source.js';
import type { InterventionSessionEntity } from './intervention-session.entity.js';

/** What one pupil had of one session. */
export class InterventionSessionView {
  id!: string;
  schoolId!: string;
  pupilId!: string;
  interventionId!: string;
  /** Where it was held. */
  provisionId!: string | null;
  /** @example '2026-10-05' */
  date!: string;
  /** @example '09:30' */
  startTime!: string | null;
  /** Of the whole session. @example 30 */
  lengthMinutes!: number;
  /** What the pupil had of it. @example 30 */
  minutes!: number;
  /** @example true */
  attended!: boolean;
  /** Why the pupil did not attend. @example null */
  absenceReason!: string | null;
  /** @example 'Finished the first book' */
  note!: string | null;
  source!: SourceDto | null;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

/** The sessions of a group's pupils, as they were recorded in one call. */
export class GroupSessionView {
  provisionId!: string;
  /** @example '2026-10-05' */
  date!: string;
  /** @example '09:30' */
  startTime!: string | null;
  /** @example 30 */
  lengthMinutes!: number;
  /** One for each pupil who had a place that day. */
  sessions!: InterventionSessionView[];
}

export function toInterventionSessionView(row: InterventionSessionEntity): InterventionSessionView {
  return {
    id: row.id,
    schoolId: row.ownerId,
    pupilId: row.pupilId,
    interventionId: row.interventionId,
    provisionId: row.provisionId,
    date: row.date,
    startTime: row.startTime || null,
    lengthMinutes: row.lengthMinutes,
    minutes: row.minutes,
    attended: row.attended,
    absenceReason: row.absenceReason,
    note: row.note,
    source: sourceKey(row),
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}

export function toGroupSessionView(
  provisionId: string,
  sessions: readonly [InterventionSessionEntity, ...InterventionSessionEntity[]],
): GroupSessionView {
  const { date, startTime, lengthMinutes } = sessions[0];
  return {
    provisionId,
    date,
    startTime: startTime || null,
    lengthMinutes,
    sessions: sessions.map(toInterventionSessionView),
  };
}
