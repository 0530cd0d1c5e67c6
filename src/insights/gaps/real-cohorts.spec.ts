import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { byGroup, gapFigures, shareOf } from './gap-figures.js';

const FIXTURES = join(import.meta.dirname, '../../../test/fixtures/uci');
/** A pass in the original grades, 0 to 20. */
const PASS = 10;

/** Moments from sums of powers, another way than the code's. */
function momentsOf(grades: readonly number[]): { n: number; mean: number; squares: number } {
  const sum = grades.reduce((total, it) => total + it, 0);
  const powers = grades.reduce((total, it) => total + it * it, 0);
  return { n: grades.length, mean: sum / grades.length, squares: powers - (sum * sum) / grades.length };
}

describe.each(['student-mat.csv', 'student-por.csv'])('gaps of the real cohort %s', (file) => {
  const records: Record<string, string>[] = parse(readFileSync(join(FIXTURES, file), 'utf8'), {
    columns: true,
  });

  // School support stands as SEN support: K with it, N without.
  it.each([
    ['sex', 'sex', 'F', 'F', 'M'],
    ['sen', 'schoolsup', 'yes', 'K', 'N'],
  ] as const)('by %s are those worked out from the column %s', (cut, column, value, inside, outside) => {
    const attainments = records.map((it, i) => ({
      pupilId: `${i}`,
      ncYear: '11' as const,
      subject: 'mathematics',
      frameworkId: 'f',
      points: Number(it['G3']),
      judgement: Number(it['G3']) < PASS ? ('below' as const) : ('at' as const),
    }));
    const groups = new Map(records.map((it, i) => [`${i}`, it[column] === value ? inside : outside]));
    const grades = (own: boolean): number[] =>
      records.filter((it) => (it[column] === value) === own).map((it) => Number(it['G3']));
    const [one, two] = [momentsOf(grades(true)), momentsOf(grades(false))];
    const freedom = one.n + two.n - 2;
    const d = (one.mean - two.mean) / Math.sqrt((one.squares + two.squares) / freedom);
    const g = d * (1 - 3 / (4 * freedom - 1));
    const half = 1.959964 * Math.sqrt(1 / one.n + 1 / two.n + (g * g) / (2 * (one.n + two.n)));

    const found = gapFigures(byGroup(cut, attainments, groups)).get(inside)!;
    expect(found).toMatchObject({ n: one.n, others: two.n });
    expect(found.mean).toBeCloseTo(one.mean, 9);
    expect(found.gap).toBeCloseTo(one.mean - two.mean, 9);
    expect(shareOf(found)).toBeCloseTo(grades(true).filter((it) => it >= PASS).length / one.n, 12);
    expect(found.effect!.g).toBeCloseTo(g, 9);
    expect(found.effect!.low).toBeCloseTo(g - half, 9);
    expect(found.effect!.high).toBeCloseTo(g + half, 9);
  });
});
