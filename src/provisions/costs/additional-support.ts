/**
 * What a school meets of a pupil's additional support in a year, in pence: £6,000, from its budget (element 2, the
 * notional SEN budget). What goes beyond it is for high-needs top-up (element 3). DfE, High needs funding: operational
 * guide.
 */
export const SCHOOL_MEETS_PENCE = 600_000;

/** A pupil's place with the part of its planned cost that falls in the year. */
export interface YearsPlace {
  readonly wave: number;
  /** Null: nothing of the cost is known. */
  readonly pence: number | null;
}

/** What a pupil's places cost in a year, and who meets what is additional. */
export interface AdditionalSupport {
  readonly plannedPence: number;
  /** Of that, for what is additional to what is made for all. */
  readonly additionalPence: number;
  readonly schoolMeetsPence: number;
  readonly abovePence: number;
  /** Places of which no cost is known: the totals are short by them. */
  readonly unknown: number;
}

/** Additional to or different from what is made for pupils of the age in general: not wave 1 (SEND Code of Practice, 6.15). */
export function isAdditional({ wave }: Pick<YearsPlace, 'wave'>): boolean {
  return wave > 1;
}

/** The totals of a pupil's places in a year, held against what the school meets of additional support. */
export function additionalSupport(places: readonly YearsPlace[]): AdditionalSupport {
  const sum = (some: readonly YearsPlace[]) => some.reduce((total, it) => total + (it.pence ?? 0), 0);
  const additionalPence = sum(places.filter(isAdditional));
  const schoolMeetsPence = Math.min(additionalPence, SCHOOL_MEETS_PENCE);
  return {
    plannedPence: sum(places),
    additionalPence,
    schoolMeetsPence,
    abovePence: additionalPence - schoolMeetsPence,
    unknown: places.filter((it) => it.pence === null).length,
  };
}
