import { waitFor } from './quiet-window.js';

const START = Date.parse('2026-11-24T09:00:00.000Z');
const at = (millis: number) => new Date(START + millis).toISOString();

test.each([
  ['one change, at once', 0, 0, 0, 300],
  ['a moment before it has been quiet', 0, 0, 299, 1],
  ['when it has been quiet', 0, 0, 300, 0],
  ['a change follows: it waits anew', 0, 250, 299, 251],
  ['changes without end: the oldest waits no longer than a second', 0, 950, 960, 40],
  ['and is looked at then', 0, 999, 1_000, 0],
  ['changes of before a server was killed', -60_000, -59_000, 0, 0],
  ['a clock that goes ahead is not waited for', 0, 5_000, 100, 0],
])('%s', (_case, oldest, newest, now, wait) => {
  expect(waitFor(at(oldest), at(newest), START + now)).toBe(wait);
});
