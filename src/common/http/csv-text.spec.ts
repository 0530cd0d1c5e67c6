import { parse } from 'csv-parse/sync';
import { csvText } from './csv-text.js';

describe('CSV', () => {
  it.each<[string, unknown, string]>([
    ['a text', 'reading', 'reading'],
    ['a comma', 'English, language', '"English, language"'],
    ['a quotation mark', 'the "A" group', '"the ""A"" group"'],
    ['a line break', 'two\nlines', '"two\nlines"'],
    ['nothing', null, ''],
    ['a member that is not there', undefined, ''],
    ['a number', 0.5, '0.5'],
    ['a number below nought', -1.5, '-1.5'],
    ['a flag', true, 'true'],
    ['a formula', '=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
    ['a sum', '+1', "'+1"],
    ['a text that begins with a minus', '-1', "'-1"],
    ['a function', '@SUM(A1)', "'@SUM(A1)"],
    ['a tab before a formula', '\t=1', "'\t=1"],
  ])('%s', (_case, value, cell) => {
    expect(csvText(['a', 'b'], [{ a: value, b: 1 }])).toBe(`a,b\r\n${cell},1\r\n`);
  });

  it('without rows has its header', () => {
    expect(csvText(['a', 'b'], [])).toBe('a,b\r\n');
  });

  it('is read back as it was written', () => {
    const rows = [{ a: 'x, "y"\r\nz', b: 'ü' }];
    expect(parse(csvText(['a', 'b'], rows), { columns: true })).toEqual(rows);
  });
});
