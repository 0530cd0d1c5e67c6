import type { IsoDate } from './iso-date.js';

/** A day, as `Temporal.PlainDate` or as ISO text `YYYY-MM-DD`. @since 0.1.0 */
export type Day = Temporal.PlainDate | IsoDate;

/** @throws TypeError where the rule is not in kebab-case. */
export function kebabCase(builder: string, rule: string): string {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(rule)) return rule;
  throw new TypeError(`${builder}: rule must be kebab-case, for example "below-threshold", not "${rule}"`);
}

/** @throws TypeError where the text is missing or empty. */
export function sentence(builder: string, reason: string | undefined): string {
  if (typeof reason !== 'string' || reason.trim() === '')
    throw new TypeError(`${builder}: reason is required`);
  return reason;
}

/** @throws TypeError where it is not a day. */
export function isoDay(builder: string, day: Day | undefined, member = 'reviewBy'): IsoDate {
  const text = typeof day === 'object' ? day.toString({ calendarName: 'never' }) : day;
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    throw new TypeError(
      `${builder}: ${member} must be a Temporal.PlainDate or YYYY-MM-DD, not "${String(day)}"`,
    );
  }
  return text;
}
