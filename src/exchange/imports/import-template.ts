/** A kind of import: its columns in order, and a row to learn from. */
export interface ImportTemplate {
  readonly columns: readonly string[];
  readonly example: readonly string[];
}

/** What can be imported. Column names are part of the contract. */
export const IMPORT_TEMPLATES = {
  pupils: template({
    schoolUrn: '123456',
    sourceSystem: 'sims',
    sourceId: 'A-10027',
    upn: 'G999400125001',
    upnReason: '',
    legalForename: 'Amira',
    legalSurname: 'Okafor',
    dateOfBirth: '2014-03-09',
    sex: 'F',
    ncYear: '7',
    enrolmentStatus: 'C',
    entryDate: '2025-09-01',
  }),
  results: template({
    schoolUrn: '123456',
    pupilSourceSystem: 'sims',
    pupilSourceId: 'A-10027',
    subject: 'mathematics',
    framework: 'twenty',
    frameworkVersion: '1',
    date: '2026-04-10',
    value: '12',
    grade: '',
    outcome: '',
    status: 'R',
    source: 'teacher',
    flag: '',
    sourceSystem: 'sims',
    sourceId: 'R-55012',
  }),
  attendance: template({
    schoolUrn: '123456',
    pupilSourceSystem: 'sims',
    pupilSourceId: 'A-10027',
    weekStart: '2026-09-14',
    possible: '10',
    present: '8',
    authorised: '1',
    unauthorised: '1',
    late: '0',
  }),
} as const satisfies Record<string, ImportTemplate>;

export type ImportKind = keyof typeof IMPORT_TEMPLATES;

export const IMPORT_KINDS = Object.keys(IMPORT_TEMPLATES) as ImportKind[];

/** The template as a file: its header and the example. */
export function templateFile({ columns, example }: ImportTemplate): string {
  return `${columns.join(',')}\n${example.join(',')}\n`;
}

function template(row: Readonly<Record<string, string>>): ImportTemplate {
  return { columns: Object.keys(row), example: Object.values(row) };
}
