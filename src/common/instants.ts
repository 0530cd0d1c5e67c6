import { isIsoDate } from './dates.js';

/** The present instant, RFC 3339 in UTC with milliseconds, as every instant is stored and shown. */
export function now(): string {
  return new Date().toISOString();
}

/** Today's date in UTC, `YYYY-MM-DD`. */
export function today(): string {
  return now().slice(0, 10);
}

const LONDON = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' });

/** The date in schools at an instant: that of Europe/London, `YYYY-MM-DD`. */
export function schoolDay(instant: string): string {
  return LONDON.format(new Date(instant));
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** An RFC 3339 instant as it is stored: in UTC, cut to milliseconds; null for anything else. */
export function readInstant(value: unknown): string | null {
  if (typeof value !== 'string' || !RFC_3339.test(value) || !isIsoDate(value.slice(0, 10))) return null;
  const millis = Date.parse(value);
  return Number.isNaN(millis) ? null : new Date(millis).toISOString();
}
