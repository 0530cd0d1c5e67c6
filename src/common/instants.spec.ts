import { schoolDay } from './instants.js';

test.each([
  ['in winter the day turns at midnight UTC: before', '2026-11-23T23:59:59.999Z', '2026-11-23'],
  ['and after', '2026-11-24T00:00:00.000Z', '2026-11-24'],
  ['in summer an hour earlier: before', '2026-07-09T22:59:59.999Z', '2026-07-09'],
  ['and after', '2026-07-09T23:00:00.000Z', '2026-07-10'],
  ['on the day on which summer time begins', '2026-03-29T00:30:00.000Z', '2026-03-29'],
  ['on the day on which it ends, the hour that comes twice', '2026-10-25T23:30:00.000Z', '2026-10-25'],
])('the day in schools, %s', (_case, instant, day) => {
  expect(schoolDay(instant)).toBe(day);
});
