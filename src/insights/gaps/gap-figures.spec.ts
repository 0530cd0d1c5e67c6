import type { Attainment } from '../cohort/attainments.js';
import { byGroup, gapFigures, shareOf } from './gap-figures.js';

/** Pupils with these points, judged against an expectation of 10; negative: not judged. */
const pupils = (prefix: string, points: readonly number[]): Attainment[] =>
  points.map((it, i) => ({
    pupilId: `${prefix}${i}`,
    ncYear: '7',
    subject: 'reading',
    frameworkId: 'f',
    points: Math.abs(it),
    judgement: it < 0 ? null : it < 10 ? 'below' : 'at',
  }));

describe('a table of gaps', () => {
  // N: 12, 14, 10, mean 12. K: 8, 10, mean 9. E: 6, mean 6. Unknown: 20.
  const all = [
    ...pupils('n', [12, 14, 10]),
    ...pupils('k', [8, 10]),
    ...pupils('e', [6]),
    ...pupils('u', [20]),
  ];
  const groups = new Map(
    all.flatMap(({ pupilId: it }) => (it.startsWith('u') ? [] : [[it, it[0]!.toUpperCase()] as const])),
  );
  const figures = gapFigures(byGroup('sen', all, groups));

  it.each([
    // Others of N: 8, 10, 6, mean 8. Of K: 12, 14, 10, 6, mean 10.5. Of E: 12, 14, 10, 8, 10, mean 10.8.
    ['N', 3, 12, 4, 3, 1],
    ['K', 2, 9, -1.5, 4, 0.5],
    ['E', 1, 6, -4.8, 5, 0],
  ])('%s: %i pupils, mean %f, gap %f to %i others, share %f', (group, n, mean, gap, others, share) => {
    const found = figures.get(group)!;
    expect(found).toMatchObject({ n, mean, others });
    expect(found.gap).toBeCloseTo(gap, 12);
    expect(shareOf(found)).toBe(share);
  });

  it('those about whom it is not known are counted apart and compared with nobody', () => {
    expect(figures.get('unknown')).toMatchObject({ n: 1, mean: 20, gap: null, others: 0 });
  });

  it('every group is there, also without pupils, and then has no mean, gap or share', () => {
    const empty = gapFigures(byGroup('sex', pupils('f', [9]), new Map([['f0', 'F']])));
    expect([...empty.keys()]).toEqual(['F', 'M', 'unknown']);
    expect(empty.get('M')).toMatchObject({ n: 0, mean: null, gap: null, others: 1 });
    expect(empty.get('F')).toMatchObject({ n: 1, mean: 9, gap: null, others: 0 });
    expect(shareOf(empty.get('M')!)).toBeNull();
  });

  it('results without an expectation are in the mean and not in the share', () => {
    const found = gapFigures(byGroup('sex', pupils('f', [9, 12, -6]), new Map())).get('unknown')!;
    expect(found).toMatchObject({ n: 3, mean: 9, judged: 2, atExpected: 1 });
  });
});
