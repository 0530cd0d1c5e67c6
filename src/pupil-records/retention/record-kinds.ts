/** What the years of a term are counted from: for entries, each row has its own day. */
export const TERM_STARTS = ['date-of-birth', 'leaving', 'entry'] as const;
export type TermStart = (typeof TERM_STARTS)[number];

/** Kinds of record that are kept for a term of their own, and disposed of by themselves. */
export const RECORD_KINDS = [
  'pupil-record',
  'attendance',
  'results',
  'targets',
  'interventions',
  'sen-records',
  'contacts',
  'referrals',
  'recommendations',
  'access-log',
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** What is known of a kind before a school says anything. */
export interface KindFacts {
  /** The resources it is made of, as the change feed names them. */
  readonly resources: readonly string[];
  readonly countsFrom: TermStart;
  /** The product's default, which a school confirms or replaces. */
  readonly years: number;
  /** What statute demands; null where none does. */
  readonly minimumYears: number | null;
  /** Statute or guidance that the default rests on, in words. */
  readonly basis: string;
  /** Where that can be read; null where there is no text to read. */
  readonly source: string | null;
  /** Inputs of policies that are made from it: a decision that rested on one is replayed no more without it. */
  readonly inputs: readonly string[];
}

/** Entries of the admission register and of the attendance register are kept so long: SI 2024/208, regulation 7. */
export const REGISTER_YEARS = 6;

const REGULATION_7 = 'https://www.legislation.gov.uk/uksi/2024/208/regulation/7';
const REGISTERS =
  'The School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208), regulation 7: every entry of ' +
  'a register is kept for six years from the day on which it was made';
const IRMS = 'https://irms.org.uk/page/SchoolsToolkit';
const CONFIRM = 'A default of the product, for the school to confirm.';
const WITH_THE_RECORD =
  'Kept with the pupil record (IRMS Toolkit for Schools: date of birth + 25 years; Limitation Act 1980, section 2, ' +
  `which runs from the age of 18). ${CONFIRM}`;

export const KINDS: Readonly<Record<RecordKind, KindFacts>> = {
  'pupil-record': {
    resources: ['pupils', 'enrolments', 'characteristics', 'group-members', 'legal-holds'],
    countsFrom: 'date-of-birth',
    years: 25,
    minimumYears: null,
    basis:
      'IRMS Toolkit for Schools: date of birth + 25 years (Limitation Act 1980, section 2, which runs from the age of ' +
      '18). Never before the rest of what is held on the pupil, nor, of who had an EHC plan, before SEN records, nor ' +
      'before six years after the last day on roll (SI 2024/208, regulation 7). A primary school hands the record on ' +
      `when the pupil leaves, and may keep it for less. ${CONFIRM}`,
    source: IRMS,
    inputs: [
      'yearGroup',
      'age',
      'groups',
      'sen',
      'disadvantage',
      'lookedAfter',
      'ethnicity',
      'language',
      'sex',
    ],
  },
  attendance: {
    resources: ['attendance'],
    countsFrom: 'entry',
    years: REGISTER_YEARS,
    minimumYears: REGISTER_YEARS,
    basis: `${REGISTERS}. A week is counted from its last day. Statute: it may be lengthened, not shortened.`,
    source: REGULATION_7,
    inputs: ['attendance'],
  },
  results: {
    resources: ['results'],
    countsFrom: 'date-of-birth',
    years: 25,
    minimumYears: null,
    basis: WITH_THE_RECORD,
    source: IRMS,
    inputs: ['results', 'trajectory'],
  },
  targets: {
    resources: ['targets', 'target-agreements', 'target-proposal'],
    countsFrom: 'date-of-birth',
    years: 25,
    minimumYears: null,
    basis: WITH_THE_RECORD,
    source: IRMS,
    inputs: ['targets', 'trajectory'],
  },
  interventions: {
    resources: ['interventions', 'intervention-sessions', 'intervention-transitions'],
    countsFrom: 'date-of-birth',
    years: 25,
    minimumYears: null,
    basis: WITH_THE_RECORD,
    source: IRMS,
    inputs: ['interventions'],
  },
  'sen-records': {
    resources: ['sen-needs', 'plans', 'plan-outcomes', 'plan-items', 'plan-reviews', 'plan-contributions'],
    countsFrom: 'date-of-birth',
    years: 31,
    minimumYears: null,
    basis:
      'IRMS Toolkit for Schools, SEN files, reviews and EHC plans: date of birth + 31 years (SEND code of practice: 0 ' +
      `to 25 years; six years more, Limitation Act 1980, section 2). ${CONFIRM}`,
    source: IRMS,
    inputs: ['plans'],
  },
  contacts: {
    resources: ['contacts'],
    countsFrom: 'leaving',
    years: REGISTER_YEARS,
    minimumYears: REGISTER_YEARS,
    basis:
      `Parents’ names, addresses and numbers are entries of the admission register (SI 2024/208, regulation 8). ${REGISTERS}. ` +
      'Counted from the last day on roll. Statute: it may be lengthened, not shortened.',
    source: REGULATION_7,
    inputs: [],
  },
  referrals: {
    resources: ['referrals'],
    countsFrom: 'date-of-birth',
    years: 25,
    minimumYears: null,
    basis: WITH_THE_RECORD,
    source: IRMS,
    inputs: [],
  },
  recommendations: {
    resources: [
      'recommendations',
      'decisions',
      'allocation-rows',
      'evaluation-result',
      'differentiations',
      'differentiation-decisions',
      'differentiation-answer',
      'suggested-group-pupil',
    ],
    countsFrom: 'date-of-birth',
    years: 25,
    minimumYears: null,
    basis: `They say why the record holds what it holds. ${WITH_THE_RECORD}`,
    source: IRMS,
    inputs: [],
  },
  'access-log': {
    resources: ['audit-events'],
    countsFrom: 'entry',
    years: 6,
    minimumYears: null,
    basis:
      'Who read the pupil’s sensitive data: no text sets a term. Six years, in which a claim about a reading can be ' +
      `brought (Limitation Act 1980, section 2). ${CONFIRM}`,
    source: 'https://www.legislation.gov.uk/ukpga/1980/58/section/2',
    inputs: [],
  },
};

/** Whether a text names a kind. */
export function isRecordKind(text: string): text is RecordKind {
  return (RECORD_KINDS as readonly string[]).includes(text);
}

/** The kind that a resource belongs to. Throws for one that belongs to none. */
export function kindOfResource(resource: string): RecordKind {
  const kind = RECORD_KINDS.find((it) => KINDS[it].resources.includes(resource));
  if (!kind) throw new Error(`${resource} belongs to no kind of record`);
  return kind;
}
