import type { CharacteristicKind } from '../../pupils/code-sets.js';
import { firstLanguageGroup } from '../../pupils/first-language.js';

/** What pupils are grouped by; the order in which cuts are released (see `differencing.ts`). */
export const CUTS = [
  'sex',
  'sen',
  'pupilPremium',
  'fsmDisadvantage',
  'fsm',
  'firstLanguage',
  'ethnicity',
  'lookedAfter',
  'previouslyLookedAfter',
  'serviceChild',
  'englishProficiency',
] as const satisfies readonly ('sex' | CharacteristicKind)[];

export type Cut = (typeof CUTS)[number];

/** The group of those about whom nothing is known, or who did not wish to say. */
export const UNKNOWN = 'unknown';

/** The main groups of the Department for Education's statistics; ABRI, AWEL, BBRI and BWEL belong to AOTH and BOTH. */
const ETHNIC_GROUPS: Readonly<Record<string, readonly string[]>> = {
  white: ['WBRI', 'WIRI', 'WIRT', 'WOTH', 'WROM'],
  mixed: ['MWBC', 'MWBA', 'MWAS', 'MOTH'],
  asian: ['AIND', 'APKN', 'ABAN', 'AOTH', 'ABRI', 'AWEL'],
  black: ['BCRB', 'BAFR', 'BOTH', 'BBRI', 'BWEL'],
  chinese: ['CHNE'],
  other: ['OOTH'],
};

const ETHNIC_GROUP_OF = new Map(
  Object.entries(ETHNIC_GROUPS).flatMap(([group, codes]) => codes.map((it) => [it, group] as const)),
);

/**
 * The groups of each cut, always all of them: a group that came and went with its members would tell that there are
 * some.
 */
export const GROUPS: Readonly<Record<Cut, readonly string[]>> = {
  sex: ['F', 'M'],
  sen: ['N', 'K', 'E'],
  pupilPremium: ['yes', 'no'],
  fsmDisadvantage: ['yes', 'no'],
  fsm: ['yes', 'no'],
  firstLanguage: ['english', 'other'],
  ethnicity: Object.keys(ETHNIC_GROUPS),
  lookedAfter: ['yes', 'no'],
  previouslyLookedAfter: ['yes', 'no'],
  serviceChild: ['yes', 'no'],
  englishProficiency: ['A', 'B', 'C', 'D', 'E'],
};

/** The group of a pupil by what is recorded; a characteristic that is not recorded is unknown, never “no”. */
export function groupOf(cut: Cut, recorded: string | null): string {
  if (recorded === null) return UNKNOWN;
  if (cut === 'ethnicity') return ETHNIC_GROUP_OF.get(recorded) ?? UNKNOWN;
  if (cut === 'firstLanguage') return firstLanguageGroup(recorded) ?? UNKNOWN;
  return GROUPS[cut].includes(recorded) ? recorded : UNKNOWN;
}
