/** Plain words for the kinds of records, by resource. */
const TITLES: Readonly<Record<string, string>> = {
  pupils: 'Name, date of birth and numbers',
  enrolments: 'Time on the roll of the school',
  characteristics: 'Special educational needs, language, meals and the like',
  contacts: 'People to contact',
  'group-members': 'Classes and groups',
  results: 'Assessment results',
  targets: 'Targets',
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
  'evaluation-result': 'Every answer of a computer rule about the pupil',
  'legal-holds': 'Reasons why the record must be kept',
};

/** What a record's resource is called. */
export function titleOf(resource: string): string {
  return TITLES[resource] ?? inWords(resource.replaceAll('-', ' '));
}

/** Plain words for the acts that are written down. */
const ACTIONS: Readonly<Record<string, string>> = {
  'sensitive.read': 'read sensitive data',
  'subject-access.read': 'asked for everything that is held',
  'recommendation.decide': 'decided on a recommendation',
  'intervention.transition': 'took a step in extra help',
};

/** What an act is called. */
export function actionOf(action: string): string {
  return ACTIONS[action] ?? inWords(action.replaceAll(/[.-]/g, ' ')).toLowerCase();
}

/** What a member is called: `legalForename` → “Legal forename”. */
export function memberOf(property: string): string {
  return inWords(property.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
}

function inWords(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
