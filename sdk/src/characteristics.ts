import type { IsoDate } from './iso-date.js';

/** A fact that may not be known. Unknown is never no. @since 0.1.0 */
export type YesNoUnknown = 'yes' | 'no' | 'unknown';

/**
 * SEN provision: N none, K SEN support, E education, health and care plan.
 * Source: Common Basic Data Set, SEN provision.
 * @since 0.1.0
 */
export type SenProvision = 'N' | 'K' | 'E';

/**
 * Types of need: specific, moderate, severe, profound and multiple learning difficulty; social, emotional and mental
 * health; speech, language and communication; hearing, visual, multi-sensory impairment; physical disability;
 * autistic spectrum disorder; Down syndrome; other; no specialist assessment yet.
 * Source: Common Basic Data Set, SEN type.
 * @since 0.1.0
 */
export type SenType =
  | 'SPLD'
  | 'MLD'
  | 'SLD'
  | 'PMLD'
  | 'SEMH'
  | 'SLCN'
  | 'HI'
  | 'VI'
  | 'MSI'
  | 'PD'
  | 'ASD'
  | 'DS'
  | 'OTH'
  | 'NSA';

/** One need of a learner with SEN. @since 0.1.0 */
export interface SenNeed {
  readonly type: SenType;
  /** 1 is the primary need. */
  readonly rank: number;
  readonly since: IsoDate;
}

/** A learner's special educational needs. Sensitive input `sen`. @since 0.1.0 */
export interface SenFact {
  readonly provision: SenProvision;
  /** The first day of this provision; spells of the same that follow day on day are one. */
  readonly since: IsoDate;
  /**
   * School days from `since` to `asOf`, both counted, by the school's calendars. Days that lie in no calendar are not
   * among them, so it may be more; null where no calendar holds any of the days.
   */
  readonly schoolDays: number | null;
  /** By rank. */
  readonly needs: readonly SenNeed[];
  /**
   * Meetings with parents that are due in the academic year up to `asOf`: three a year, pro rata by the terms that
   * have ended and in which the learner had K or E for half of the days or more.
   * Source: SEND code of practice (2015), 6.65.
   */
  readonly parentMeetingsExpected: number;
}

/** What pupil premium and the like rest on. Sensitive input `disadvantage`. @since 0.1.0 */
export interface DisadvantageFact {
  /** Free school meals on `asOf`. */
  readonly fsm: YesNoUnknown;
  /** Disadvantage by free school meals on `asOf`, as the pupil premium counts it. */
  readonly fsmDisadvantage: YesNoUnknown;
  /**
   * Whether the learner was recorded as disadvantaged by free school meals on any census day of the six years to the
   * latest autumn census: reception to Y11. Incomplete history is unknown.
   * Source: DfE, pupil premium: conditions of grant.
   */
  readonly everSix: YesNoUnknown;
  readonly pupilPremium: YesNoUnknown;
  /** A child of somebody in the armed forces. */
  readonly serviceChild: YesNoUnknown;
}

/** Whether a learner is or was in care. Sensitive input `lookedAfter`. @since 0.1.0 */
export interface LookedAfterFact {
  /** By a local authority, on `asOf`. */
  readonly lookedAfter: YesNoUnknown;
  readonly previouslyLookedAfter: YesNoUnknown;
}

/**
 * English proficiency: A new to English, B early acquisition, C developing competence, D competent, E fluent, N not
 * yet assessed.
 * Source: Common Basic Data Set, proficiency in English.
 * @since 0.1.0
 */
export type EnglishProficiency = 'A' | 'B' | 'C' | 'D' | 'E' | 'N';

/** A learner's languages. Sensitive input `language`. @since 0.1.0 */
export interface LanguageFact {
  /** Code of the Common Basic Data Set, for example `ENG` or `PNJ`; null where none is recorded. */
  readonly firstLanguage: string | null;
  /** English as an additional language: whether the first language is, or is believed to be, another. */
  readonly eal: YesNoUnknown;
  /** Null where none is recorded. */
  readonly proficiency: EnglishProficiency | null;
  /** The first day of this proficiency; null without one. */
  readonly proficiencySince: IsoDate | null;
}

/**
 * A code of the Common Basic Data Set's ethnicity, `WBRI` to `OOTH`; `REFU` refused, `NOBT` not obtained.
 * @since 0.1.0
 */
export type EthnicityCode =
  | (
      | 'WBRI'
      | 'WIRI'
      | 'WIRT'
      | 'WOTH'
      | 'WROM'
      | 'MWBC'
      | 'MWBA'
      | 'MWAS'
      | 'MOTH'
      | 'AIND'
      | 'APKN'
      | 'ABAN'
    )
  | (
      | 'AOTH'
      | 'ABRI'
      | 'AWEL'
      | 'BCRB'
      | 'BAFR'
      | 'BOTH'
      | 'BBRI'
      | 'BWEL'
      | 'CHNE'
      | 'OOTH'
      | 'REFU'
      | 'NOBT'
    );
