import type { PlannedSchool } from './school-plan.js';

/** A kind of provision that a school runs each year. */
export interface PlannedProvision {
  readonly typeKey: string;
  readonly subject: string | null;
  /** Day of the academic year on which it begins. */
  readonly begins: string;
  /** How many run side by side. */
  readonly groups: number;
  /** Years since Reception of those who come. */
  readonly years: readonly [first: number, last: number];
  /** Pence an hour, by the quarter of an hour. */
  readonly rate: number | null;
  readonly resourcePence: number;
  /** Shares in basis points, by kind of funding. */
  readonly funding: Readonly<Record<string, number>>;
  /** Who is chosen: those who stand lowest in the subject, those who are absent most, or those with a need. */
  readonly chosenBy: 'standing' | 'absence' | 'need';
}

const CATCH_UP = {
  typeKey: 'small-group-catch-up',
  rate: 2200,
  resourcePence: 6000,
  funding: { 'pupil-premium': 7000, 'notional-sen': 3000 },
  chosenBy: 'standing',
} as const;

const ONE_TO_ONE = {
  typeKey: 'one-to-one-catch-up',
  rate: 2800,
  resourcePence: 2500,
  funding: { 'pupil-premium': 10_000 },
  chosenBy: 'standing',
} as const;

const MENTORING = {
  typeKey: 'attendance-mentoring',
  subject: null,
  rate: 1900,
  resourcePence: 0,
  funding: { 'pupil-premium': 5000, general: 5000 },
  chosenBy: 'absence',
} as const;

const THERAPY = {
  typeKey: 'speech-and-language-therapy',
  subject: null,
  rate: 6500,
  resourcePence: 1200,
  funding: { 'notional-sen': 6000, 'top-up': 4000 },
  chosenBy: 'need',
} as const;

const CLUB = {
  typeKey: 'homework-club',
  subject: null,
  groups: 1,
  rate: 1500,
  resourcePence: 4000,
  funding: { 'pupil-premium': 6000, general: 4000 },
  chosenBy: 'standing',
} as const;

const PRE_TEACHING = {
  typeKey: 'vocabulary-pre-teaching',
  rate: 1500,
  resourcePence: 1000,
  funding: { general: 10_000 },
  chosenBy: 'standing',
} as const;

const [AUTUMN, SPRING] = ['09-22', '01-11'];

const PRIMARY: readonly PlannedProvision[] = [
  ...[AUTUMN, SPRING].flatMap((begins): PlannedProvision[] => [
    { ...CATCH_UP, subject: 'reading', begins, groups: 2, years: [2, 6] },
    { ...CATCH_UP, subject: 'mathematics', begins, groups: 2, years: [2, 6] },
    { ...ONE_TO_ONE, subject: 'reading', begins, groups: 2, years: [3, 6] },
    { ...MENTORING, begins, groups: 2, years: [1, 6] },
    { ...THERAPY, begins, groups: 2, years: [0, 4] },
    { ...CLUB, begins, years: [3, 6] },
    { ...PRE_TEACHING, subject: 'reading', begins, groups: 1, years: [1, 6] },
  ]),
  {
    ...CATCH_UP,
    typeKey: 'phonics-keep-up',
    subject: 'phonics',
    begins: SPRING,
    groups: 2,
    years: [1, 2],
  },
];

const SECONDARY: readonly PlannedProvision[] = [AUTUMN, SPRING].flatMap((begins): PlannedProvision[] => [
  { ...CATCH_UP, subject: 'english', begins, groups: 5, years: [7, 11] },
  { ...CATCH_UP, subject: 'mathematics', begins, groups: 5, years: [7, 11] },
  { ...ONE_TO_ONE, subject: 'english', begins, groups: 4, years: [7, 9] },
  { ...MENTORING, begins, groups: 8, years: [7, 11] },
  { ...THERAPY, begins, groups: 2, years: [7, 9] },
  { ...CLUB, begins, years: [7, 11] },
  { ...PRE_TEACHING, subject: 'science', begins, groups: 3, years: [7, 9] },
]);

/** What a school of a phase runs each academic year. */
export function provisionPlan(phase: PlannedSchool['phase']): readonly PlannedProvision[] {
  return phase === 'primary' ? PRIMARY : SECONDARY;
}

/**
 * A year's money for provision by kind, in pence a pupil on roll: pupil premium at about a quarter of the pupils times
 * its rate of 2025–26 (£1,515 primary, £1,075 secondary), of which a tenth is planned for provision of this kind.
 */
export const BUDGET_PENCE_A_PUPIL: Readonly<
  Record<string, { readonly primary: number; readonly secondary: number }>
> = {
  'pupil-premium': { primary: 3800, secondary: 2700 },
  'notional-sen': { primary: 2400, secondary: 1300 },
  'top-up': { primary: 500, secondary: 200 },
  general: { primary: 500, secondary: 500 },
};
