import { daysBetween } from '../../common/dates.js';

/** First and last day, both included. */
export interface Days {
  readonly start: string;
  readonly end: string;
}

/** What was planned for a pupil. */
export interface DosagePlan {
  /** Of the provision in all, or of the kind where there is no provision. */
  readonly minutes: number;
  /** Of the provision; null where there is none. */
  readonly provision: Days | null;
  /** Of the pupil's place as planned; null where it has no dates. */
  readonly place: Days | null;
}

/** A session as the pupil had it. */
export interface SessionReceived {
  readonly date: string;
  readonly minutes: number;
  readonly attended: boolean;
  readonly absenceReason: string | null;
}

/** What a pupil received of what was planned. */
export interface Dosage {
  readonly plannedMinutes: number;
  /** Of that, what falls in the days gone; null where the place has no dates. */
  readonly plannedToDateMinutes: number | null;
  readonly sessionsHeld: number;
  readonly sessionsAttended: number;
  readonly minutesReceived: number;
  /** minutes received ÷ minutes planned; null where no session was recorded: that is not known, and no 0. */
  readonly share: number | null;
  readonly shareToDate: number | null;
}

/** What a pupil received up to a day. Sessions that were not held count neither as held nor as missed. */
export function dosageReceived(plan: DosagePlan, sessions: readonly SessionReceived[], asOf: string): Dosage {
  const known = sessions.filter((it) => it.date <= asOf);
  const held = known.filter((it) => it.absenceReason !== 'not-held');
  const minutesReceived = held.reduce((a, it) => a + it.minutes, 0);
  const plannedMinutes = plannedFor(plan);
  const plannedToDateMinutes = plan.place && partOf(plannedMinutes, plan.place, { ...plan.place, end: asOf });
  const shareOf = (planned: number | null) =>
    known.length === 0 || !planned ? null : minutesReceived / planned;
  return {
    plannedMinutes,
    plannedToDateMinutes,
    sessionsHeld: held.length,
    sessionsAttended: held.filter((it) => it.attended).length,
    minutesReceived,
    share: shareOf(plannedMinutes),
    shareToDate: shareOf(plannedToDateMinutes),
  };
}

/** Minutes planned for a place: of its provision by days, so that who comes for half of it is planned half of it. */
export function plannedFor({ minutes, provision, place }: DosagePlan): number {
  return provision && place ? partOf(minutes, provision, place) : minutes;
}

/** The part of minutes that falls in some of the days, in whole minutes, half a minute up. */
function partOf(minutes: number, all: Days, some: Days): number {
  const start = some.start > all.start ? some.start : all.start;
  const end = some.end < all.end ? some.end : all.end;
  const days = Math.max(0, daysBetween(start, end) + 1);
  const whole = daysBetween(all.start, all.end) + 1;
  return Math.floor((2 * minutes * days + whole) / (2 * whole));
}
