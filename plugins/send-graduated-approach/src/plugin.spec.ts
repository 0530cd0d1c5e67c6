import type { InterventionFact, PlanCycle, PlansFact, SenFact } from '@espalier/sdk';
import { PolicyTester } from '@espalier/sdk/testing';
import plugin from './plugin.js';

const id = 'send-graduated-approach';
const tester = new PolicyTester(plugin, { packageJson: new URL('../package.json', import.meta.url) });
const own = (type: string) => `@espalier/send-graduated-approach/${type}`;

const cycle = (facts: Partial<PlanCycle> = {}): PlanCycle => ({
  ...{ kind: 'send-support', cycle: 2, status: 'open', startDate: '2026-04-20', reviewDue: '2026-07-17' },
  ...{ reviewStatus: 'notYet', reviewedOn: null, endDate: null, subjects: null, areaOfNeed: null },
  ...{ outcomes: [], result: null },
  ...facts,
});

/** A pupil with SEN support since March, with an open plan and all meetings held, but for what is given. */
const supported = (
  sen: Partial<SenFact> = {},
  plans: Partial<PlansFact> = {},
  ...interventions: Partial<InterventionFact>[]
) => ({
  sen: { provision: 'K', since: '2026-03-02', schoolDays: 80, ...sen } as const,
  plans: { cycles: [cycle()], ...plans },
  interventions,
});

/** A pupil with an education, health and care plan of which the review is due on this day. */
const withEhcPlan = (due: string | null, lastReviewedOn: string | null = '2025-09-04') => ({
  sen: 'E' as const,
  plans: { annualReview: { issuedOn: '2023-09-04', lastReviewedOn, due, warnFrom: null } },
});

const place = (pounds: number | null, facts: Partial<InterventionFact> = {}) => ({
  ...({ status: 'active', wave: 3, yearPence: pounds === null ? null : pounds * 100 } as const),
  ...facts,
});

describe('the population', () => {
  tester.run(id, {
    insufficient: [
      {
        name: 'nothing is recorded of SEN, which is not the same as none',
        learner: { sen: null, plans: { cyclesNotMet: 2 } },
        expect: [{ missing: ['sen'] }],
      },
    ],
    noAction: [
      {
        name: 'no SEN',
        learner: { sen: 'N', plans: { cyclesNotMet: 2 } },
        expect: [{ why: 'notApplicable' }],
      },
      {
        name: 'SEN support, with all that is due',
        learner: supported(),
        expect: [{ why: 'noneNeeded' }],
      },
    ],
  });
});

describe('a plan for SEN support', () => {
  const noPlan = (schoolDays: number | null, cycles: PlanCycle[] = []) =>
    supported({ schoolDays }, { cycles });
  const due = {
    rule: 'no-open-plan',
    wave: 1,
    provisionType: own('sen-support-plan'),
    urgent: false,
    subject: null,
    reviewBy: '2026-08-07',
  } as const;
  tester.run(id, {
    noAction: [{ name: '10 school days without one', learner: noPlan(10) }],
    recommends: [
      {
        name: '11 school days without one',
        learner: noPlan(11),
        expect: [
          {
            ...due,
            reason:
              'SEN support since 2 March 2026, 11 school days, and no plan for it is open. Agree one with the pupil and the parents.',
          },
        ],
      },
      {
        name: 'one that has been reviewed is not open',
        learner: noPlan(80, [cycle({ status: 'reviewed', reviewStatus: null })]),
        expect: [due],
      },
      {
        name: 'nor is a plan for any learner one for SEN support',
        learner: noPlan(80, [cycle({ kind: 'support' })]),
        expect: [due],
      },
    ],
    insufficient: [
      {
        name: 'school days that no calendar holds',
        learner: noPlan(null),
        expect: [
          {
            missing: ['sen'],
            reason:
              "No plan for SEN support is open, and the school's calendar does not tell how many school days there were since 2 March 2026.",
          },
        ],
      },
    ],
  });
});

describe('the review of a plan for SEN support', () => {
  tester.run(id, {
    noAction: [
      {
        name: 'is due',
        learner: supported({}, { cycles: [cycle({ reviewStatus: 'due', reviewDue: '2026-07-10' })] }),
      },
      {
        name: 'is overdue in a plan of another kind',
        learner: supported(
          {},
          { cycles: [cycle(), cycle({ kind: 'support', reviewStatus: 'overdue', reviewDue: '2026-07-09' })] },
        ),
      },
    ],
    recommends: [
      {
        name: 'is overdue',
        learner: supported({}, { cycles: [cycle({ reviewStatus: 'overdue', reviewDue: '2026-07-09' })] }),
        expect: [
          {
            ...{ rule: 'review-overdue', wave: 1, provisionType: own('review-meeting') },
            reason:
              'The review of cycle 2 of the plan for SEN support was due on 9 July 2026 and has not been held.',
          },
        ],
      },
    ],
  });
});

describe('meetings with parents', () => {
  const meetings = (parentMeetingsExpected: number, ...parentMeetings: string[]) =>
    supported({ parentMeetingsExpected }, { parentMeetings });
  tester.run(id, {
    noAction: [
      { name: 'none due in the first term', learner: meetings(0) },
      { name: 'two due, two held', learner: meetings(2, '2025-11-14', '2026-03-06') },
    ],
    recommends: [
      {
        name: 'one due, none held',
        learner: meetings(1),
        expect: [
          {
            ...{ rule: 'parent-meetings', wave: 1, provisionType: own('review-meeting') },
            reason:
              'Meetings with parents this year: 0, where 1 of the three a year was due by now. Invite the parents.',
          },
        ],
      },
      {
        name: 'two due, one held',
        learner: meetings(2, '2025-11-14'),
        expect: [
          {
            rule: 'parent-meetings',
            reason:
              'Meetings with parents this year: 1, where 2 of the three a year were due by now. Invite the parents.',
          },
        ],
      },
    ],
  });
});

describe('specialist advice', () => {
  const advice = { rule: 'specialist-advice', wave: 3, provisionType: own('specialist-advice') } as const;
  tester.run(id, {
    noAction: [{ name: 'one cycle not met', learner: supported({}, { cyclesNotMet: 1 }) }],
    recommends: [
      { name: 'two cycles not met', learner: supported({}, { cyclesNotMet: 2 }), expect: [advice] },
      { name: 'three', learner: supported({}, { cyclesNotMet: 3 }), expect: [advice] },
    ],
  });
});

describe('the cost of additional provision in the academic year', () => {
  const pack = { rule: 'evidence-pack', wave: 1, provisionType: own('evidence-pack') } as const;
  tester.run(id, {
    noAction: [
      { name: 'a penny under £6,000', learner: supported({}, {}, place(5999.99)) },
      { name: 'of what is made for all', learner: supported({}, {}, place(6000, { wave: 1 })) },
      { name: 'of what is proposed', learner: supported({}, {}, place(6000, { status: 'proposed' })) },
      { name: 'of what was declined', learner: supported({}, {}, place(6000, { status: 'declined' })) },
      {
        name: 'not known, but over before the year',
        learner: supported({}, {}, place(null, { startDate: '2025-05-01', endDate: '2025-08-31' })),
      },
    ],
    recommends: [
      {
        name: '£6,000',
        learner: supported({}, {}, place(6000)),
        expect: [
          {
            ...pack,
            reason:
              "Additional provision planned for this academic year costs £6,000, from £6,000: gather the evidence of what was done and what came of it. It is not the test for an education, health and care needs assessment, which turns on the pupil's needs.",
          },
        ],
      },
      {
        name: 'of several places, those that ended this year too',
        learner: supported({}, {}, place(3500), place(2500, { wave: 2, status: 'closed' })),
        expect: [pack],
      },
      {
        name: 'reached by what is known already',
        learner: supported({}, {}, place(6240), place(null)),
        expect: [
          {
            rule: 'evidence-pack',
            reason:
              "Additional provision planned for this academic year costs at least £6,240, from £6,000: gather the evidence of what was done and what came of it. It is not the test for an education, health and care needs assessment, which turns on the pupil's needs.",
          },
        ],
      },
    ],
    insufficient: [
      {
        name: 'not known of one place',
        learner: supported({}, {}, place(2500), place(null)),
        expect: [
          {
            missing: ['interventions'],
            reason:
              'Additional provision planned for this academic year costs at least £2,500: what 1 of 2 places cost is not known.',
          },
        ],
      },
      {
        name: 'not known, and over on the first day of the year',
        learner: supported({}, {}, place(null, { startDate: '2025-05-01', endDate: '2025-09-01' })),
        expect: [{ missing: ['interventions'] }],
      },
    ],
  });
});

describe('the annual review of an education, health and care plan', () => {
  const review = { rule: 'annual-review', wave: 1, provisionType: own('review-meeting') } as const;
  tester.run(id, {
    noAction: [
      { name: 'due in 57 days', learner: withEhcPlan('2026-09-05') },
      { name: 'of a pupil with SEN support', learner: { ...withEhcPlan('2026-07-09'), ...supported() } },
    ],
    recommends: [
      {
        name: 'due in 56 days',
        learner: withEhcPlan('2026-09-04'),
        expect: [
          {
            ...{ ...review, urgent: false, reviewBy: '2026-09-04' },
            reason:
              'The annual review of the education, health and care plan is due on 4 September 2026, 12 months after the last review. Call it and gather the advice now.',
          },
        ],
      },
      {
        name: 'due today, for the first time',
        learner: withEhcPlan('2026-07-10', null),
        expect: [
          {
            ...{ ...review, urgent: false },
            reason:
              'The annual review of the education, health and care plan is due on 10 July 2026, 12 months after the plan was issued. Call it and gather the advice now.',
          },
        ],
      },
      {
        name: 'due yesterday',
        learner: withEhcPlan('2026-07-09'),
        expect: [
          {
            ...{ ...review, urgent: true, reviewBy: '2026-08-07' },
            reason:
              'The annual review of the education, health and care plan was due on 9 July 2026, 12 months after the last review, and has not been held.',
          },
        ],
      },
    ],
    insufficient: [
      { name: 'of a plan that is not recorded', learner: { sen: 'E' }, expect: [{ missing: ['plans'] }] },
      { name: 'of which no day is known', learner: withEhcPlan(null), expect: [{ missing: ['plans'] }] },
    ],
  });
});

describe('a school can change each threshold', () => {
  tester.run(id, {
    noAction: [
      {
        name: 'of the plan',
        learner: supported({ schoolDays: 11 }, { cycles: [] }),
        settings: { planWithinSchoolDays: 11 },
      },
      {
        name: 'of cycles',
        learner: supported({}, { cyclesNotMet: 2 }),
        settings: { cyclesNotMet: 3 },
      },
      {
        name: 'of the warning',
        learner: withEhcPlan('2026-09-04'),
        settings: { annualReviewWarningDays: 55 },
      },
    ],
    recommends: [
      {
        name: 'of cost, of the review, and what is recommended',
        learner: supported({}, {}, place(5000)),
        settings: { evidencePackPounds: 5000, reviewWeeks: 1, evidencePackProvisionType: 'costed-map' },
        expect: { provisionType: 'costed-map', reviewBy: '2026-07-17' },
      },
    ],
  });
});

describe('the answers', () => {
  test('each step that is due is answered for itself, and so is what is missing', () => {
    const verdicts = tester.ask(
      id,
      supported({ parentMeetingsExpected: 1 }, { cycles: [], cyclesNotMet: 2 }, place(null)),
    );
    expect(verdicts.map((it) => (it.kind === 'recommend' ? it.rule : it.kind))).toEqual([
      'no-open-plan',
      'parent-meetings',
      'specialist-advice',
      'insufficientData',
    ]);
  });

  test('the worked example of the README', () => {
    const verdicts = tester.ask(
      id,
      supported(
        { parentMeetingsExpected: 2 },
        { parentMeetings: ['2025-11-14', '2026-03-06'], cyclesNotMet: 2 },
        place(2400),
      ),
    );
    expect(verdicts).toEqual([
      {
        kind: 'recommend',
        rule: 'specialist-advice',
        wave: 3,
        provisionType: own('specialist-advice'),
        subject: null,
        urgent: false,
        reason:
          "The last 2 cycles of SEN support in a row reached no outcome. Ask a specialist, with the parents' consent.",
        evidence: [{ input: 'plans', value: 2, expected: 2, label: 'cycles without a met outcome' }],
        reviewBy: '2026-08-07',
      },
    ]);
  });
});
