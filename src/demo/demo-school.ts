import { makeUpn } from '../pupils/upn.js';
import type { DemoDates } from './demo-dates.js';
import { FORENAMES, SURNAMES } from './demo-names.js';
import { SeededRandom } from './seeded-random.js';

/** The demo's school, as the API takes it. */
export const DEMO_SCHOOL = {
  urn: '999900',
  laCode: '999',
  establishment: '2900',
  name: 'Orchard Primary School',
  phase: 'primary' as const,
};

export const DEMO_SOURCE = 'demo';
export const DEMO_SUBJECTS = ['reading', 'mathematics'] as const;

/** Standardised scores: mean 100, standard deviation 15. */
export const DEMO_FRAMEWORK = 'standardised';

const YEARS = ['R', '1', '2', '3', '4', '5', '6'] as const;
const A_YEAR = 40;
const SEED = 20_260_901;

/** Share of pupils who lose ground through the year. */
const SLIPPING = 0.12;

export interface DemoPupil {
  readonly sourceId: string;
  readonly upn: string;
  readonly legalForename: string;
  readonly legalSurname: string;
  readonly dateOfBirth: string;
  readonly sex: 'F' | 'M';
  readonly ncYear: (typeof YEARS)[number];
  readonly scores: readonly DemoScores[];
}

/** A pupil's scores in one subject: the baseline, then one for each of the dates' results. */
export interface DemoScores {
  readonly subject: (typeof DEMO_SUBJECTS)[number];
  readonly baseline: number;
  readonly results: readonly number[];
}

/** 280 synthetic pupils, 40 a year; the same for the same dates. */
export function demoPupils(dates: DemoDates): DemoPupil[] {
  const random = new SeededRandom(SEED);
  return YEARS.flatMap((ncYear, age) =>
    Array.from({ length: A_YEAR }, (_, i): DemoPupil => {
      const serial = age * A_YEAR + i + 1;
      const attainment = random.normal(100, 13);
      return {
        sourceId: `demo-${String(serial).padStart(4, '0')}`,
        upn: makeUpn({
          laCode: DEMO_SCHOOL.laCode,
          establishment: DEMO_SCHOOL.establishment,
          year: Number(dates.yearStart.slice(0, 4)) - age,
          serial,
        }),
        legalForename: random.pick(FORENAMES),
        legalSurname: random.pick(SURNAMES),
        dateOfBirth: birthday(random, Number(dates.yearStart.slice(0, 4)) - 5 - age),
        sex: random.next() < 0.51 ? 'M' : 'F',
        ncYear,
        scores: DEMO_SUBJECTS.map((subject) => scoresOf(random, subject, attainment, dates.results.length)),
      };
    }),
  );
}

function scoresOf(
  random: SeededRandom,
  subject: DemoScores['subject'],
  attainment: number,
  count: number,
): DemoScores {
  const level = random.normal(attainment, 5);
  const drift = random.next() < SLIPPING ? random.normal(-9, 2) : random.normal(0.5, 1.5);
  return {
    subject,
    baseline: score(level),
    results: Array.from({ length: count }, (_, i) =>
      score(level + drift * Math.min(1, (i + 1) / 2) + random.normal(0, 2.5)),
    ),
  };
}

function score(value: number): number {
  return Math.round(Math.min(140, Math.max(70, value)));
}

/** Born in the twelve months to 31 August of the year in which the pupil is five more than the years at school. */
function birthday(random: SeededRandom, year: number): string {
  const month = random.whole(1, 12);
  const day = random.whole(1, 28);
  return `${month >= 9 ? year - 1 : year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
