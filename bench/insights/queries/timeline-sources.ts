/** Where rows of a table stand in a timeline. */
export interface Entry {
  readonly kind: string;
  /** The column of the day. */
  readonly date: string;
  readonly where?: string;
}

/** A table of which a timeline is made. */
export interface Source {
  readonly table: string;
  readonly resource: string;
  /** The members that are told; their columns have the same names. */
  readonly told: readonly string[];
  readonly entries: readonly Entry[];
}

/** Every kind of entry of a pupil's timeline, for a token that may see all. */
export const SOURCES: readonly Source[] = [
  {
    table: 'enrolment',
    resource: 'enrolments',
    told: ['ncYear', 'status', 'entryDate', 'leavingDate'],
    entries: [
      { kind: 'enrolment', date: 'entry_date' },
      { kind: 'enrolment-end', date: 'leaving_date' },
    ],
  },
  {
    table: 'characteristic',
    resource: 'characteristics',
    told: ['kind', 'value', 'startDate', 'endDate'],
    entries: [
      { kind: 'characteristic', date: 'start_date' },
      {
        kind: 'characteristic-end',
        date: 'end_date',
      },
    ],
  },
  {
    table: 'sen_need',
    resource: 'sen-needs',
    told: ['needType', 'needRank', 'startDate', 'endDate'],
    entries: [
      { kind: 'sen-need', date: 'start_date' },
      { kind: 'sen-need-end', date: 'end_date' },
    ],
  },
  {
    table: 'group_member',
    resource: 'group-members',
    told: ['groupId', 'kind', 'startDate', 'endDate'],
    entries: [
      { kind: 'group', date: 'start_date' },
      { kind: 'group-end', date: 'end_date' },
    ],
  },
  {
    table: 'result',
    resource: 'results',
    told: [
      'subject',
      'frameworkKey',
      'frameworkVersion',
      'value',
      'grade',
      'outcome',
      'points',
      'status',
      'resultSource',
      'corrects',
    ],
    entries: [
      {
        kind: 'result',
        date: 'date',
        where: 'superseded_by is null',
      },
    ],
  },
  {
    table: 'attendance_summary',
    resource: 'attendance',
    told: ['possible', 'present', 'authorised', 'unauthorised', 'late'],
    entries: [
      {
        kind: 'attendance',
        date: 'week_start',
      },
    ],
  },
  {
    table: 'target',
    resource: 'targets',
    told: [
      'subject',
      'frameworkKey',
      'frameworkVersion',
      'baselineDate',
      'baseline',
      'target',
      'due',
      'status',
      'statusReason',
    ],
    entries: [
      { kind: 'target', date: 'baseline_date' },
      {
        kind: 'target-due',
        date: 'due',
        where: "status <> 'withdrawn'",
      },
    ],
  },
  {
    table: 'target_agreement',
    resource: 'target-agreements',
    told: ['targetId', 'party', 'view', 'name', 'comment', 'withdrawnOn'],
    entries: [{ kind: 'target-agreement', date: 'date' }],
  },
  {
    table: 'intervention',
    resource: 'interventions',
    told: [
      'provisionTypeKey',
      'provisionId',
      'wave',
      'subject',
      'status',
      'startDate',
      'endDate',
      'entryMeasure',
      'exitMeasure',
    ],
    entries: [
      {
        kind: 'intervention',
        date: 'start_date',
        where: "status <> 'declined'",
      },
      {
        kind: 'intervention-end',
        date: 'end_date',
        where: "status <> 'declined'",
      },
    ],
  },
  {
    table: 'intervention_transition',
    resource: 'intervention-transitions',
    told: ['interventionId', 'fromStatus', 'toStatus', 'reason', 'staffId'],
    entries: [
      {
        kind: 'intervention-step',
        date: 'substr(decided_at, 1, 10)',
      },
    ],
  },
  {
    table: 'intervention_session',
    resource: 'intervention-sessions',
    told: ['interventionId', 'startTime', 'lengthMinutes', 'minutes', 'attended', 'absenceReason'],
    entries: [
      {
        kind: 'intervention-session',
        date: 'date',
      },
    ],
  },
  {
    table: 'plan',
    resource: 'plans',
    told: ['kind', 'cycle', 'status', 'startDate', 'reviewDue', 'reviewedOn', 'endDate', 'closedReason'],
    entries: [
      { kind: 'plan', date: 'start_date' },
      {
        kind: 'plan-review-due',
        date: 'review_due',
        where: "status = 'open'",
      },
      { kind: 'plan-end', date: 'end_date' },
    ],
  },
  {
    table: 'plan_review',
    resource: 'plan-reviews',
    told: ['planId', 'purpose', 'summary', 'outcomes', 'recommendation', 'signedByStaffId', 'signedAt'],
    entries: [
      {
        kind: 'plan-review',
        date: 'meeting_date',
      },
    ],
  },
  {
    table: 'plan_outcome',
    resource: 'plan-outcomes',
    told: ['planId', 'outcome', 'measure', 'baseline', 'target', 'byDate', 'result', 'achieved'],
    entries: [
      { kind: 'plan-outcome-due', date: 'by_date' },
      {
        kind: 'plan-outcome-result',
        date: 'result_on',
      },
    ],
  },
  {
    table: 'plan_contribution',
    resource: 'plan-contributions',
    told: ['planId', 'author', 'authorName', 'views'],
    entries: [{ kind: 'plan-contribution', date: 'date' }],
  },
  {
    table: 'referral',
    resource: 'referrals',
    told: ['service', 'agency', 'status', 'sentOn', 'answeredOn', 'activeFrom', 'closedOn', 'outcome'],
    entries: [
      { kind: 'referral', date: 'sent_on' },
      { kind: 'referral-answer', date: 'answered_on' },
      { kind: 'referral-end', date: 'closed_on' },
    ],
  },
  {
    table: 'recommendation',
    resource: 'recommendations',
    told: [
      'plugin',
      'policyId',
      'rule',
      'subject',
      'status',
      'wave',
      'provisionType',
      'urgent',
      'reason',
      'reviewBy',
    ],
    entries: [
      {
        kind: 'recommendation',
        date: 'as_of',
      },
    ],
  },
  {
    table: 'decision',
    resource: 'decisions',
    told: ['recommendationId', 'outcome', 'reason', 'staffId', 'reviewBy', 'interventionId'],
    entries: [{ kind: 'decision', date: 'substr(recorded_at, 1, 10)' }],
  },
];
