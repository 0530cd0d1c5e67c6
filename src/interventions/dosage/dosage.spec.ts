import fc from 'fast-check';
import { addDays } from '../../common/dates.js';
import { type DosagePlan, dosageReceived, plannedFor, type SessionReceived } from './dosage.js';

/** Ten days with 240 minutes in all. */
const all = { start: '2026-10-05', end: '2026-10-14' };
const plan: DosagePlan = { minutes: 240, provision: all, place: all };
const session = (date: string, minutes: number, absenceReason: string | null = null): SessionReceived => ({
  date,
  minutes,
  attended: minutes > 0,
  absenceReason,
});

describe('minutes planned for a place', () => {
  it.each<[string, DosagePlan, number]>([
    ['of all its provision’s days', plan, 240],
    ['of the first five of ten', { ...plan, place: { start: '2026-10-05', end: '2026-10-09' } }, 120],
    ['of one of ten', { ...plan, place: { start: '2026-10-14', end: '2026-10-14' } }, 24],
    [
      'of a third: 3.33 of 10 minutes',
      {
        minutes: 10,
        provision: { start: '2026-10-05', end: '2026-10-07' },
        place: { start: '2026-10-05', end: '2026-10-05' },
      },
      3,
    ],
    ['without a provision', { minutes: 1080, provision: null, place: null }, 1080],
    ['without a provision, with dates', { minutes: 1080, provision: null, place: all }, 1080],
  ])('%s', (_case, it, minutes) => {
    expect(plannedFor(it)).toBe(minutes);
  });
});

describe('dosage received', () => {
  const sessions = [
    session('2026-10-05', 30),
    session('2026-10-06', 20),
    session('2026-10-07', 0, 'absent'),
    session('2026-10-08', 0, 'not-held'),
    session('2026-10-12', 30),
  ];

  // As of the 8th: four of ten days, so 96 of 240 minutes were planned; 50 were received.
  it('is minutes received over minutes planned, in all and to date', () => {
    expect(dosageReceived(plan, sessions, '2026-10-08')).toEqual({
      plannedMinutes: 240,
      plannedToDateMinutes: 96,
      sessionsHeld: 3,
      sessionsAttended: 2,
      minutesReceived: 50,
      share: 50 / 240,
      shareToDate: 50 / 96,
    });
  });

  it.each([
    ['the day before it begins', '2026-10-04', 0, 0, null, null],
    ['its first day', '2026-10-05', 24, 30, 30 / 240, 30 / 24],
    ['the day of the last session', '2026-10-12', 192, 80, 80 / 240, 80 / 192],
    ['long after', '2027-01-01', 240, 80, 80 / 240, 80 / 240],
  ])('as of %s', (_case, asOf, planned, received, share, toDate) => {
    expect(dosageReceived(plan, sessions, asOf)).toMatchObject({
      plannedToDateMinutes: planned,
      minutesReceived: received,
      share,
      shareToDate: toDate,
    });
  });

  it('is not known where no session was recorded, and none where all were missed', () => {
    expect(dosageReceived(plan, [], '2026-10-14').share).toBeNull();
    expect(dosageReceived(plan, [session('2026-10-05', 0, 'absent')], '2026-10-14').share).toBe(0);
  });

  it('is more than all of it where more was given', () => {
    expect(dosageReceived({ ...plan, minutes: 20 }, sessions, '2026-10-14').share).toBe(4);
  });

  it('sessions after a day change nothing of what is said as of it', () => {
    const day = fc.integer({ min: 0, max: 9 }).map((it) => addDays('2026-10-05', it));
    const kept = fc.array(fc.record({ date: day, minutes: fc.integer({ min: 0, max: 60 }) }));
    fc.assert(
      fc.property(kept, day, (rows, asOf) => {
        const held = rows.map((it) => session(it.date, it.minutes, it.minutes === 0 ? 'absent' : null));
        const before = held.filter((it) => it.date <= asOf);
        expect(dosageReceived(plan, held, asOf)).toEqual(dosageReceived(plan, before, asOf));
      }),
    );
  });
});
