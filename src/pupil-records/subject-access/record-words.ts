import { capitalised } from '../words/code-words.js';

/** Plain words for the kinds of records, by resource, in the order in which they are told. */
const TITLES: Readonly<Record<string, string>> = {
  pupils: 'Name, date of birth and numbers',
  enrolments: 'Time on the roll of the school',
  contacts: 'People to contact',
  'group-members': 'Classes and groups',
  attendance: 'Attendance, week by week, in half-day sessions',
  characteristics: 'Special educational needs, language, meals and the like',
  'sen-needs': 'Types of special educational need',
  results: 'Assessment results',
  targets: 'Targets',
  'target-agreements': 'What was said to targets',
  'target-proposal': 'Every answer of a computer rule that proposes targets',
  interventions: 'Extra help',
  'intervention-transitions': 'Steps in extra help',
  'intervention-sessions': 'Sessions of extra help',
  plans: 'Plans',
  'plan-outcomes': 'What plans are to achieve',
  'plan-items': 'What plans do',
  'plan-reviews': 'Reviews of plans',
  'plan-contributions': 'Views of the pupil and of parents',
  referrals: 'Referrals to other services',
  recommendations: 'What computer rules recommended',
  decisions: 'What people decided on those recommendations',
  differentiations: 'Computer rules asked how to teach the pupil',
  'differentiation-decisions': 'How teachers decided to teach the pupil',
  'differentiation-answer': 'Every answer of a computer rule on how to teach the pupil',
  'suggested-group-pupil': 'Groups that computer rules suggested',
  'allocation-rows': 'Who was to have a place of extra help, in what order and why',
  'evaluation-result': 'Every answer of a computer rule about the pupil',
  'legal-holds': 'Reasons why the record must be kept',
};

const ORDER = Object.keys(TITLES);

/** Orders kinds of records as a reader expects them: who the pupil is first, computer rules last. */
export function byKind(a: string, b: string): number {
  const place = (resource: string) => (ORDER.includes(resource) ? ORDER.indexOf(resource) : ORDER.length);
  return place(a) - place(b);
}

/** What a record's resource is called. */
export function titleOf(resource: string): string {
  return TITLES[resource] ?? capitalised(resource.replaceAll('-', ' '));
}

/** Plain words for the acts that are written down. */
const ACTIONS: Readonly<Record<string, string>> = {
  'sensitive.read': 'read sensitive data',
  'subject-access.read': 'asked for everything that is held',
  'recommendation.decide': 'decided on a recommendation',
  'differentiation.decide': 'decided how to teach the pupil',
  'allocation.change': 'changed who was to have a place of extra help',
  'intervention.transition': 'took a step in extra help',
};

/** What an act is called. */
export function actionOf(action: string): string {
  return ACTIONS[action] ?? capitalised(action.replaceAll(/[.-]/g, ' ')).toLowerCase();
}

const ABBREVIATIONS = /\b(upn|uln|nc|ehc|sen|id)\b/g;

/** What a member is called: `legalForename` → “Legal forename”, `ncYear` → “NC year”. */
export function memberOf(property: string): string {
  const words = property.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return capitalised(words.replace(ABBREVIATIONS, (word) => word.toUpperCase()));
}
