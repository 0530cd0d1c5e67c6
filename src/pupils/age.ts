/** An age in completed years, and completed months beyond them. */
export interface Age {
  readonly years: number;
  readonly months: number;
}

/**
 * The age on a day of somebody who was born on another; null before the birth. A month is complete on the day of the
 * month of the birth, and where a month lacks that day, on the first of the next: who was born on 29 February is a
 * year older on 1 March.
 */
export function ageOn(dateOfBirth: string, day: string): Age | null {
  if (day < dateOfBirth) return null;
  const months = monthsOf(day) - monthsOf(dateOfBirth) - (day.slice(8) < dateOfBirth.slice(8) ? 1 : 0);
  return { years: Math.floor(months / 12), months: months % 12 };
}

function monthsOf(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
}
