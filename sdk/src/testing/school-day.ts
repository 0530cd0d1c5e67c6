/** The day that learners are made for and cases are evaluated on unless another is given: a Friday in the summer term. @since 0.1.0 */
export const testDay = '2026-07-10';

/** The last day of school by this day, but for the holidays that differ: Monday to Friday, and none in August. */
export function schoolDay(day: Temporal.PlainDate): string {
  const before = day.month === 8 ? day.with({ month: 7, day: 17 }) : day;
  return before.subtract({ days: Math.max(0, before.dayOfWeek - 5) }).toString();
}

/** School days a term apart, the last of them two weeks before a day, oldest first. */
export function termlyDays(count: number, asOf: string): string[] {
  const last = Temporal.PlainDate.from(asOf).subtract({ weeks: 2 });
  return Array.from({ length: count }, (_, index) =>
    schoolDay(last.subtract({ weeks: 13 * (count - 1 - index) })),
  );
}

/** A school day some weeks before or, with a negative number, after a day. */
export function weeksBefore(day: string, weeks: number): string {
  return schoolDay(Temporal.PlainDate.from(day).subtract({ weeks }));
}

/** Days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
}

/** 1 September of the academic year of a day. */
export function startOfYear(day: string): string {
  const { year, month } = Temporal.PlainDate.from(day);
  return `${month >= 9 ? year : year - 1}-09-01`;
}
