import { ladder, ladderPackage, packageJson, readingGroup } from './manifest.factory.js';
import { readManifest } from './read-manifest.js';

const frameworks = '/espalier/contributes/assessmentFrameworks';
const types = '/espalier/contributes/provisionTypes';

function read(value: unknown) {
  return readManifest(JSON.parse(JSON.stringify(value)));
}

function errorsOf(value: unknown): string[] {
  const reading = read(value);
  return reading.ok ? [] : reading.errors.map(({ pointer, code }) => `${pointer} ${code}`);
}

const withFramework = (changes: Record<string, unknown>) =>
  ladderPackage({ assessmentFrameworks: [ladder(changes)] });
const withType = (changes: Record<string, unknown>) =>
  ladderPackage({ provisionTypes: [readingGroup(changes)] });
const numeric = { kind: 'numeric', min: 0, max: 60, step: 1, grades: null, expectations: { 7: 30 } };
const dosage = { weeks: 12, sessionsPerWeek: 3, minutes: 30, groupSize: 6 };
const evidence = { monthsImpact: 4, costBand: 'moderate', date: '2025-09-01' };

describe('what needs no code', () => {
  test('is a plugin without policies and without a bundle, read with its optional parts filled', () => {
    expect(read(ladderPackage())).toMatchObject({
      ok: true,
      manifest: {
        main: null,
        bundle: null,
        policies: [],
        assessmentFrameworks: [
          {
            id: 'ladder',
            title: 'Reading ladder',
            kind: 'graded',
            min: null,
            max: null,
            step: null,
            grades: [
              { grade: 'Rung 1', points: 1 },
              { grade: 'Rung 2', points: 2 },
              { grade: 'Rung 3', points: 3 },
            ],
            direction: 1,
            tolerance: 0.5,
            oneOff: false,
            expectations: { 7: 2 },
            higherStandard: null,
          },
        ],
        provisionTypes: [{ ...readingGroup(), areaOfNeed: null, evidence: null }],
      },
    });
  });

  test.each([
    ['frameworks alone', ladderPackage({ provisionTypes: [] })],
    ['provision types alone', ladderPackage({ assessmentFrameworks: undefined })],
    ['a numeric framework', withFramework(numeric)],
    ['a title of 120 characters', withFramework({ title: 'x'.repeat(120) })],
    ['a framework and a type of one id', withType({ id: 'ladder' })],
    [
      'the longest dosage',
      withType({ dosage: { weeks: 60, sessionsPerWeek: 25, minutes: 480, groupSize: 400 } }),
    ],
    ['evidence without a source', withType({ evidence })],
    ['evidence of a leap day', withType({ evidence: { ...evidence, date: '2024-02-29', source: 'EEF' } })],
    // 26 characters of the name, a slash, and 33.
    ['the longest key', withFramework({ id: 'a'.repeat(33) })],
  ])('%s is accepted', (_name, value) => {
    expect(errorsOf(value)).toEqual([]);
  });

  test.each<[string, unknown, string[]]>([
    [
      'nothing at all',
      ladderPackage({ assessmentFrameworks: [], provisionTypes: [] }),
      ['/espalier/contributes required'],
    ],
    ['code without policies', ladderPackage({}, { main: 'dist/plugin.js' }), ['/main not-allowed']],
    ['policies without code', packageJson({ main: undefined }), ['/main required']],
    ['an unknown member', withFramework({ colour: 'red' }), [`${frameworks}/0/colour unknown-member`]],
    ['no title', withFramework({ title: undefined }), [`${frameworks}/0/title required`]],
    ['a title of spaces', withFramework({ title: '  ' }), [`${frameworks}/0/title invalid`]],
    ['a title in two lines', withFramework({ title: 'a\nb' }), [`${frameworks}/0/title invalid`]],
    [
      'a title that is too long',
      withFramework({ title: 'x'.repeat(121) }),
      [`${frameworks}/0/title invalid`],
    ],
    ['an id in capitals', withFramework({ id: 'Ladder' }), [`${frameworks}/0/id invalid`]],
    [
      'an id that makes too long a key',
      withFramework({ id: 'a'.repeat(34) }),
      [`${frameworks}/0/id too-long`],
    ],
    [
      'two frameworks of one id',
      ladderPackage({ assessmentFrameworks: [ladder(), ladder({ title: 'B' })] }),
      [`${frameworks}/1/id duplicate`],
    ],
    [
      'two types of one id',
      ladderPackage({ provisionTypes: [readingGroup(), readingGroup({ title: 'B' })] }),
      [`${types}/1/id duplicate`],
    ],
    ['an unknown kind', withFramework({ kind: 'stars' }), [`${frameworks}/0/kind not-allowed`]],
    [
      'a numeric framework without a step',
      withFramework({ ...numeric, step: null }),
      [`${frameworks}/0/step missing`],
    ],
    [
      'a grade without points',
      withFramework({ grades: [{ grade: 'A' }] }),
      [`${frameworks}/0/grades/0/points required`],
    ],
    [
      'grades that fall',
      withFramework({
        grades: [
          { grade: 'A', points: 2 },
          { grade: 'B', points: 1 },
        ],
      }),
      [`${frameworks}/0/grades/1/points not-rising`],
    ],
    [
      'a year that there is not',
      withFramework({ expectations: { Y7: 2 } }),
      [`${frameworks}/0/expectations/Y7 not-allowed`],
    ],
    [
      'an expectation off the scale',
      withFramework({ expectations: { 7: 4 } }),
      [`${frameworks}/0/expectations/7 out-of-range`],
    ],
    ['a wave that there is not', withType({ wave: 4 }), [`${types}/0/wave not-allowed`]],
    ['an unknown category', withType({ category: 'punishment' }), [`${types}/0/category not-allowed`]],
    [
      'half a dosage',
      withType({ dosage: { weeks: 12 } }),
      ['sessionsPerWeek', 'minutes', 'groupSize'].map((it) => `${types}/0/dosage/${it} required`),
    ],
    [
      'a dosage of a year and a half',
      withType({ dosage: { ...dosage, weeks: 61 } }),
      [`${types}/0/dosage/weeks invalid`],
    ],
    [
      'half a session',
      withType({ dosage: { ...dosage, sessionsPerWeek: 0.5 } }),
      [`${types}/0/dosage/sessionsPerWeek wrong-type`, `${types}/0/dosage/sessionsPerWeek invalid`],
    ],
    [
      'evidence of a day that never was',
      withType({ evidence: { ...evidence, date: '2025-02-29' } }),
      [`${types}/0/evidence/date invalid`],
    ],
    [
      'more than a host keeps',
      ladderPackage({
        provisionTypes: Array.from({ length: 20 }, (_, i) =>
          readingGroup({ id: `t${i}`, entryCriteria: 'x'.repeat(500), exitCriteria: 'y'.repeat(500) }),
        ),
      }),
      ['/espalier/contributes too-large'],
    ],
    [
      'more frameworks than are allowed',
      ladderPackage({ assessmentFrameworks: Array.from({ length: 21 }, (_, i) => ladder({ id: `f${i}` })) }),
      [`${frameworks} invalid`],
    ],
  ])('%s is refused, by pointer and code', (_name, value, expected) => {
    expect(errorsOf(value)).toEqual(expected);
  });

  test('the mend is told', () => {
    const reading = read(
      ladderPackage({ assessmentFrameworks: [], provisionTypes: [] }, { main: 'plugin.js' }),
    );
    expect(reading.ok ? [] : reading.errors.map((it) => it.detail)).toEqual([
      'must hold at least a policy, an assessment framework or a provision type',
    ]);
  });
});
