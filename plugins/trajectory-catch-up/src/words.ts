const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** To one decimal, as a reason says it and evidence shows it: 15.5, 12, 0.1. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A share to a tenth of a percent, as evidence shows it where the reason says percent: 0.125. */
export function roundedShare(share: number): number {
  return Math.round(share * 1000) / 1000;
}

/** A number for a reader, with at most one decimal. */
export function inWords(value: number): string {
  return String(rounded(value));
}

/** `2026-07-10` → `10 July 2026`. The sandbox has no `Intl`, so the months are here. */
export function inWordsDay(date: string): string {
  const { day, month, year } = Temporal.PlainDate.from(date);
  return `${day} ${months[month - 1]} ${year}`;
}
