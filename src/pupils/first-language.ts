/** English, and believed to be English (Common Basic Data Set, language codes). */
const ENGLISH = ['ENG', 'ENB'];
/** Refused, not obtained, classification pending. */
const NOT_KNOWN = ['REF', 'NOT', 'ZZZ'];

/** Whether a first language is, or is believed to be, English or another; null where its code does not say. */
export function firstLanguageGroup(code: string): 'english' | 'other' | null {
  if (NOT_KNOWN.includes(code)) return null;
  return ENGLISH.includes(code) ? 'english' : 'other';
}
