import { csvAttachment } from './csv-attachment.js';

describe('the name under which a browser saves CSV', () => {
  it.each<[string, (string | null | undefined)[], string]>([
    ['says what, of whom and when', ['gaps', 'sen', '2026-04-10'], 'gaps-sen-2026-04-10.csv'],
    ['leaves out what there is not', ['spend', undefined, null, ''], 'spend.csv'],
    ['has small letters only', ['gaps', 'fsmDisadvantage'], 'gaps-fsmdisadvantage.csv'],
    ['has hyphens for spaces', ['coverage', 'year 7'], 'coverage-year-7.csv'],
    ['has plain letters for those with accents', ['Éducation française'], 'education-francaise.csv'],
    [
      'cannot end the header',
      ['gaps', 'x"; filename="y.exe\r\nset-cookie: a'],
      'gaps-x-filename-y-exe-set-cookie-a.csv',
    ],
    ['cannot leave its folder', ['..', '../../etc/passwd'], 'etc-passwd.csv'],
    ['is there for words that leave nothing', ['数学', '–'], 'table.csv'],
    ['is 120 letters at most', ['a'.repeat(119), 'bc'], `${'a'.repeat(119)}.csv`],
    ['is cut after 120', ['a'.repeat(130)], `${'a'.repeat(120)}.csv`],
  ])('%s', (_case, words, name) => {
    expect(csvAttachment(words)).toBe(`attachment; filename="${name}"`);
  });
});
