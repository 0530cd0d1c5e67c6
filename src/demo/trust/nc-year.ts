import type { NC_YEAR_CODES } from '../../pupils/code-sets.js';

/** The National Curriculum year of those who began Reception in a year, in an academic year. */
export function ncYearOf(cohort: number, academicYear: number): (typeof NC_YEAR_CODES)[number] {
  const years = academicYear - cohort;
  return years === 0 ? 'R' : (String(years) as (typeof NC_YEAR_CODES)[number]);
}
