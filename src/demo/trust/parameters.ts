import type { ETHNICITIES } from '../../pupils/code-sets.js';

/*
 * What the demo trust is made of. Proportions are those of England, rounded, from the Department for Education's
 * statistics that each comment names; effects are of the size that its attainment statistics show. Synthetic pupils
 * follow them, so that insights can be held against what was put in; nothing here is an estimate to be cited.
 */

export type Ethnicity = (typeof ETHNICITIES)[number];
export type Sen = 'N' | 'K' | 'E';

/** Boys among pupils: Schools, pupils and their characteristics, 2024/25. */
export const SHARE_OF_BOYS = 0.51;

/** Eligible for free school meals by income: a quarter (Schools, pupils and their characteristics, 2024/25). */
export const SHARE_DISADVANTAGED = 0.25;

/** Schools differ in it: each school's share is this one times a factor between these, 1 on average. */
export const SCHOOL_FACTORS = { least: 0.55, most: 1.45 };

/**
 * Free school meals for all Universal Credit households from September 2026: over 500,000 more pupils by the
 * government's own figure, without pupil premium for them.
 */
export const SHARE_ADDED_TO_MEALS = 0.06;
export const MEALS_FOR_ALL_UNIVERSAL_CREDIT = '2026-09-01';

/** SEN support 14 %, EHC plans 5 % (Special educational needs in England, 2024/25), twice as frequent with free meals. */
export const SEN_SHARES: Readonly<
  Record<'disadvantaged' | 'others', { readonly K: number; readonly E: number }>
> = {
  disadvantaged: { K: 0.225, E: 0.085 },
  others: { K: 0.113, E: 0.042 },
};

/** Boys have special educational needs about 1.7 times as often as girls (the same source). */
export const SEN_FACTORS = { M: 1.26, F: 0.73 };

/** Main types of need with SEN support and with EHC plans, roughly (the same source, primary type of need). */
export const SEN_TYPES = {
  K: { SLCN: 26, SEMH: 22, SPLD: 15, MLD: 15, ASD: 10, OTH: 5, NSA: 4, PD: 2, HI: 2, VI: 1 },
  E: { ASD: 36, SLCN: 21, SEMH: 15, MLD: 8, SLD: 8, SPLD: 4, PD: 4, PMLD: 2, HI: 1, VI: 1 },
} as const;

/** Ethnicity, per cent: Schools, pupils and their characteristics, 2024/25. */
export const ETHNICITY_SHARES: Readonly<Partial<Record<Ethnicity, number>>> = {
  WBRI: 59.7,
  WIRI: 0.2,
  WIRT: 0.1,
  WROM: 0.4,
  WOTH: 7.4,
  MWBC: 1.6,
  MWBA: 1.0,
  MWAS: 1.7,
  MOTH: 2.9,
  AIND: 4.2,
  APKN: 4.7,
  ABAN: 1.8,
  AOTH: 2.3,
  BCRB: 0.9,
  BAFR: 5.2,
  BOTH: 0.8,
  CHNE: 0.8,
  OOTH: 2.5,
  REFU: 1.0,
  NOBT: 0.8,
};

/** First language other than English, by ethnicity: made to come to 21 % in all (the same source). */
export const EAL_SHARES: Readonly<Partial<Record<Ethnicity, number>>> = {
  WROM: 0.75,
  WOTH: 0.7,
  MWBA: 0.15,
  MWAS: 0.15,
  MOTH: 0.25,
  AIND: 0.6,
  APKN: 0.62,
  ABAN: 0.7,
  AOTH: 0.65,
  BAFR: 0.5,
  BOTH: 0.3,
  CHNE: 0.6,
  OOTH: 0.65,
};

/** Languages of those pupils, by ethnicity; codes of the Common Basic Data Set. */
export const LANGUAGES: Readonly<Partial<Record<Ethnicity, readonly string[]>>> = {
  WROM: ['RMN', 'RMNR'],
  WOTH: ['POL', 'RMN', 'POR', 'LIT', 'UKR', 'BUL'],
  AIND: ['GUJ', 'PNJ', 'HIN', 'TAM', 'MYM'],
  APKN: ['URD', 'PNJ'],
  ABAN: ['BNG'],
  AOTH: ['TAM', 'PRS', 'NEP', 'SNH'],
  BAFR: ['SOM', 'YOR', 'IGB', 'TGR'],
  CHNE: ['CHI'],
  OOTH: ['ARA', 'KUR', 'SPA', 'PRS'],
};
export const OTHER_LANGUAGES: readonly string[] = ['ARA', 'FRN', 'SPA', 'POR'];

/** English proficiency of pupils whose first language is another, when they start and years later. */
export const PROFICIENCY_SHARES = {
  atStart: { A: 25, B: 30, C: 25, D: 12, E: 8 },
  later: { A: 4, B: 12, C: 28, D: 28, E: 28 },
} as const;

/** Looked after 0.7 % and previously looked after 1 %; service children 0.9 % (School census and pupil premium, 2024/25). */
export const SHARE_LOOKED_AFTER = 0.007;
export const SHARE_PREVIOUSLY_LOOKED_AFTER = 0.01;
export const SHARE_SERVICE = 0.009;

/**
 * Effects on attainment in standard deviations, each with the others held equal. Together with what goes with them
 * (SEN is more frequent with free meals, and among boys) they make the gaps of `expected-gaps.ts`. Sizes: Key stage
 * 2 attainment 2024 by characteristics, shares at the standard turned into deviations of a normal distribution.
 */
export const EFFECTS = {
  disadvantaged: -0.42,
  sen: { N: 0, K: -0.9, E: -1.4 },
  girl: { reading: 0.08, spag: 0.12, english: 0.15, mathematics: -0.14 } as Readonly<Record<string, number>>,
  eal: 0,
  lookedAfter: -0.6,
  ethnicity: { CHNE: 0.7, AIND: 0.45, BCRB: -0.2, MWBC: -0.15, WROM: -0.9, WIRT: -1.1 } as Partial<
    Record<Ethnicity, number>
  >,
} as const;

/**
 * What is left of attainment: what a pupil's subjects share, what is the subject's own, and one sitting's chance, in
 * standard deviations. The level of a pupil without any effect is `LEVEL`, so that all together are at 0.
 */
export const SPREAD = { pupil: 0.74, subject: 0.42, sitting: 0.17, school: 0.12 };
export const LEVEL = 0.28;

/** One pupil-subject in eight loses this much over a year, in standard deviations. */
export const SLIPPING = { share: 0.12, mean: -0.6, sd: 0.15 };

/** A pupil leaves during a year and another comes: to or from a school of the trust, or elsewhere. */
export const MOVERS = { withinTrust: 0.008, elsewhere: 0.025 };
/** Of those who come from elsewhere: from abroad, with a temporary UPN at first. */
export const SHARE_FROM_ABROAD = 0.4;
/** Of a secondary's intake from elsewhere: without key stage 2 results. */
export const SHARE_WITHOUT_KS2 = 0.12;
/** Registered for a year of their time at a second school of the trust too. */
export const SHARE_DUAL = 0.008;
/** Away on the day of an assessment. */
export const SHARE_ABSENT_FROM_TEST = 0.02;

/**
 * Absence: half of all pupils miss less than `median` of their sessions, with a long tail above; a few are hardly ever
 * there. Made to come to about 7 % in all, one in five persistent (10 % or more) and 2 % severe (50 % or more):
 * Pupil absence in schools in England, 2023/24. Free meals and special needs go with more (the same source).
 */
export const ABSENCE = {
  median: 0.038,
  spread: 0.9,
  disadvantaged: 1.7,
  sen: 1.35,
  severe: { share: 0.015, least: 0.5, most: 0.9 },
  /** A third of absence is unauthorised. */
  unauthorised: 0.34,
  late: 0.02,
};

/** Of the reviews of plans that fell due: not held yet. */
export const SHARE_LAPSED_REVIEWS = 0.15;
/** Of the sessions of provision: not attended. */
export const SHARE_MISSED_SESSIONS = 0.1;
/** Pupils who are referred to an outside service in a year. */
export const SHARE_REFERRED = 0.02;
/**
 * What a provision's own test shows at exit beyond what was to be expected, in standard deviations: small group
 * tuition is worth four months (Education Endowment Foundation, Teaching and Learning Toolkit), about a quarter of one.
 */
export const GAIN_OF_PROVISION = 0.25;

/** Termly results that were entered wrongly and corrected. */
export const SHARE_CORRECTED = 0.005;

/** What pupils and parents said to targets: heard at all, and of those who were, against it, or with it taken back. */
export const AGREEMENT = { pupil: 0.9, parent: 0.65, against: 0.04, takenBack: 0.01 };
