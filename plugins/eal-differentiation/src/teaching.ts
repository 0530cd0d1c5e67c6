import type { EnglishProficiency } from '@espalier/sdk';

/** What a teacher does, and what a pupil is given. */
interface Teaching {
  readonly strategies: readonly string[];
  readonly scaffolds: readonly string[];
}

/**
 * By proficiency. Each is written as what is done in the lesson, not for whom: whoever teaches the pupil sees it, also
 * without the right to see the proficiency.
 */
export const teaching: Readonly<Record<'A' | 'B' | 'C' | 'N', Teaching>> = {
  A: {
    strategies: [
      'Teach the key words before the lesson.',
      'Show what you say: pictures, objects, gestures, a model.',
      'Give time to answer, and take an answer in any language or drawing.',
    ],
    scaffolds: ['A picture glossary of the key words.', 'A bilingual dictionary or translation of the task.'],
  },
  B: {
    strategies: [
      'Say the sentence together before it is written.',
      'Pair with a partner who speaks English well.',
    ],
    scaffolds: ['Sentence starters for the task.', 'A word bank with examples of use.'],
  },
  C: {
    strategies: ['Model how a text of the subject is built, and write the first paragraph together.'],
    scaffolds: ['An academic writing frame.', 'A list of connectives and subject terms.'],
  },
  N: {
    strategies: ['Ask for an assessment of speaking, listening, reading and writing in English.'],
    scaffolds: [],
  },
};

/** The scale of the Common Basic Data Set. */
export const proficiencyInWords: Readonly<Record<EnglishProficiency, string>> = {
  A: 'New to English',
  B: 'Early acquisition of English',
  C: 'Developing competence in English',
  D: 'Competent in English',
  E: 'Fluent in English',
  N: 'Not yet assessed in English',
};
