import {
  type Dosage,
  dosageOf,
  type OwnDosage,
  plannedMinutes,
  plannedSessions,
  weeksOf,
} from './planned-dosage.js';

const kind: Dosage = { weeks: 12, sessionsPerWeek: 3, minutes: 30 };
const own = (startDate: string, endDate: string, members: Partial<OwnDosage> = {}): OwnDosage => ({
  startDate,
  endDate,
  weeks: null,
  sessionsPerWeek: null,
  sessionMinutes: null,
  ...members,
});

describe('the dosage of a provision', () => {
  it.each<[string, OwnDosage, Dosage]>([
    ['is its kind’s where it says nothing', own('2026-09-07', '2026-12-18'), kind],
    [
      'has no more weeks than its dates',
      own('2026-09-07', '2026-10-04'),
      { weeks: 4, sessionsPerWeek: 3, minutes: 30 },
    ],
    [
      'is its own where it says so',
      own('2026-09-07', '2027-07-16', { weeks: 38, sessionsPerWeek: 1, sessionMinutes: 45 }),
      { weeks: 38, sessionsPerWeek: 1, minutes: 45 },
    ],
  ])('%s', (_case, it, dosage) => {
    expect(dosageOf(it, kind)).toEqual(dosage);
  });

  it.each([
    ['2026-09-07', '2026-09-13', 1],
    ['2026-09-07', '2026-09-14', 2],
    ['2026-09-07', '2026-09-08', 1],
    ['2026-09-07', '2026-12-18', 15],
  ])('%s to %s are %i weeks, the last perhaps begun only', (startDate, endDate, weeks) => {
    expect(weeksOf({ startDate, endDate })).toBe(weeks);
  });

  it('three half hours in each of twelve weeks are 36 sessions and 1,080 minutes', () => {
    expect([plannedSessions(kind), plannedMinutes(kind)]).toEqual([36, 1080]);
  });
});
