import { checkUln, makeUln } from './uln.js';

describe('ULN', () => {
  test('9276308686 is valid', () => {
    expect(checkUln('9276308686')).toEqual({ ok: true });
  });

  test.each([
    ['empty', ''],
    ['nine digits', '927630868'],
    ['eleven digits', '92763086866'],
    ['leading zero', '0276308686'],
    ['a letter', '927630868A'],
    ['a space', '9276308686 '],
  ])('%s is a format error', (_case, text) => {
    expect(checkUln(text)).toMatchObject({ ok: false, code: 'uln-format' });
  });

  test('every other check digit is wrong', () => {
    for (const digit of '012345789') {
      expect(checkUln(`927630868${digit}`)).toMatchObject({ ok: false, code: 'uln-check-digit' });
    }
  });

  test('a remainder of 0 has no valid check digit', () => {
    // 1 × 10 + 6 × 2 = 22
    for (const digit of '0123456789') {
      expect(checkUln(`100000006${digit}`)).toMatchObject({ ok: false, code: 'uln-check-digit' });
    }
  });

  test('a remainder of 10 takes the check digit 0', () => {
    expect(checkUln('1000000000')).toEqual({ ok: true });
  });

  test.each([
    ['927630868', '9276308686'],
    ['100000000', '1000000000'],
    ['100000006', null],
  ])('%s makes %s', (digits, uln) => {
    expect(makeUln(digits)).toBe(uln);
  });
});
