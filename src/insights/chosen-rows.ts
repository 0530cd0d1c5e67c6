import type { FileParams } from '../auth/routes/route-facts.js';

/** What a query chose of an insight's tables, as words for the name of a file. */
export function chosenRows(query: FileParams): (string | undefined)[] {
  const { characteristic, by, subject, framework, ncYear, academicYear } = query;
  return [
    characteristic,
    by && `by ${by}`,
    subject,
    framework,
    ncYear && `year ${ncYear}`,
    academicYear && `from ${academicYear}`,
  ];
}
