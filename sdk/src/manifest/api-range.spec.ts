import { isApiRange, satisfiesApi } from './api-range.js';

describe('engines.espalier', () => {
  test.each([
    ['^1.2.0', '1.2.0', true],
    ['^1.2.0', '1.9.9', true],
    ['^1.2.0', '1.1.9', false],
    ['^1.2.0', '2.0.0', false],
    ['^0.1.0', '0.1.7', true],
    ['^0.1.0', '0.2.0', false],
    ['^0.0.3', '0.0.3', true],
    ['^0.0.3', '0.0.4', false],
    ['~1.2.3', '1.2.9', true],
    ['~1.2.3', '1.3.0', false],
    ['1.2.3', '1.2.3', true],
    ['1.2.3', '1.2.4', false],
    ['>=1.0.0 <3.0.0', '2.5.0', true],
    ['>=1.0.0 <3.0.0', '3.0.0', false],
    ['>1.0.0 <=1.1.0', '1.0.0', false],
    ['>1.0.0 <=1.1.0', '1.1.0', true],
  ])('%s with %s: %s', (range, version, expected) => {
    expect(isApiRange(range)).toBe(true);
    expect(satisfiesApi(range, version)).toBe(expected);
  });

  test.each([
    '*',
    '',
    'x',
    '1',
    '^1.2',
    'latest',
    '1.2.3 || 2.0.0',
    '>= 1.0.0',
    '^1.0.0-beta',
    '9'.repeat(200),
  ])('"%s" is no range, and no version is in it', (range) => {
    expect(isApiRange(range)).toBe(false);
    expect(satisfiesApi(range, '1.0.0')).toBe(false);
  });
});
