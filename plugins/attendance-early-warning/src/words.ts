const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** A share to a tenth of a percent, as evidence shows it: 0.125. */
export function roundedShare(share: number): number {
  return Math.round(share * 1000) / 1000;
}

/** A share for a reader, with at most one decimal: 0.125 → `12.5 %`. */
export function inPercent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

/** `2026-07-10` → `10 July 2026`. The sandbox has no `Intl`, so the months are here. */
export function inWordsDay(date: string): string {
  const { day, month, year } = Temporal.PlainDate.from(date);
  return `${day} ${months[month - 1]} ${year}`;
}
