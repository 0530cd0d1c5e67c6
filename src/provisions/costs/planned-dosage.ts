import { daysBetween } from '../../common/dates.js';

/** How much is held: by a kind of provision, or by one provision. */
export interface Dosage {
  readonly weeks: number;
  readonly sessionsPerWeek: number;
  /** Of one session. */
  readonly minutes: number;
}

/** What a provision says of its own dosage; null: as its kind says. */
export interface OwnDosage {
  readonly startDate: string;
  /** The last day. */
  readonly endDate: string;
  readonly weeks: number | null;
  readonly sessionsPerWeek: number | null;
  readonly sessionMinutes: number | null;
}

/** The dosage of a provision, with what it leaves to its kind: no more weeks than its dates touch. */
export function dosageOf(own: OwnDosage, kind: Dosage): Dosage {
  return {
    weeks: own.weeks ?? Math.min(kind.weeks, weeksOf(own)),
    sessionsPerWeek: own.sessionsPerWeek ?? kind.sessionsPerWeek,
    minutes: own.sessionMinutes ?? kind.minutes,
  };
}

/** The weeks of seven days, the last one perhaps begun only, between a provision's dates. */
export function weeksOf({ startDate, endDate }: Pick<OwnDosage, 'startDate' | 'endDate'>): number {
  return Math.ceil((daysBetween(startDate, endDate) + 1) / 7);
}

/** Sessions that are planned in all. */
export function plannedSessions({ weeks, sessionsPerWeek }: Dosage): number {
  return weeks * sessionsPerWeek;
}

/** Minutes that are planned in all. */
export function plannedMinutes(dosage: Dosage): number {
  return plannedSessions(dosage) * dosage.minutes;
}
