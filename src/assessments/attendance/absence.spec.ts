import { addDays } from '../../common/dates.js';
import { type Absence, type AbsenceFacts, absenceOf } from './absence.js';
import type { WeekOfSessions } from './check-attendance.js';

const week = (weekStart: string, possible: number, authorised = 0, unauthorised = 0): WeekOfSessions => ({
  weekStart,
  possible,
  present: possible - authorised - unauthorised,
  authorised,
  unauthorised,
  late: 0,
});
/** Mondays from 7 September 2026 on. */
const mondays = (count: number) => Array.from({ length: count }, (_, i) => addDays('2026-09-07', 7 * i));

const of = (facts: Partial<AbsenceFacts>): Absence =>
  absenceOf({
    weeks: [],
    spells: [{ entryDate: '2025-09-01', leavingDate: null }],
    schoolWeeks: mondays(2),
    asOf: '2026-09-18',
    ...facts,
  });

describe('absence of the year to date', () => {
  it.each<[string, WeekOfSessions[], Partial<Absence>]>([
    ['no week', [], { absence: null, persistent: null, severe: null, reason: 'noWeekReceived' }],
    [
      '9 possible sessions are judged by nothing',
      [week('2026-09-07', 9, 9)],
      { possible: 9, absent: 9, absence: null, persistent: null, reason: 'under10Sessions' },
    ],
    [
      '1 of 10 is persistent',
      [week('2026-09-07', 10, 1)],
      { absence: 0.1, persistent: true, severe: false, reason: null },
    ],
    [
      '1 of 11 is not, though 9 % rounds up in tens',
      [week('2026-09-07', 10, 1), week('2026-09-14', 1)],
      { absence: 1 / 11, persistent: false },
    ],
    [
      '9 of 19 is persistent and not severe',
      [week('2026-09-07', 10, 5), week('2026-09-14', 9, 4)],
      { persistent: true, severe: false },
    ],
    [
      '5 of 10 is severe, and so persistent; authorised and not count alike',
      [week('2026-09-07', 10, 2, 3)],
      { absent: 5, authorised: 2, unauthorised: 3, absence: 0.5, persistent: true, severe: true },
    ],
    [
      'a week that is not over does not count yet',
      [week('2026-09-07', 10), week('2026-09-21', 10, 10)],
      { possible: 10, absent: 0, persistent: false },
    ],
    [
      'last year does not count',
      [week('2026-07-13', 10, 10), week('2026-09-07', 10)],
      { possible: 10, absent: 0 },
    ],
  ])('%s', (_case, weeks, wanted) => {
    expect(of({ weeks })).toMatchObject(wanted);
  });

  it('weeks before the pupil came and after the pupil left are another school’s', () => {
    const spells = [
      { entryDate: '2026-09-14', leavingDate: '2026-09-25' },
      { entryDate: '2026-10-05', leavingDate: null },
    ];
    const weeks = mondays(5).map((it) => week(it, 10, 1));
    // The weeks of 14, 21 September and 5 October; those of 7 and 28 September fall out.
    expect(of({ weeks, spells, schoolWeeks: mondays(5), asOf: '2026-10-09' })).toMatchObject({
      possible: 30,
      absent: 3,
      weeksExpected: 3,
      weeksReceived: 3,
      partial: false,
    });
  });

  it.each<[number, boolean]>([
    [10, false],
    [9, false],
    [8, true],
  ])('%i of 10 weeks received: partial %s', (received, partial) => {
    const weeks = mondays(received).map((it) => week(it, 10));
    const answer = of({ weeks, schoolWeeks: mondays(10), asOf: '2026-11-13' });
    expect(answer).toMatchObject({ weeksExpected: 10, weeksReceived: received, partial });
  });

  it('a week that was received and in which the school was not open adds its sessions, and makes up for none', () => {
    const weeks = [week('2026-09-07', 10), week('2026-09-21', 10)];
    const answer = of({ weeks, schoolWeeks: ['2026-09-07', '2026-09-14'], asOf: '2026-09-25' });
    expect(answer).toMatchObject({ possible: 20, weeksExpected: 2, weeksReceived: 1, partial: true });
  });
});
