import { FIVE_YEARS, ONE_YEAR, type Span } from './calendar.js';

/** How much is loaded. */
export const SIZES = ['smoke', 'trust', 'stress'] as const;
export type Size = (typeof SIZES)[number];

/**
 * How much past the schools of a trust have: the first trust, which is all of `trust`, five years in every size, so that
 * figures of its schools can be held against each other; those that `stress` adds one, or 100,000 pupils would take
 * more than 20 GB.
 */
export function spanOf({ unit }: Pick<PlannedSchool, 'unit'>): Span {
  return unit === 0 ? FIVE_YEARS : ONE_YEAR;
}

/** A school of the demo, before anything is known of its pupils. */
export interface PlannedSchool {
  /** Its trust's place among the trusts of the size. */
  readonly unit: number;
  /** Its place within the trust. */
  readonly index: number;
  readonly phase: 'primary' | 'secondary';
  readonly name: string;
  readonly urn: string;
  readonly laCode: string;
  readonly establishment: string;
  /** Pupils of one year. */
  readonly aYear: number;
}

/** A trust is eight primaries and two secondaries: each secondary takes in four of the primaries. */
export const PRIMARIES = 8;
const SECONDARIES = 2;
export const SCHOOLS = PRIMARIES + SECONDARIES;
export const PRIMARY_YEAR = 40;
export const SECONDARY_YEAR = 210;

/** The local authority code of synthetic pupils. */
export const LA_CODE = '999';
const STRESS_TRUSTS = 23;

const PRIMARY_NAMES = ['Orchard', 'Hazel', 'Rowan', 'Willow', 'Linden', 'Aspen', 'Hawthorn', 'Juniper'];
const SECONDARY_NAMES = ['Damson', 'Medlar'];

/**
 * The schools of a size. `smoke` is the first school of `trust`, and that the first trust of `stress`, which has 23
 * trusts and one school more: 100,100 pupils.
 */
export function plannedSchools(size: Size): PlannedSchool[] {
  if (size === 'smoke') return schoolsOf(0).slice(0, 1);
  if (size === 'trust') return schoolsOf(0);
  const trusts = Array.from({ length: STRESS_TRUSTS }, (_, unit) => schoolsOf(unit));
  return [...trusts.flat(), schoolsOf(STRESS_TRUSTS)[0]!];
}

function schoolsOf(unit: number): PlannedSchool[] {
  const suffix = unit === 0 ? '' : ` ${unit + 1}`;
  const primaries = PRIMARY_NAMES.map((name, index): PlannedSchool => ({
    ...numbersOf(unit, index, 2900),
    phase: 'primary',
    name: `${name} Primary School${suffix}`,
    aYear: PRIMARY_YEAR,
  }));
  const secondaries = SECONDARY_NAMES.map((name, i): PlannedSchool => ({
    ...numbersOf(unit, PRIMARIES + i, 4900),
    phase: 'secondary',
    name: `${name} School${suffix}`,
    aYear: SECONDARY_YEAR,
  }));
  return [...primaries, ...secondaries];
}

/** A school's place among all of the demo's. */
export function serialOf({ unit, index }: Pick<PlannedSchool, 'unit' | 'index'>): number {
  return unit * SCHOOLS + index;
}

function numbersOf(unit: number, index: number, establishments: number) {
  const serial = serialOf({ unit, index });
  return {
    unit,
    index,
    urn: String(unit === 0 ? 999_900 + index : 990_000 + serial),
    laCode: LA_CODE,
    establishment: establishmentOf(unit, index, establishments),
  };
}

function establishmentOf(unit: number, index: number, from: number): string {
  const among = from === 2900 ? unit * PRIMARIES + index : unit * SECONDARIES + index - PRIMARIES;
  return String(from + among);
}
