import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { convertStudents, PERIOD_DATES } from '../../../test/fixtures/uci/convert.js';
import { expectedAnswers, expectedNumbers } from '../../../test/fixtures/uci/expected-numbers.js';
import type { Answer, AsOf } from '../../../test/fixtures/uci/expected-numbers.js';
import { readCohorts } from '../../../test/fixtures/uci/student-rows.js';
import { readValue } from '../../assessments/frameworks/read-value.js';
import { seedFrameworks } from '../../assessments/frameworks/seed-frameworks.js';
import { isIsoDate } from '../../common/dates.js';
import { checkUpn } from '../../pupils/upn.js';
import type { TrajectoryResult } from './facts.js';
import { trajectoryOf } from './trajectory.js';
import type { Trajectory } from './trajectory.js';

const folder = new URL('../../../test/fixtures/uci/', import.meta.url);
const text = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const files = { mathematics: text('student-mat.csv'), portuguese: text('student-por.csv') };

const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { columns: true });
const converted = convertStudents(files);
const pupils = [...rowsOf(converted.mathematics.pupils), ...rowsOf(converted.portuguese.pupils)];
const results = [...rowsOf(converted.mathematics.results), ...rowsOf(converted.portuguese.results)];

const twenty = seedFrameworks.find(({ key }) => key === 'twenty');
if (!twenty) throw new Error('no framework twenty');

/** The converted results of each pupil, without the flagged ones where asked. */
function resultsByPupil(withoutZeros: boolean): Map<string, TrajectoryResult[]> {
  const byPupil = new Map<string, TrajectoryResult[]>();
  for (const row of results) {
    if (withoutZeros && row['flag'] === 'possibly-not-assessed') continue;
    const own = byPupil.get(row['pupilSourceId'] ?? '') ?? [];
    own.push({ date: row['date'] ?? '', points: Number(row['value']), status: 'R' });
    byPupil.set(row['pupilSourceId'] ?? '', own);
  }
  return byPupil;
}

/** The first-party policy's rule, in the words of the reference data. */
function answerOf(trajectory: Trajectory): Answer {
  if (trajectory.flags.includes('noResultSinceBaseline')) return 'insufficientData';
  if (trajectory.judgement !== 'below') return 'noneNeeded';
  const pair = trajectory.consecutive.value;
  return pair?.every(({ judgement }) => judgement === 'below') ? 'recommend' : 'watch';
}

const workings = (['2026-04-10', '2026-07-10'] satisfies AsOf[]).flatMap((asOf) => [
  { asOf, withoutZeros: false },
  { asOf, withoutZeros: true },
]);

describe('1,044 real records', () => {
  test.each(workings)('are judged as worked out from the grades alone: $asOf, $withoutZeros', (working) => {
    const byPupil = resultsByPupil(working.withoutZeros);
    const answers = expectedAnswers(files, working);
    expect(answers).toHaveLength(1044);
    for (const { sourceId, baseline, target, answer, urgent, latest, gap } of answers) {
      const trajectory = trajectoryOf({
        target: { baselineDate: PERIOD_DATES.G1, baseline, target, due: PERIOD_DATES.G3, checkpoints: [] },
        framework: twenty,
        results: byPupil.get(sourceId) ?? [],
        asOf: working.asOf,
      });
      const short = answerOf(trajectory) === 'recommend' && (trajectory.gap ?? 0) <= -3;
      expect({
        sourceId,
        answer: answerOf(trajectory),
        urgent: short,
        latest: trajectory.judgement,
        gap: trajectory.gap,
      }).toEqual({ sourceId, answer, urgent, latest, gap });
    }
  });

  test('give the numbers that the README of the fixture states', () => {
    const lines = workings.flatMap((working) =>
      expectedNumbers(files, working).map((each) =>
        [
          ...['', working.asOf, working.withoutZeros ? 'left out' : 'kept', each.school, each.cohort],
          ...[each.pupils, each.recommend, each.urgent, each.watch, each.noneNeeded, each.insufficientData],
          '',
        ]
          .join(' | ')
          .trim(),
      ),
    );
    const stated = text('README.md')
      .split('\n')
      .filter((line) => line.startsWith('| 2026-'));
    expect(stated).toEqual(lines);
  });

  test('add up to the pupils of each school and cohort', () => {
    for (const working of workings) {
      for (const each of expectedNumbers(files, working)) {
        expect(each.recommend + each.watch + each.noneNeeded + each.insufficientData).toBe(each.pupils);
      }
    }
  });
});

describe('the converted files', () => {
  test('hold each record once, with a valid UPN that no other has', () => {
    expect(pupils).toHaveLength(1044);
    expect(new Set(pupils.map((row) => row['sourceId'])).size).toBe(1044);
    expect(new Set(pupils.map((row) => row['upn'])).size).toBe(1044);
    for (const { upn, schoolUrn } of pupils) {
      const establishment = schoolUrn === '999001' ? '4001' : '4002';
      expect(checkUpn(upn ?? '')).toMatchObject({
        ok: true,
        temporary: false,
        laCode: '999',
        establishment,
      });
    }
  });

  test('keep the recorded ages on the day of entry', () => {
    const entry = Temporal.PlainDate.from('2025-09-01');
    const ages = pupils.map(({ dateOfBirth }) => {
      expect(isIsoDate(dateOfBirth ?? '')).toBe(true);
      return entry.since(Temporal.PlainDate.from(dateOfBirth ?? ''), { largestUnit: 'years' }).years;
    });
    expect(ages).toEqual(readCohorts(files).map(({ age }) => age));
  });

  test('hold three grades of the framework for each record, and flag the zeros after the first', () => {
    expect(results).toHaveLength(3 * 1044);
    expect(new Set(results.map((row) => row['sourceId'])).size).toBe(3 * 1044);
    for (const row of results) {
      const value = Number(row['value']);
      expect(readValue(twenty, { value })).toMatchObject({ ok: true, points: value });
      const flagged = value === 0 && row['date'] !== PERIOD_DATES.G1;
      expect(row['flag']).toBe(flagged ? 'possibly-not-assessed' : '');
    }
  });
});
