const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** A number for a reader, with at most one decimal: 15.5, 12, 0.1. */
export function inWords(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** `2026-07-10` → `10 July 2026`. The sandbox has no `Intl`, so the months are here. */
export function inWordsDay(date: string): string {
  const { day, month, year } = Temporal.PlainDate.from(date);
  return `${day} ${months[month - 1]} ${year}`;
}
