/** Code sets of the Common Basic Data Set (Department for Education). */

/** SEN provision: none, SEN support, education, health and care plan. */
export const SEN_PROVISIONS = ['N', 'K', 'E'] as const;

/** C current (single), M main dual, S subsidiary dual, F further education, O other provider, G guest, P previous. */
export const ENROLMENT_STATUSES = ['C', 'M', 'S', 'F', 'O', 'G', 'P'] as const;

/** Main registrations: a pupil has one at a time. */
export const MAIN_REGISTRATIONS: readonly string[] = ['C', 'M'];

/** National Curriculum years; X does not follow it. */
export const NC_YEAR_CODES = [
  'E1',
  'E2',
  'N1',
  'N2',
  'R',
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '9',
  '10',
  '11',
  '12',
  '13',
  '14',
  'X',
] as const;

export const SEXES = ['F', 'M'] as const;

/** English proficiency: A new to English … E fluent, N not yet assessed. */
export const ENGLISH_PROFICIENCIES = ['A', 'B', 'C', 'D', 'E', 'N'] as const;

/** Ethnicity; REFU refused, NOBT not obtained. */
export const ETHNICITIES = [
  'WBRI',
  'WIRI',
  'WIRT',
  'WOTH',
  'WROM',
  'MWBC',
  'MWBA',
  'MWAS',
  'MOTH',
  'AIND',
  'APKN',
  'ABAN',
  'AOTH',
  'ABRI',
  'AWEL',
  'BCRB',
  'BAFR',
  'BOTH',
  'BBRI',
  'BWEL',
  'CHNE',
  'OOTH',
  'REFU',
  'NOBT',
] as const;

/** Why a pupil has no UPN. */
export const UPN_REASONS = ['not-yet-allocated', 'adopted', 'not-required', 'awaiting-transfer'] as const;

const YES_NO = ['yes', 'no'] as const;

/** Kinds of characteristic spells → their values; null takes any language code. All are sensitive. */
export const CHARACTERISTICS = {
  sen: SEN_PROVISIONS,
  /** Free school meals: since September 2026 every Universal Credit household. */
  fsm: YES_NO,
  /** Disadvantage by free school meals, as the pupil premium counts it; kept apart from `fsm`. */
  fsmDisadvantage: YES_NO,
  pupilPremium: YES_NO,
  lookedAfter: YES_NO,
  previouslyLookedAfter: YES_NO,
  firstLanguage: null,
  englishProficiency: ENGLISH_PROFICIENCIES,
  ethnicity: ETHNICITIES,
  serviceChild: YES_NO,
} as const;

export type CharacteristicKind = keyof typeof CHARACTERISTICS;

export const CHARACTERISTIC_KINDS = Object.keys(CHARACTERISTICS) as CharacteristicKind[];

/** Whether a value belongs to a kind. A first language is a code of three or four capital letters, as in the CBDS. */
export function isCharacteristicValue(kind: CharacteristicKind, value: string): boolean {
  const values: readonly string[] | null = CHARACTERISTICS[kind];
  return values ? values.includes(value) : /^[A-Z]{3,4}$/.test(value);
}
