import { addDays } from '../../common/dates.js';
import { AcademicYearEntity } from '../../schools/academic-years/academic-year.entity.js';
import { DEMO_SOURCE } from '../demo-source.js';
import { yearEnd, yearStart } from './calendar.js';
import { bankHolidays, halfTermsOf, insetDays } from './terms.js';
import { recordedOn, type Telling } from './telling.js';

const TERMS = ['Autumn', 'Spring', 'Summer'];

/** Tells of each academic year's terms and days without school. Hands back the ids by the year's beginning. */
export function tellCalendar(telling: Telling): Map<number, string> {
  const { past, calendar } = telling;
  const years = new Map<number, string>();
  for (let year = calendar.firstYear; year <= calendar.presentYear; year += 1) {
    const halves = halfTermsOf(year);
    const terms = TERMS.map((name, i) => ({
      name: `${name} term`,
      startDate: halves[2 * i]!.start,
      endDate: halves[2 * i + 1]!.end,
    }));
    const halfTerms = TERMS.map((_, i) => ({
      kind: 'half-term' as const,
      name: null,
      startDate: addDays(halves[2 * i]!.end, 1),
      endDate: addDays(halves[2 * i + 1]!.start, -1),
    }));
    const holidays = bankHolidays(year).map(({ name, date }) => ({
      kind: 'bank-holiday' as const,
      name,
      startDate: date,
      endDate: date,
    }));
    const inset = insetDays(year).map((date) => ({
      kind: 'inset' as const,
      name: null,
      startDate: date,
      endDate: date,
    }));
    const { row } = past.create(AcademicYearEntity, recordedOn(telling, yearStart(year), 6), {
      name: `${year}/${String(year + 1).slice(2)}`,
      startDate: yearStart(year),
      endDate: yearEnd(year),
      terms,
      nonSchoolDays: [...halfTerms, ...holidays, ...inset].sort((a, b) =>
        a.startDate < b.startDate ? -1 : 1,
      ),
      sourceSystem: DEMO_SOURCE,
      sourceId: `year-${year}`,
    });
    years.set(year, row.id);
  }
  return years;
}
