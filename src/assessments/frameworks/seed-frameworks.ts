import { NC_YEARS } from './framework.js';
import type { Framework, Grade, NcYear } from './framework.js';

/** Grades that only have an order: points are their place in it. */
function ranked(...grades: string[]): Grade[] {
  return grades.map((grade, points) => ({ grade, points }));
}

function everyYear(points: number): Partial<Record<NcYear, number>> {
  return Object.fromEntries(NC_YEARS.filter((year) => year !== 'X').map((year) => [year, points]));
}

/** What the shipped frameworks have in common unless they say otherwise. */
const ordinary = {
  version: 1,
  kind: 'numeric',
  step: 1,
  grades: null,
  direction: 1,
  tolerance: null,
  oneOff: false,
  expectations: {},
  higherStandard: null,
} as const;

function graded(grades: Grade[]): Pick<Framework, 'kind' | 'grades' | 'min' | 'max' | 'step'> {
  const points = grades.map((each) => each.points);
  return { kind: 'graded', grades, min: Math.min(...points), max: Math.max(...points), step: null };
}

/** Pre-key-stage standards 1 to 6, and the engagement model below them (Standards and Testing Agency). */
const belowTheTest = ['EM', 'PK1', 'PK2', 'PK3', 'PK4', 'PK5', 'PK6'];

/** Level 1c is 7 points; a sub-level is 2, a level 6 (National Curriculum point scores). */
const nationalCurriculumLevels: Grade[] = [
  { grade: 'W', points: 3 },
  ...[1, 2, 3, 4, 5, 6, 7, 8].flatMap((level) =>
    ['c', 'b', 'a'].map((third, i) => ({ grade: `${String(level)}${third}`, points: 1 + 6 * level + 2 * i })),
  ),
];

/** The assessment frameworks that every installation starts with. */
export const seedFrameworks: readonly Framework[] = [
  // EYFS statutory framework: each of 17 early learning goals is 1 emerging or 2 expected.
  {
    ...ordinary,
    key: 'eyfs-elg',
    title: 'Early learning goal',
    min: 1,
    max: 2,
    oneOff: true,
    expectations: { R: 2 },
  },
  // Phonics screening check: threshold 32 of 40, taken in Y1 and again in Y2 by those below it.
  {
    ...ordinary,
    key: 'phonics-screening',
    title: 'Phonics screening check',
    min: 0,
    max: 40,
    oneOff: true,
    expectations: { 1: 32, 2: 32 },
  },
  // Multiplication tables check in Y4: 25 questions, no expected standard.
  { ...ordinary, key: 'mtc', title: 'Multiplication tables check', min: 0, max: 25, oneOff: true },
  // KS2 tests since 2016: scaled scores, 100 the expected and 110 the higher standard.
  {
    ...ordinary,
    key: 'ks2-scaled',
    title: 'Key stage 2 scaled score',
    min: 80,
    max: 120,
    oneOff: true,
    expectations: { 6: 100 },
    higherStandard: 110,
  },
  // KS2 teacher assessment frameworks: working towards, at the expected standard, at greater depth.
  {
    ...ordinary,
    ...graded(ranked(...belowTheTest, 'WTS', 'EXS', 'GDS')),
    key: 'ks2-ta-writing',
    title: 'Key stage 2 teacher assessment: writing',
    oneOff: true,
    expectations: { 6: 8 },
    higherStandard: 9,
  },
  {
    ...ordinary,
    ...graded(ranked(...belowTheTest)),
    key: 'ks2-ta-reading',
    title: 'Key stage 2 teacher assessment: reading, below the test',
    oneOff: true,
  },
  {
    ...ordinary,
    ...graded(ranked(...belowTheTest)),
    key: 'ks2-ta-maths',
    title: 'Key stage 2 teacher assessment: mathematics, below the test',
    oneOff: true,
  },
  {
    ...ordinary,
    ...graded(ranked('HNM', 'EXS')),
    key: 'ks2-ta-science',
    title: 'Key stage 2 teacher assessment: science',
    oneOff: true,
    expectations: { 6: 1 },
  },
  // GCSE since 2017: 4 a standard pass, 7 the former A; judged in Y11 and in the years of a resit.
  {
    ...ordinary,
    ...graded(ranked('U', '1', '2', '3', '4', '5', '6', '7', '8', '9')),
    key: 'gcse-9-1',
    title: 'GCSE grade 9 to 1',
    tolerance: 0.5,
    expectations: { 11: 4, 12: 4, 13: 4, 14: 4 },
    higherStandard: 7,
  },
  // Norm-referenced: mean 100, s.d. 15; the average band of 85 to 115 is no expectation.
  {
    ...ordinary,
    key: 'standardised',
    title: 'Standardised score',
    min: 70,
    max: 140,
    tolerance: 5,
  },
  // Level 2 by the end of Y2, 4 of Y6, 5 of Y9 (National Curriculum levels until 2014).
  {
    ...ordinary,
    ...graded(nationalCurriculumLevels),
    key: 'nc-levels-2008',
    title: 'National Curriculum level, 2008',
    tolerance: 2,
    expectations: { 2: 13, 6: 25, 9: 31 },
  },
  // The school sets the expectation, in a version of its own.
  { ...ordinary, key: 'percentage', title: 'Percentage', min: 0, max: 100, step: 0.01, tolerance: 5 },
  {
    ...ordinary,
    key: 'twenty',
    title: 'Grade 0 to 20',
    min: 0,
    max: 20,
    tolerance: 1,
    expectations: everyYear(10),
    higherStandard: 16,
  },
];
