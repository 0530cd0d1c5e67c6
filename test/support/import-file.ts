import { PUPIL_COLUMNS, RESULT_COLUMNS } from '../fixtures/uci/convert.js';
import { next, pupilBody, type School } from './factories.js';

/** What an import answers. */
export interface Import {
  readonly id: string;
  readonly state: string;
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly errorsTotal: number;
  readonly errors: readonly { row: number; column: string | null; code: string; detail: string }[];
}

/** Row, column and code of each error. */
export function told({ errors }: Import): string[] {
  return errors.map((it) => `${it.row} ${it.column} ${it.code}`);
}

/** The multipart body of an import. */
export function importBody(
  file: string | Buffer,
  fields: Readonly<Record<string, string>> = { kind: 'pupils' },
): FormData {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  body.set(
    'file',
    new Blob([typeof file === 'string' ? file : new Uint8Array(file)], { type: 'text/csv' }),
    'file.csv',
  );
  return body;
}

/** A row of the pupils' template: a valid pupil with other cells here and there. */
export function pupilRow(school: School, cells: Record<string, string> = {}): string {
  const body = pupilBody(school) as { upn: string; source: { id: string } };
  const row: Record<string, string> = {
    schoolUrn: school.urn,
    sourceSystem: 'mis',
    sourceId: body.source.id,
    upn: body.upn,
    upnReason: '',
    legalForename: 'Amira',
    legalSurname: 'Okafor',
    dateOfBirth: '2014-03-09',
    sex: 'F',
    ncYear: '7',
    enrolmentStatus: 'C',
    entryDate: '2025-09-01',
    ...cells,
  };
  return PUPIL_COLUMNS.map((it) => row[it]).join(',');
}

/** A row of the results' template: a valid result of a pupil with other cells here and there. */
export function resultRow(
  school: School,
  pupil: { source: { id: string } },
  cells: Record<string, string> = {},
): string {
  const row: Record<string, string> = {
    schoolUrn: school.urn,
    pupilSourceSystem: 'mis',
    pupilSourceId: pupil.source.id,
    subject: 'mathematics',
    framework: 'twenty',
    date: '2026-04-10',
    value: '12',
    status: 'R',
    source: 'teacher',
    sourceSystem: 'mis',
    sourceId: `r-${next()}`,
    ...cells,
  };
  return RESULT_COLUMNS.map((it) => row[it] ?? '').join(',');
}

/** A file of results. */
export const resultsCsv = (...rows: string[]) => [RESULT_COLUMNS.join(','), ...rows, ''].join('\n');

/** A file of pupils. */
export const pupilsCsv = (...rows: string[]) => [PUPIL_COLUMNS.join(','), ...rows, ''].join('\n');
