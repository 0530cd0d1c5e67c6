import type { ReadRows } from '../../schools/academic-years/read-calendars.js';
import { openWeeks } from './open-weeks.js';

const year = {
  startDate: '2026-09-01',
  endDate: '2027-08-31',
  terms: JSON.stringify([{ name: 'Autumn', startDate: '2026-09-02', endDate: '2026-12-18' }]),
  nonSchoolDays: '[]',
};

/** Rows as a database would give them, and a note of each statement with its values. */
function database(calendars: readonly object[], received: readonly string[]) {
  const asked: [string, ...unknown[]][] = [];
  const read: ReadRows = <R>(table: string, _columns: string, _where: string, params: readonly unknown[]) => {
    asked.push([table, ...params]);
    const rows = table === 'academic_year' ? calendars : received.map((monday) => ({ monday }));
    return Promise.resolve(rows as R[]);
  };
  return { asked, read };
}

describe('the weeks in which a school was open', () => {
  it('are told by its calendar alone where that reaches: no pupil’s sessions are looked through', async () => {
    const { asked, read } = database([year], []);
    expect(await openWeeks(read, 'school', '2026-09-18')).toEqual(['2026-08-31', '2026-09-07', '2026-09-14']);
    expect(asked.map(([table]) => table)).toEqual(['academic_year']);
  });

  it('are told by the sessions of the weeks that no calendar tells', async () => {
    const { asked, read } = database([{ ...year, startDate: '2026-09-14' }], ['2026-08-31']);
    expect(await openWeeks(read, 'school', '2026-09-25')).toEqual(['2026-08-31', '2026-09-14', '2026-09-21']);
    expect(asked[1]).toEqual(['attendance_summary', 'school', '2026-08-31', '2026-09-07']);
  });
});
