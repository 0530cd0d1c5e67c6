import type { Reader } from '../../database/database.js';
import { KINDS, RECORD_KINDS } from './record-kinds.js';
import type { Terms } from './retention-rules.js';
import { RetentionScheduleEntity } from './retention-schedule.entity.js';

/** What a school has set of its own. */
export function readSchedules(
  reader: Reader,
  schoolId: string,
  knownAt: string | null = null,
): Promise<RetentionScheduleEntity[]> {
  return reader.selectKnownAt(RetentionScheduleEntity, knownAt, 'owner_id = ?', [schoolId]);
}

/** The years for which each kind is kept, from a school's own schedules and the defaults. */
export function termsOf(schedules: readonly RetentionScheduleEntity[]): Terms {
  const own = new Map(schedules.map((it) => [it.kind, it.years]));
  const terms = RECORD_KINDS.map((kind) => [kind, own.get(kind) ?? KINDS[kind].years]);
  return Object.fromEntries(terms) as Terms;
}
