const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** `2026-07-10` → `10 July 2026`. The sandbox has no `Intl`, so the months are here. */
export function inWordsDay(date: string): string {
  const { day, month, year } = Temporal.PlainDate.from(date);
  return `${day} ${months[month - 1]} ${year}`;
}
