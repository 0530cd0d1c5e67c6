/** What a computer rule can answer about a pupil. */
const ANSWERS: Readonly<Record<string, string>> = {
  recommend: 'recommends help',
  differentiate: 'proposes how to teach',
  noAction: 'recommends nothing',
  noneNeeded: 'none needed',
  notApplicable: 'the rule is not for this pupil',
  watch: 'to be looked at again',
  insufficientData: 'too little is known',
  notEvaluated: 'could not be worked out',
};

/**
 * What codes mean, by resource and member: those of the Common Basic Data Set (Department for Education) in its own
 * words, and those of the product. A copy of what is held has to be intelligible (UK GDPR, Article 12).
 */
const CODES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'pupils.sex': { F: 'female', M: 'male' },
  'enrolments.status': {
    C: 'current, registered at this school only',
    M: 'current, main registration of two',
    S: 'current, subsidiary registration of two',
    F: 'further education college',
    O: 'other provider',
    G: 'guest pupil',
    P: 'previous',
  },
  'enrolments.ncYear': {
    E1: 'early years, first year',
    E2: 'early years, second year',
    N1: 'Nursery, first year',
    N2: 'Nursery, second year',
    R: 'Reception',
    X: 'National Curriculum years not followed',
  },
  'results.outcome': {
    'not-assessed': 'not assessed',
    'below-the-test': 'working below the test',
    'newly-arrived': 'newly arrived',
    left: 'has left the school',
  },
  'results.status': { E: 'estimate', I: 'interim', P: 'provisional', R: 'result', T: 'target' },
  'sen-needs.needType': {
    SPLD: 'specific learning difficulty',
    MLD: 'moderate learning difficulty',
    SLD: 'severe learning difficulty',
    PMLD: 'profound and multiple learning difficulty',
    SEMH: 'social, emotional and mental health',
    SLCN: 'speech, language and communication needs',
    HI: 'hearing impairment',
    VI: 'vision impairment',
    MSI: 'multi-sensory impairment',
    PD: 'physical disability',
    ASD: 'autistic spectrum disorder',
    DS: 'Down syndrome',
    OTH: 'other difficulty or disability',
    NSA: 'SEN support, but no specialist assessment of type of need',
  },
  'plans.kind': {
    support: 'support plan',
    'send-support': 'SEN support plan',
    ehc: 'education, health and care plan',
  },
  'plan-outcomes.result': {
    exceeded: 'exceeded',
    met: 'met',
    partly: 'partly met',
    not: 'not met',
  },
  'plans.areaOfNeed': { semh: 'social, emotional and mental health' },
  'referrals.service': {
    'educational-psychology': 'educational psychology',
    'speech-and-language': 'speech and language therapy',
    camhs: 'child and adolescent mental health services',
    'occupational-therapy': 'occupational therapy',
    'social-care': 'social care',
    'early-help': 'early help',
    'school-nursing': 'school nursing',
    'sensory-service': 'sensory service',
  },
  'evaluation-result.outcome': ANSWERS,
  'evaluation-result.kind': ANSWERS,
  'evaluation-result.why': ANSWERS,
  'differentiation-answer.outcome': ANSWERS,
  'differentiation-answer.kind': ANSWERS,
  'differentiation-answer.why': ANSWERS,
  'differentiations.outcome': ANSWERS,
  'target-proposal.outcome': {
    ...ANSWERS,
    proposed: 'proposes a target',
    targetAgreed: 'a target was agreed already',
    draftPending: 'a draft of a target was waiting already',
  },
  'target-proposal.kind': { ...ANSWERS, proposeTarget: 'proposes a target' },
  'target-proposal.why': ANSWERS,
  'characteristics.kind': {
    sen: 'special educational needs provision',
    fsm: 'free school meals',
    fsmDisadvantage: 'free school meals as the pupil premium counts them',
    pupilPremium: 'pupil premium',
    lookedAfter: 'looked after by a local authority',
    previouslyLookedAfter: 'previously looked after',
    firstLanguage: 'first language',
    englishProficiency: 'proficiency in English',
    ethnicity: 'ethnicity',
    serviceChild: 'service child in education',
  },
  'characteristics.value.sen': {
    N: 'no special educational need',
    K: 'SEN support',
    E: 'education, health and care plan',
  },
  'characteristics.value.firstLanguage': {
    ENG: 'English',
    ENB: 'believed to be English',
    OTH: 'other than English',
    OTB: 'believed to be other than English',
    REF: 'refused',
    NOT: 'not obtained',
    ZZZ: 'not yet classified',
  },
  'characteristics.value.englishProficiency': {
    A: 'new to English',
    B: 'early acquisition',
    C: 'developing competence',
    D: 'competent',
    E: 'fluent',
    N: 'not yet assessed',
  },
  'characteristics.value.ethnicity': {
    WBRI: 'White British',
    WIRI: 'White Irish',
    WIRT: 'Traveller of Irish heritage',
    WOTH: 'any other White background',
    WROM: 'Gypsy or Roma',
    MWBC: 'White and Black Caribbean',
    MWBA: 'White and Black African',
    MWAS: 'White and Asian',
    MOTH: 'any other mixed background',
    AIND: 'Indian',
    APKN: 'Pakistani',
    ABAN: 'Bangladeshi',
    AOTH: 'any other Asian background',
    ABRI: 'Asian British',
    AWEL: 'Asian Welsh',
    BCRB: 'Black Caribbean',
    BAFR: 'Black African',
    BOTH: 'any other Black background',
    BBRI: 'Black British',
    BWEL: 'Black Welsh',
    CHNE: 'Chinese',
    OOTH: 'any other ethnic group',
    REFU: 'refused',
    NOBT: 'not obtained',
  },
};

/** What a code of a record means; null for what is no code. `kind` is the record's own, which tells its values apart. */
export function meaningOf(resource: string, member: string, code: string, kind?: unknown): string | null {
  const place = `${resource}.${member}`;
  return CODES[place]?.[code] ?? CODES[`${place}.${String(kind)}`]?.[code] ?? null;
}

/** Words at the beginning of a line. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
