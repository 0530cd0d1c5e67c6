/** What an hour with a group costs, and how its time is counted. */
export interface Rate {
  readonly perHourPence: number;
  /** Every begun block of so many minutes is charged whole: 15 for the started quarter of an hour, 1 for the minute. */
  readonly roundUpToMinutes: number;
  /** No session is charged as less; 0 where there is no least. */
  readonly minimumMinutes: number;
}

/** The minutes that a session of some length is charged as. A session that was not held is none. */
export function chargedMinutes({ roundUpToMinutes, minimumMinutes }: Rate, minutes: number): number {
  return Math.ceil(Math.max(minutes, minimumMinutes) / roundUpToMinutes) * roundUpToMinutes;
}

/**
 * What one session costs in whole pence, half a penny up: the bill for a session is in pence, so that it is rounded
 * once for each and sums are exact from there. Nothing without a rate.
 */
export function sessionPence(rate: Rate | null, minutes: number): number {
  return rate === null ? 0 : Math.floor((rate.perHourPence * chargedMinutes(rate, minutes) + 30) / 60);
}
