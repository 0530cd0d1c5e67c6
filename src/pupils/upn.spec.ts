import fc from 'fast-check';
import { checkUpn, makeUpn, upnCheckLetter } from './upn.js';

const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ'.split('');

describe('UPN', () => {
  test.each([
    ['H801200001001', false, '801', '2000', '01', '001'],
    ['X00180001701A', true, '001', '8000', '17', '01A'],
    ['B801200005001', false, '801', '2000', '05', '001'],
    ['P207000016049', false, '207', '0000', '16', '049'],
  ])('%s is valid', (upn, temporary, laCode, establishment, allocationYear, serial) => {
    expect(checkUpn(upn)).toEqual({ ok: true, temporary, laCode, establishment, allocationYear, serial });
  });

  test('the check letter of 207000016049 is P', () => {
    expect(upnCheckLetter('207000016049')).toBe('P');
  });

  test.each([
    ['empty', ''],
    ['lower-case check letter', 'h801200001001'],
    ['lower-case last letter', 'X00180001701a'],
    ['12 characters', 'H80120000100'],
    ['14 characters', 'H8012000010010'],
    ['leading space', ' H801200001001'],
    ['trailing space', 'H801200001001 '],
    ['trailing line end', 'H801200001001\n'],
    ['no check letter', '8801200001001'],
    ['check letter I', 'I801200001001'],
    ['check letter O', 'O801200001001'],
    ['check letter S', 'S801200001001'],
    ['last letter I', 'X00180001701I'],
    ['last letter O', 'X00180001701O'],
    ['last letter S', 'X00180001701S'],
    ['a letter in the middle', 'H8012000A1001'],
    ['digits of another script', 'H80120000100١'],
    ['a hyphen', 'H80120000-001'],
  ])('%s is a format error', (_case, text) => {
    expect(checkUpn(text)).toMatchObject({ ok: false, code: 'upn-format' });
  });

  test('every other check letter is named as wrong', () => {
    for (const letter of LETTERS.filter((each) => each !== 'H')) {
      expect(checkUpn(`${letter}801200001001`)).toMatchObject({ ok: false, code: 'upn-check-letter' });
    }
  });

  test('a wrong digit at any position is noticed', () => {
    // Weights 2 to 13 and differences of 1 to 9 are never multiples of 23, a prime.
    const valid = 'H801200001001';
    for (let at = 1; at < 13; at += 1) {
      for (let digit = 0; digit <= 9; digit += 1) {
        const wrong = valid.slice(0, at) + String(digit) + valid.slice(at + 1);
        if (wrong !== valid) expect(checkUpn(wrong)).toMatchObject({ ok: false, code: 'upn-check-letter' });
      }
    }
  });

  test('the error does not repeat the UPN', () => {
    const check = checkUpn('A801200001001');
    expect(check.ok ? '' : check.detail).not.toContain('801200001001');
  });

  test('whatever is made is valid and keeps its parts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999 }),
        fc.integer({ min: 0, max: 9999 }),
        fc.integer({ min: 1990, max: 2089 }),
        fc.integer({ min: 0, max: 999 }),
        fc.option(fc.constantFrom(...LETTERS)),
        (la, estab, year, serial, letter) => {
          const laCode = String(la).padStart(3, '0');
          const establishment = String(estab).padStart(4, '0');
          const given = letter === null ? serial : String(serial % 100).padStart(2, '0') + letter;
          const check = checkUpn(makeUpn({ laCode, establishment, year, serial: given }));
          expect(check).toEqual({
            ok: true,
            temporary: letter !== null,
            laCode,
            establishment,
            allocationYear: String(year % 100).padStart(2, '0'),
            serial: typeof given === 'number' ? String(given).padStart(3, '0') : given,
          });
        },
      ),
    );
  });

  test.each([
    ['LA code of 2 digits', { laCode: '99', establishment: '4001', year: 2025, serial: 1 }],
    ['establishment of 5 digits', { laCode: '999', establishment: '40011', year: 2025, serial: 1 }],
    ['serial 1000', { laCode: '999', establishment: '4001', year: 2025, serial: 1000 }],
    ['serial below 0', { laCode: '999', establishment: '4001', year: 2025, serial: -1 }],
    ['fraction', { laCode: '999', establishment: '4001', year: 2025.5, serial: 1 }],
    ['last letter S', { laCode: '999', establishment: '4001', year: 2025, serial: '01S' }],
  ])('%s cannot make a UPN', (_case, parts) => {
    expect(() => makeUpn(parts)).toThrow(RangeError);
  });

  test('a body of the wrong shape has no check letter', () => {
    expect(() => upnCheckLetter('80120000100')).toThrow(RangeError);
  });
});
