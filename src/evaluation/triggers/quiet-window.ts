/** Changes that follow one another within this time are looked at together. */
export const QUIET_MILLIS = 300;

/** No change waits longer than this for those that follow it. */
export const LONGEST_MILLIS = 1_000;

/**
 * Milliseconds until the changes between two instants are looked at; 0 where they are to be looked at now. A newest
 * instant that lies in the future is another server's clock, which is not waited for.
 */
export function waitFor(oldest: string, newest: string, now: number): number {
  const last = Date.parse(newest);
  if (last > now) return 0;
  return Math.max(0, Math.min(last + QUIET_MILLIS, Date.parse(oldest) + LONGEST_MILLIS) - now);
}
