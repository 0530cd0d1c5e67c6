import { academicYearOf, dayNumber } from '../../common/dates.js';
import { type Calendar, schoolDays } from '../../schools/academic-years/calendar.js';
import { type DateSpan, standardTerms } from '../../plans/send/parent-meetings.js';

/** A school's calendars as a run sees them: read once, asked for many pupils. */
export class SchoolCalendar {
  /** The first day of the academic year that holds `asOf`. */
  readonly yearStart: string;
  /** The terms of that year; three of a standard year where the school has told none. */
  readonly terms: readonly DateSpan[];
  private readonly calendars: readonly Calendar[];
  /** Day numbers of the school days up to `asOf`, ascending. */
  private readonly days: readonly number[];

  constructor(calendars: readonly Calendar[], asOf: string) {
    const begun = calendars
      .filter((it) => it.startDate <= asOf)
      .toSorted((a, b) => (a.startDate < b.startDate ? -1 : 1));
    const year = begun.find((it) => asOf <= it.endDate);
    this.calendars = begun;
    this.yearStart = year?.startDate ?? `${String(academicYearOf(asOf))}-09-01`;
    this.terms = year && year.terms.length > 0 ? year.terms : standardTerms(asOf);
    this.days = begun.flatMap((it) =>
      schoolDays([it], it.startDate, it.endDate < asOf ? it.endDate : asOf).dates.map(dayNumber),
    );
  }

  /** School days from a day up to `asOf`, both counted; null where no calendar holds any of the days. */
  schoolDaysSince(date: string): number | null {
    if (!this.calendars.some((it) => it.endDate >= date)) return null;
    const day = dayNumber(date);
    let [low, high] = [0, this.days.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.days[middle]! < day) low = middle + 1;
      else high = middle;
    }
    return this.days.length - low;
  }
}
