import { annualReviewDue, type CheckedPlan, planFaults, type PlanGround } from './check-plan.js';

const NO_EHC = { ehcIssuedOn: null, ehcLastReviewedOn: null, ehcReference: null, phaseTransferOn: null };
const plan: CheckedPlan = {
  ...NO_EHC,
  kind: 'send-support',
  status: 'open',
  coordinatorStaffId: 'senco',
  startDate: '2026-09-07',
  reviewDue: '2026-12-11',
  reviewedOn: null,
  endDate: null,
  closedReason: null,
};
const ehc: CheckedPlan = {
  ...plan,
  kind: 'ehc',
  ehcIssuedOn: '2026-01-20',
  reviewDue: '2027-01-20',
};
const ground: PlanGround = { today: '2026-11-24', dateOfBirth: '2014-03-09', sen: 'K' };
const codes = (it: CheckedPlan, on: Partial<PlanGround> = {}) =>
  planFaults(it, { ...ground, ...on }).map(({ pointer, code }) => `${pointer} ${code}`);

describe('what a plan needs', () => {
  it.each<[string, Partial<CheckedPlan>, string[]]>([
    ['an open one that is complete', {}, []],
    [
      'a draft with nothing',
      { status: 'draft', startDate: null, reviewDue: null, coordinatorStaffId: null },
      [],
    ],
    ['a draft that begins later', { status: 'draft', startDate: '2026-11-25' }, []],
    ['one that begins today', { startDate: '2026-11-24' }, []],
    ['one that begins tomorrow', { startDate: '2026-11-25' }, ['/startDate in-future']],
    ['an open one without a start', { startDate: null }, ['/startDate missing']],
    ['an open one without a review', { reviewDue: null }, ['/reviewDue missing']],
    ['an open one of nobody', { coordinatorStaffId: null }, ['/coordinatorStaffId missing']],
    ['a review the day after the start', { reviewDue: '2026-09-08' }, []],
    ['a review on the day of the start', { reviewDue: '2026-09-07' }, ['/reviewDue not-after-start']],
    ['a start before birth', { startDate: '2014-03-08' }, ['/startDate before-birth']],
    ['a start on the day of birth', { startDate: '2014-03-09' }, []],
    ['an open one with an end', { endDate: '2026-11-01' }, ['/endDate not-closed']],
    ['a closed one without a reason', { status: 'closed', endDate: '2026-11-24' }, ['/closedReason missing']],
    [
      'a closed one after a review',
      { status: 'closed', endDate: '2026-11-24', reviewedOn: '2026-11-20' },
      [],
    ],
    ['a closed one with a reason', { status: 'closed', endDate: '2026-11-24', closedReason: 'Left' }, []],
    ['a closed one without an end', { status: 'closed', closedReason: 'Left' }, ['/endDate missing']],
    [
      'an end that is yet to come',
      { status: 'closed', endDate: '2026-11-25', closedReason: 'Left' },
      ['/endDate in-future'],
    ],
    [
      'an end before the start',
      { status: 'closed', endDate: '2026-09-06', closedReason: 'Left' },
      ['/endDate ends-before-start'],
    ],
    [
      'a closed one of nobody that was never reviewed',
      {
        status: 'closed',
        endDate: '2026-09-07',
        closedReason: 'Left',
        reviewDue: null,
        coordinatorStaffId: null,
      },
      [],
    ],
    ['members of an EHC plan on another', { ehcReference: 'EHC-1' }, ['/ehc not-ehc']],
  ])('%s', (_case, members, wanted) => {
    expect(codes({ ...plan, ...members })).toEqual(wanted);
  });

  it.each<[CheckedPlan['kind'], CheckedPlan['status'], string | null, string[]]>([
    ['support', 'open', null, []],
    ['support', 'open', 'N', []],
    ['send-support', 'open', 'K', []],
    ['send-support', 'open', 'E', []],
    ['send-support', 'open', 'N', ['/kind sen-status-missing']],
    ['send-support', 'open', null, ['/kind sen-status-missing']],
    ['send-support', 'draft', 'N', []],
    ['ehc', 'open', 'E', []],
    ['ehc', 'open', 'K', ['/kind sen-status-missing']],
    ['ehc', 'open', null, ['/kind sen-status-missing']],
    ['ehc', 'draft', 'K', []],
  ])('a %s plan that is %s, of a pupil with SEN provision %s', (kind, status, sen, wanted) => {
    expect(codes({ ...(kind === 'ehc' ? ehc : plan), kind, status }, { sen })).toEqual(wanted);
  });

  it.each<[string, Partial<CheckedPlan>, string[]]>([
    ['reviewed twelve months after its issue', {}, []],
    ['reviewed a day later', { reviewDue: '2027-01-21' }, ['/reviewDue review-too-late']],
    ['without its date of issue', { ehcIssuedOn: null }, ['/ehc/issuedOn missing']],
    ['begun on the day of its issue', { startDate: '2026-01-20' }, []],
    ['begun the day before its issue', { startDate: '2026-01-19' }, ['/startDate starts-before-issue']],
    ['with its last review', { ehcLastReviewedOn: '2026-09-07', reviewDue: '2027-09-07' }, []],
    [
      'reviewed more than twelve months after the last',
      { ehcLastReviewedOn: '2026-02-20', reviewDue: '2027-02-21' },
      ['/reviewDue review-too-late'],
    ],
    [
      'reviewed before its issue',
      { ehcLastReviewedOn: '2026-01-19', reviewDue: '2026-12-11' },
      ['/ehc/lastReviewedOn reviewed-before-issue'],
    ],
    [
      'last reviewed after the start',
      { ehcLastReviewedOn: '2026-09-08', reviewDue: '2026-12-11' },
      ['/ehc/lastReviewedOn after-start'],
    ],
  ])('an EHC plan %s', (_case, members, wanted) => {
    expect(codes({ ...ehc, ...members }, { sen: 'E' })).toEqual(wanted);
  });

  it('an annual review is due twelve months after the last, or after the issue', () => {
    expect(annualReviewDue(ehc)).toBe('2027-01-20');
    expect(annualReviewDue({ ...ehc, ehcLastReviewedOn: '2026-02-28' })).toBe('2027-02-28');
    expect(annualReviewDue({ ...ehc, ehcIssuedOn: null })).toBeNull();
    expect(annualReviewDue({ ...plan, ehcIssuedOn: '2026-01-20' })).toBeNull();
  });
});
