import { academicYearOf } from '../../common/dates.js';
import { holds } from '../spells.js';
import type { CensusDay } from './census-days.js';

/** What Ever-6 is derived from. */
export interface EverSixFacts {
  readonly dateOfBirth: string;
  /** The National Curriculum year on the funding census day; null where the pupil is not on roll then. */
  readonly ncYearAtCensus: string | null;
  /** Spells of `fsmDisadvantage`, also of the time before this school where they are known. */
  readonly spells: readonly DisadvantageSpell[];
}

export interface DisadvantageSpell {
  readonly value: string;
  readonly startDate: string;
  readonly endDate: string | null;
}

/** A census day of the window, and what is known of the pupil on it. */
export interface CensusAnswer {
  readonly date: string;
  readonly term: CensusDay['term'];
  readonly disadvantaged: 'yes' | 'no' | 'unknown';
}

export type EverSixReason =
  | 'recorded'
  | 'neverRecorded'
  | 'historyIncomplete'
  | 'notOnRoll'
  | 'outsideReceptionToYear11'
  | 'noFundingCensus';

export interface EverSix {
  /** Incomplete history is unknown, never no. */
  everSix: 'yes' | 'no' | 'unknown';
  reason: EverSixReason;
  /** The autumn census that decides. */
  fundingCensus: string | null;
  /** Census days on which the pupil was of school age, oldest first. */
  censusDays: CensusAnswer[];
}

const RECEPTION_TO_YEAR_11 = new Set(['R', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11']);
/** Pupils begin reception in the academic year after the one in which they turn four. */
const YEARS_FROM_BIRTH_TO_RECEPTION = 5;
const YEARS = 6;

/** The latest autumn census on or before a date: the one by which pupil premium is paid; null where none is known. */
export function fundingCensusOf(asOf: string, days: readonly CensusDay[]): CensusDay | null {
  return days.findLast((it) => it.term === 'autumn' && it.date <= asOf) ?? null;
}

/**
 * Whether a pupil in reception to Y11 was recorded as disadvantaged by free school meals on any census day of the six
 * years to the funding census: those after the autumn census of six years before, up to and with the funding census
 * (DfE, pupil premium: conditions of grant).
 */
export function everSixOf(facts: EverSixFacts, asOf: string, days: readonly CensusDay[]): EverSix {
  const funding = fundingCensusOf(asOf, days);
  const before = funding && autumnOf(Number(funding.date.slice(0, 4)) - YEARS, days);
  const unknown = (reason: EverSixReason, censusDays: CensusAnswer[] = []): EverSix => {
    return { everSix: 'unknown', reason, fundingCensus: funding?.date ?? null, censusDays };
  };
  if (!funding || !before) return unknown('noFundingCensus');
  const reception = academicYearOf(facts.dateOfBirth) + YEARS_FROM_BIRTH_TO_RECEPTION;
  const censusDays = days
    .filter((it) => it.date > before.date && it.date <= funding.date && academicYearOf(it.date) >= reception)
    .map((it) => ({ ...it, disadvantaged: answerOn(it.date, facts.spells) }));
  if (facts.ncYearAtCensus === null) return unknown('notOnRoll', censusDays);
  const answer = { fundingCensus: funding.date, censusDays };
  if (!RECEPTION_TO_YEAR_11.has(facts.ncYearAtCensus)) {
    return { ...answer, everSix: 'no', reason: 'outsideReceptionToYear11' };
  }
  if (censusDays.some((it) => it.disadvantaged === 'yes')) {
    return { ...answer, everSix: 'yes', reason: 'recorded' };
  }
  if (censusDays.some((it) => it.disadvantaged === 'unknown'))
    return unknown('historyIncomplete', censusDays);
  return { ...answer, everSix: 'no', reason: 'neverRecorded' };
}

function autumnOf(year: number, days: readonly CensusDay[]): CensusDay | undefined {
  return days.find((it) => it.term === 'autumn' && it.date.startsWith(String(year)));
}

function answerOn(date: string, spells: readonly DisadvantageSpell[]): CensusAnswer['disadvantaged'] {
  const spell = spells.find((it) => holds({ start: it.startDate, end: it.endDate }, date));
  return spell?.value === 'yes' || spell?.value === 'no' ? spell.value : 'unknown';
}
