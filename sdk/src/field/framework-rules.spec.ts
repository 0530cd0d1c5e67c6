import { type DescribedFramework, frameworkFaults } from './framework-rules.js';

const numeric: DescribedFramework = {
  kind: 'numeric',
  min: 0,
  max: 60,
  step: 0.5,
  grades: null,
  direction: 1,
  tolerance: 3,
  oneOff: false,
  expectations: { 7: 30, 8: 40 },
  higherStandard: 50,
};
const graded: DescribedFramework = {
  ...numeric,
  kind: 'graded',
  min: null,
  max: null,
  step: null,
  grades: [
    { grade: 'Working towards', points: 1 },
    { grade: 'Secure', points: 2 },
    { grade: 'Mastered', points: 3 },
  ],
  tolerance: 0.5,
  expectations: { 7: 2 },
  higherStandard: 3,
};
const grades = (...points: number[]) => points.map((it, i) => ({ grade: `G${String(i)}`, points: it }));

describe('a framework that a school describes', () => {
  test.each([numeric, graded])('$kind is taken as it is', (framework) => {
    expect(frameworkFaults(framework)).toEqual([]);
  });

  test.each<[string, DescribedFramework, string[]]>([
    [
      'a numeric one without a scale',
      { ...numeric, min: null, step: null },
      ['/min missing', '/step missing'],
    ],
    ['a numeric one with grades', { ...numeric, grades: grades(0, 1) }, ['/grades not-numeric']],
    ['a range of nothing', { ...numeric, max: 0, expectations: {} }, ['/max too-small']],
    ['no step', { ...numeric, step: 0 }, ['/step too-small']],
    ['a step that misses the highest value', { ...numeric, step: 7 }, ['/step step-misses-max']],
    ['a graded one without grades', { ...graded, grades: null }, ['/grades missing']],
    ['one grade only', { ...graded, grades: grades(1) }, ['/grades missing']],
    ['a graded one with a range', { ...graded, min: 0 }, ['/min not-graded']],
    [
      'a grade twice',
      { ...graded, grades: [...grades(1, 2), { grade: 'G0', points: 3 }] },
      ['/grades/2/grade repeated'],
    ],
    ['grades with the same points', { ...graded, grades: grades(1, 2, 2) }, ['/grades/2/points not-rising']],
    ['a tolerance below 0', { ...numeric, tolerance: -1 }, ['/tolerance too-small']],
    ['a tolerance of a check taken once', { ...numeric, oneOff: true }, ['/tolerance one-off']],
    [
      'a year that there is not',
      { ...numeric, expectations: { 'Y/7': 3 } },
      ['/expectations/Y~17 not-in-set'],
    ],
    ['an expectation in words', { ...numeric, expectations: { 7: 'good' } }, ['/expectations/7 wrong-type']],
    [
      'an expectation off the scale',
      { ...numeric, expectations: { 7: 61 } },
      ['/expectations/7 out-of-range'],
    ],
    ['a higher standard off the scale', { ...graded, higherStandard: 4 }, ['/higherStandard out-of-range']],
    [
      'a higher standard below what is expected',
      { ...numeric, higherStandard: 39 },
      ['/higherStandard below-expectation'],
    ],
    [
      'a higher standard that is slower where lower is better',
      { ...numeric, direction: -1, expectations: { 7: 30 }, higherStandard: 31 },
      ['/higherStandard below-expectation'],
    ],
  ])('%s is refused', (_case, framework, wanted) => {
    expect(frameworkFaults(framework).map((it) => `${it.pointer} ${it.code}`)).toEqual(wanted);
  });
});
