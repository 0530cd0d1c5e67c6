import { firstLanguageGroup } from './first-language.js';

it.each([
  ['ENG', 'english'],
  ['ENB', 'english'],
  ['PNJ', 'other'],
  ['OTB', 'other'],
  ['OTH', 'other'],
  ['REF', null],
  ['NOT', null],
  ['ZZZ', null],
])('a first language %s is %s', (code, group) => {
  expect(firstLanguageGroup(code)).toBe(group);
});
