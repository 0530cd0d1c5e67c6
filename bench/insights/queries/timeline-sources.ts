/** What a row has to say, under the names of the API. */
type Told = Readonly<Record<string, string | number | boolean | null>>;

/** Where rows of a table stand in a timeline, and what is said of them there. */
export interface Entry {
  readonly kind: string;
  /** The column of the day. */
  readonly date: string;
  readonly where?: string;
  readonly title: (it: Told) => string;
}

/** A table of which a timeline is made. */
export interface Source {
  readonly table: string;
  readonly resource: string;
  /** The members that are told; their columns have the same names. */
  readonly told: readonly string[];
  readonly entries: readonly Entry[];
}

const inSubject = (subject: Told[string] | undefined) => (subject === null ? '' : ` in ${subject}`);

/** Every kind of entry of a pupil's timeline, for a token that may see all. */
export const SOURCES: readonly Source[] = [
  {
    table: 'enrolment',
    resource: 'enrolments',
    told: ['ncYear', 'status', 'entryDate', 'leavingDate'],
    entries: [
      { kind: 'enrolment', date: 'entry_date', title: (it) => `On roll in year ${it.ncYear}` },
      { kind: 'enrolment-end', date: 'leaving_date', title: (it) => `Last day on roll in year ${it.ncYear}` },
    ],
  },
  {
    table: 'characteristic',
    resource: 'characteristics',
    told: ['kind', 'value', 'startDate', 'endDate'],
    entries: [
      { kind: 'characteristic', date: 'start_date', title: (it) => `Recorded as ${it.kind}: ${it.value}` },
      {
        kind: 'characteristic-end',
        date: 'end_date',
        title: (it) => `Last day recorded as ${it.kind}: ${it.value}`,
      },
    ],
  },
  {
    table: 'sen_need',
    resource: 'sen-needs',
    told: ['needType', 'needRank', 'startDate', 'endDate'],
    entries: [
      { kind: 'sen-need', date: 'start_date', title: (it) => `Special educational need: ${it.needType}` },
      { kind: 'sen-need-end', date: 'end_date', title: (it) => `Last day of the need ${it.needType}` },
    ],
  },
  {
    table: 'group_member',
    resource: 'group-members',
    told: ['groupId', 'kind', 'startDate', 'endDate'],
    entries: [
      { kind: 'group', date: 'start_date', title: (it) => `Joins a ${it.kind} group` },
      { kind: 'group-end', date: 'end_date', title: (it) => `Last day in a ${it.kind} group` },
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
        title: (it) => `Result in ${it.subject}: ${it.grade ?? it.value ?? it.outcome ?? 'none'}`,
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
        title: (it) => `Present at ${it.present} of ${it.possible} sessions`,
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
      { kind: 'target', date: 'baseline_date', title: (it) => `Baseline of the target in ${it.subject}` },
      {
        kind: 'target-due',
        date: 'due',
        where: "status <> 'withdrawn'",
        title: (it) => `Target in ${it.subject} due (${it.status})`,
      },
    ],
  },
  {
    table: 'target_agreement',
    resource: 'target-agreements',
    told: ['targetId', 'party', 'view', 'name', 'comment', 'withdrawnOn'],
    entries: [
      { kind: 'target-agreement', date: 'date', title: (it) => `The ${it.party} ${it.view} with a target` },
    ],
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
        title: (it) => `First day of ${it.provisionTypeKey}${inSubject(it.subject)} (${it.status})`,
      },
      {
        kind: 'intervention-end',
        date: 'end_date',
        where: "status <> 'declined'",
        title: (it) => `Last day of ${it.provisionTypeKey}${inSubject(it.subject)} (${it.status})`,
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
        title: (it) => `Intervention ${it.toStatus}: ${it.reason}`,
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
        title: (it) => (it.attended ? `Session of ${it.minutes} minutes` : 'Absent from a session'),
      },
    ],
  },
  {
    table: 'plan',
    resource: 'plans',
    told: ['kind', 'cycle', 'status', 'startDate', 'reviewDue', 'reviewedOn', 'endDate', 'closedReason'],
    entries: [
      { kind: 'plan', date: 'start_date', title: (it) => `Cycle ${it.cycle} of the ${it.kind} plan begins` },
      {
        kind: 'plan-review-due',
        date: 'review_due',
        where: "status = 'open'",
        title: (it) => `Review of the ${it.kind} plan due`,
      },
      { kind: 'plan-end', date: 'end_date', title: (it) => `The ${it.kind} plan is closed` },
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
        title: (it) => `Review meeting${it.signedAt === null ? '' : ', signed'}`,
      },
    ],
  },
  {
    table: 'plan_outcome',
    resource: 'plan-outcomes',
    told: ['planId', 'outcome', 'measure', 'baseline', 'target', 'byDate', 'result', 'achieved'],
    entries: [
      { kind: 'plan-outcome-due', date: 'by_date', title: (it) => `Outcome due: ${it.outcome}` },
      {
        kind: 'plan-outcome-result',
        date: 'result_on',
        title: (it) => `Outcome ${it.result ?? 'reviewed'}: ${it.outcome}`,
      },
    ],
  },
  {
    table: 'plan_contribution',
    resource: 'plan-contributions',
    told: ['planId', 'author', 'authorName', 'views'],
    entries: [{ kind: 'plan-contribution', date: 'date', title: (it) => `Views of the ${it.author}` }],
  },
  {
    table: 'referral',
    resource: 'referrals',
    told: ['service', 'agency', 'status', 'sentOn', 'answeredOn', 'activeFrom', 'closedOn', 'outcome'],
    entries: [
      { kind: 'referral', date: 'sent_on', title: (it) => `Referred to ${it.agency}` },
      { kind: 'referral-answer', date: 'answered_on', title: (it) => `${it.agency} has answered` },
      { kind: 'referral-end', date: 'closed_on', title: (it) => `Referral to ${it.agency} closed` },
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
        title: (it) => `Recommended: ${it.provisionType} (${it.status})`,
      },
    ],
  },
  {
    table: 'decision',
    resource: 'decisions',
    told: ['recommendationId', 'outcome', 'reason', 'staffId', 'reviewBy', 'interventionId'],
    entries: [
      { kind: 'decision', date: 'substr(recorded_at, 1, 10)', title: (it) => `Decided: ${it.outcome}` },
    ],
  },
];
