import { isSensitive, parseInput } from './inputs.js';

test.each([
  ['yearGroup', 'yearGroup', null, false],
  ['results', 'results', null, false],
  ['results:reading', 'results', 'reading', false],
  ['trajectory:mathematics', 'trajectory', 'mathematics', false],
  ['age', 'age', null, false],
  ['groups', 'groups', null, false],
  ['plans', 'plans', null, true],
  ['sen', 'sen', null, true],
  ['disadvantage', 'disadvantage', null, true],
  ['lookedAfter', 'lookedAfter', null, true],
  ['ethnicity', 'ethnicity', null, true],
  ['language', 'language', null, true],
  ['sex', 'sex', null, true],
])('input %s', (input, name, subject, sensitive) => {
  expect(parseInput(input)).toEqual({ name, subject });
  expect(isSensitive(input)).toBe(sensitive);
});
