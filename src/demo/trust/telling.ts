import type { FrameworkEntity } from '../../assessments/framework.entity.js';
import type { Past } from '../../database/past.js';
import type { ProvisionTypeEntity } from '../../provisions/provision-type.entity.js';
import type { DemoCalendar } from './calendar.js';
import type { PlannedSchool } from './school-plan.js';

/** What ships with Espalier and the past refers to. */
export interface SystemRows {
  /** By key. */
  readonly frameworks: ReadonlyMap<string, FrameworkEntity>;
  /** By key. */
  readonly provisionTypes: ReadonlyMap<string, ProvisionTypeEntity>;
}

/** One school's past while it is told. */
export interface Telling {
  readonly seed: number;
  readonly calendar: DemoCalendar;
  readonly school: PlannedSchool;
  readonly system: SystemRows;
  readonly past: Past;
  /** The trust of the school. */
  readonly trustId: string;
  /** The instant of loading: nothing is recorded later. */
  readonly now: string;
}

/**
 * The instant at which something of a day was recorded: what is older than the school's use of the system came in
 * on its first day.
 */
export function recordedOn({ calendar, now }: Telling, day: string, hour = 9): string {
  const at = `${day < calendar.start ? calendar.start : day}T${String(hour).padStart(2, '0')}:00:00.000Z`;
  return at > now ? now : at;
}
