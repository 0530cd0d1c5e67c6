import { reviewStateOf, transferReviewBy, twelveMonthsAfter, warnFrom } from './review-due.js';

describe('when a review is due', () => {
  it.each([
    ['send-support', '2026-11-24', '2026-11-09', 'notYet'],
    ['send-support', '2026-11-24', '2026-11-10', 'due'],
    ['send-support', '2026-11-24', '2026-11-24', 'due'],
    ['send-support', '2026-11-24', '2026-11-25', 'overdue'],
    ['support', '2026-11-24', '2026-11-09', 'notYet'],
    ['support', '2026-11-24', '2026-11-10', 'due'],
    // 56 days before 24 November is 29 September.
    ['ehc', '2026-11-24', '2026-09-28', 'notYet'],
    ['ehc', '2026-11-24', '2026-09-29', 'due'],
    ['ehc', '2026-11-24', '2026-11-24', 'due'],
    ['ehc', '2026-11-24', '2026-11-25', 'overdue'],
  ] as const)('of a %s plan due on %s it is on %s %s', (kind, due, asOf, state) => {
    expect(reviewStateOf(kind, due, asOf)).toBe(state);
  });

  it('is warned of across the turn of a year', () => {
    expect(warnFrom('ehc', '2027-01-15')).toBe('2026-11-20');
    expect(warnFrom('support', '2027-01-10')).toBe('2026-12-27');
  });

  it.each([
    ['2025-09-10', '2026-09-10'],
    ['2024-02-29', '2025-02-28'],
    ['2023-02-28', '2024-02-28'],
    ['2025-12-31', '2026-12-31'],
  ])('twelve months after %s is %s', (date, wanted) => {
    expect(twelveMonthsAfter(date)).toBe(wanted);
  });

  it.each([
    ['2027-09-01', '2015-10-02', '2027-02-15'],
    ['2027-09-01', '2011-08-31', '2027-03-31'],
    ['2027-09-01', '2011-09-01', '2027-02-15'],
    ['2027-08-31', '2016-01-01', '2027-02-15'],
    ['2027-01-05', '2015-10-02', null],
    ['2027-07-31', '2015-10-02', null],
    ['2027-10-01', '2015-10-02', null],
  ])('a transfer on %s of a pupil born on %s is prepared by %s', (transfer, born, wanted) => {
    expect(transferReviewBy(transfer, born)).toBe(wanted);
  });
});
