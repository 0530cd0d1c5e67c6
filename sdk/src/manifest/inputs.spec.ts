import { isProvided, isSensitive, parseInput } from './inputs.js';

test.each([
  ['yearGroup', 'yearGroup', null, false, true],
  ['results', 'results', null, false, true],
  ['results:reading', 'results', 'reading', false, true],
  ['trajectory:mathematics', 'trajectory', 'mathematics', false, true],
  ['age', 'age', null, false, false],
  ['sen', 'sen', null, true, false],
  ['lookedAfter', 'lookedAfter', null, true, false],
])('input %s', (input, name, subject, sensitive, provided) => {
  expect(parseInput(input)).toEqual({ name, subject });
  expect(isSensitive(input)).toBe(sensitive);
  expect(isProvided(input)).toBe(provided);
});
