import type { SenFact } from '../characteristics.js';
import type {
  AgeFact,
  AttendanceFact,
  GroupFact,
  InterventionFact,
  ResultFact,
  TargetFact,
} from '../learner.js';
import { filled, onlyUpTo } from './filled.js';
import { startOfYear, termlyDays, weeksBefore } from './school-day.js';
import type { AttendanceSketch, LearnerSketch, ResultSketch } from './sketch.js';

/** Standardised scores. Source: the framework `standardised`. */
const lowest = 70;
const highest = 140;

export function resultFacts(sketches: readonly ResultSketch[], asOf: string, at: string): ResultFact[] {
  const days = termlyDays(sketches.length, asOf);
  const facts = sketches.map((sketch, index): ResultFact => {
    const given = typeof sketch === 'number' ? { value: sketch } : sketch;
    const usual: ResultFact = {
      date: days[index]!,
      framework: 'standardised',
      frameworkVersion: 1,
      value: given.outcome == null ? 100 : null,
      grade: null,
      outcome: null,
      status: 'R',
      source: 'test',
    };
    const fact = filled(usual, given, `${at}[${index}]`);
    requireScore(fact, `${at}[${index}]`);
    return fact;
  });
  onlyUpTo(asOf, facts, at);
  return facts;
}

function requireScore({ framework, value }: ResultFact, at: string): void {
  if (framework !== 'standardised' || value === null || (value >= lowest && value <= highest)) return;
  throw new RangeError(
    `${at}: ${value} is no standardised score, ${lowest} to ${highest}; name the framework: { value: ${value}, framework: 'twenty' }`,
  );
}

export function targetFact(given: Partial<TargetFact>, asOf: string, at: string): TargetFact {
  const usual: TargetFact = {
    framework: 'standardised',
    frameworkVersion: 1,
    baselineDate: weeksBefore(asOf, 39),
    baseline: 95,
    target: 105,
    due: weeksBefore(asOf, -13),
    status: 'active',
  };
  return filled(usual, given, at);
}

export function interventionFact(
  given: Partial<InterventionFact>,
  asOf: string,
  at: string,
): InterventionFact {
  const status = given.status ?? 'closed';
  const ended = status === 'reviewed' || status === 'closed';
  const begun = ended || status === 'active';
  const usual: InterventionFact = {
    subject: null,
    provisionType: 'small-group-catch-up',
    wave: 2,
    status,
    startDate: begun ? weeksBefore(asOf, 14) : null,
    endDate: ended ? weeksBefore(asOf, 2) : null,
    dosageReceived: begun ? 0.9 : null,
    gain: ended ? 5 : null,
    plannedPence: null,
    yearPence: null,
  };
  return filled(usual, given, at);
}

/** Ten sessions a week, four weeks of each five, in hundreds, so that a share in whole per cent is exact. */
function sessionsToDate(asOf: string): number {
  const { days } = Temporal.PlainDate.from(startOfYear(asOf)).until(asOf, { largestUnit: 'days' });
  return Math.max(100, Math.floor(((days / 7) * 10 * 0.8) / 100) * 100);
}

export function attendanceFact(sketch: AttendanceSketch, asOf: string): AttendanceFact {
  const given: Partial<AttendanceFact> = typeof sketch === 'number' ? absenceOf(sketch, asOf) : sketch;
  const possible = given.possible ?? sessionsToDate(asOf);
  const absent = given.absent ?? 0;
  if (absent < 0 || absent > possible)
    throw new RangeError(`attendance: ${absent} absent of ${possible} possible`);
  const unauthorised = given.unauthorised ?? absent - (given.authorised ?? absent);
  const monday = Temporal.PlainDate.from(asOf);
  const usual: AttendanceFact = {
    possible,
    absent,
    authorised: absent - unauthorised,
    unauthorised,
    absence: absent / possible,
    partial: false,
    lastTenWeeks: {
      from: monday.subtract({ weeks: 10, days: monday.dayOfWeek - 1 }).toString(),
      weeksReceived: 10,
      unauthorised: Math.min(unauthorised, 100),
    },
  };
  return filled(usual, given, 'attendance');
}

function absenceOf(share: number, asOf: string): Pick<AttendanceFact, 'possible' | 'absent'> {
  const possible = sessionsToDate(asOf);
  const absent = Math.round(share * possible);
  if (share < 0 || share > 1 || Math.abs(share * 100 - Math.round(share * 100)) > 1e-9) {
    throw new RangeError(`attendance: ${share} is no share in whole per cent; give { possible, absent }`);
  }
  return { possible, absent };
}

export function ageFact(given: number | AgeFact): AgeFact {
  return typeof given === 'number'
    ? { years: given, months: 0 }
    : filled({ years: 0, months: 0 }, given, 'age');
}

export function groupFact(given: Partial<GroupFact>, asOf: string, at: string): GroupFact {
  return filled({ kind: 'teaching', subject: null, since: startOfYear(asOf) }, given, at);
}

export function senFact(sketch: NonNullable<LearnerSketch['sen']>, asOf: string): SenFact {
  const given = typeof sketch === 'string' ? { provision: sketch } : sketch;
  const usual: SenFact = {
    provision: 'K',
    since: startOfYear(asOf),
    schoolDays: null,
    needs: [],
    parentMeetingsExpected: 0,
  };
  return filled(usual, given, 'sen');
}
