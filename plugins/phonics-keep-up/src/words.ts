const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** To one decimal, as a reason says it and evidence shows it. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

/** `2026-07-10` → `10 July 2026`. The sandbox has no `Intl`, so the months are here. */
export function inWordsDay(date: string): string {
  const { day, month, year } = Temporal.PlainDate.from(date);
  return `${day} ${months[month - 1]} ${year}`;
}
