import { demoDates } from './demo-dates.js';

describe('the demo school’s dates', () => {
  it.each([
    ['2026-11-05', '2025-09-12', 8],
    ['2026-11-06', '2026-09-12', 2],
    ['2027-06-25', '2026-09-12', 8],
    ['2027-08-31', '2026-09-12', 8],
    ['2027-09-01', '2026-09-12', 8],
  ])('on %s the baseline is %s and there are %i results since', (today, baseline, results) => {
    const dates = demoDates(today);
    expect(dates.baseline).toBe(baseline);
    expect(dates.results).toHaveLength(results);
    expect(dates.results.every((it) => it > baseline && it <= today)).toBe(true);
  });
});
