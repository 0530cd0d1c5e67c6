import { frameworkFaults, frameworkRange } from '@espalier/sdk/field';
import { seedFrameworks } from './seed-frameworks.js';

function points(key: string): Record<string, number> {
  const grades = seedFrameworks.find((each) => each.key === key)?.grades ?? [];
  return Object.fromEntries(grades.map((each) => [each.grade, each.points]));
}

describe('frameworks shipped as seed data', () => {
  test('are those of the reference data, each once', () => {
    expect(seedFrameworks.map(({ key, version }) => `${key} ${String(version)}`)).toEqual([
      'eyfs-elg 1',
      'phonics-screening 1',
      'mtc 1',
      'ks2-scaled 1',
      'ks2-ta-writing 1',
      'ks2-ta-reading 1',
      'ks2-ta-maths 1',
      'ks2-ta-science 1',
      'gcse-9-1 1',
      'standardised 1',
      'nc-levels-2008 1',
      'percentage 1',
      'twenty 1',
    ]);
  });

  test.each(seedFrameworks.map((each) => [each.key, each] as const))(
    '%s is consistent',
    (_key, framework) => {
      const { kind, grades, step, min, max, expectations, higherStandard, oneOff, tolerance } = framework;
      expect(min).toBeLessThan(max);
      expect(kind === 'graded').toBe(grades !== null);
      expect(kind === 'numeric').toBe(step !== null);
      const ladder = grades?.map((grade) => grade.points) ?? [min, max];
      expect([ladder[0], ladder.at(-1)]).toEqual([min, max]);
      expect(ladder).toEqual([...new Set(ladder)].sort((a, b) => a - b));
      for (const expected of Object.values(expectations)) {
        expect(expected >= min && expected <= (higherStandard ?? max)).toBe(true);
      }
      // One-off checks have no trajectory, and all others need a tolerance for it.
      expect(tolerance === null).toBe(oneOff);
    },
  );

  test.each(seedFrameworks.map((it) => [it.key, it] as const))(
    'a school or a plugin could describe %s',
    (_key, it) => {
      const described = it.kind === 'graded' ? { ...it, min: null, max: null } : it;
      expect(frameworkFaults(described)).toEqual([]);
      expect(frameworkRange(described)).toEqual({ min: it.min, max: it.max });
    },
  );

  test('National Curriculum levels have the published points', () => {
    expect(points('nc-levels-2008')).toMatchObject({
      ...{ W: 3, '1c': 7, '1b': 9, '1a': 11, '2c': 13, '2b': 15, '3b': 21, '4c': 25, '4b': 27 },
      ...{ '5c': 31, '5b': 33, '6b': 39, '7b': 45, '8b': 51 },
    });
  });

  test('GCSE grades are their own points, U is 0', () => {
    expect(points('gcse-9-1')).toEqual({ U: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8, 9: 9 });
  });

  test('writing is expected at EXS, and GDS is the higher standard', () => {
    const framework = seedFrameworks.find((each) => each.key === 'ks2-ta-writing');
    const { EXS, GDS } = points('ks2-ta-writing');
    expect([framework?.expectations[6], framework?.higherStandard]).toEqual([EXS, GDS]);
  });
});
