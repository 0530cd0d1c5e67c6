import { type CheckedReview, reviewFaults, type ReviewGround, signFaults } from './check-review.js';
import type { Invitation, NextStep, ReviewedOutcome } from './review-record.js';

const invitation = (role: Invitation['role'], attended: boolean | null = true): Invitation => ({
  role,
  name: 'Jo Okafor',
  contactId: null,
  staffId: null,
  invitedOn: '2026-11-02',
  answer: 'accepted',
  attended,
});
const judged = (outcomeId: string): ReviewedOutcome => ({
  outcomeId,
  result: 'partly',
  achieved: '81',
  comment: null,
});
const step = (startDate: string | null, endDate: string | null): NextStep => ({
  what: 'Reading group',
  who: null,
  byDate: null,
  intervention: { provisionTypeKey: 'small-group-catch-up', subject: null, startDate, endDate },
  interventionId: null,
});

const review: CheckedReview = {
  purpose: 'end-of-cycle',
  meetingDate: '2026-11-20',
  invitations: [invitation('parent')],
  outcomes: [judged('a'), judged('b')],
  summary: 'Good progress.',
  nextSteps: [],
  recommendation: null,
};
const plan: ReviewGround = { kind: 'send-support', startDate: '2026-09-07', outcomeIds: ['a', 'b'] };
const annual: CheckedReview = {
  ...review,
  invitations: [invitation('parent'), invitation('local-authority', false)],
  recommendation: 'maintain',
};
const codes = (faults: readonly { pointer: string; code: string }[]) =>
  faults.map(({ pointer, code }) => `${pointer} ${code}`);

describe('a review', () => {
  it.each<[string, Partial<CheckedReview>, string[]]>([
    ['on the day of the start', { meetingDate: '2026-09-07' }, []],
    ['the day before the start', { meetingDate: '2026-09-06' }, ['/meetingDate before-start']],
    ['of an outcome of another plan', { outcomes: [judged('c')] }, ['/outcomes/0/outcomeId unknown-outcome']],
    [
      'of an outcome twice',
      { outcomes: [judged('a'), judged('b'), judged('a')] },
      ['/outcomes/2/outcomeId repeated'],
    ],
    ['with a recommendation', { recommendation: 'cease' }, ['/recommendation not-annual-review']],
    ['with a step of one day', { nextSteps: [step('2026-11-23', '2026-11-23')] }, []],
    [
      'with a step that ends before it starts',
      { nextSteps: [step(null, null), step('2026-11-23', '2026-11-22')] },
      ['/nextSteps/1/intervention/endDate ends-before-start'],
    ],
  ])('%s can be prepared but for %s', (_case, members, wanted) => {
    expect(codes(reviewFaults({ ...review, ...members }, plan))).toEqual(wanted);
  });

  it.each<[string, Partial<CheckedReview>, string[]]>([
    ['that is complete', {}, []],
    ['of today', { meetingDate: '2026-11-24' }, []],
    ['of tomorrow', { meetingDate: '2026-11-25' }, ['/meetingDate in-future']],
    ['without a summary', { summary: null }, ['/summary missing']],
    ['with one outcome left', { outcomes: [judged('b')] }, ['/outcomes outcomes-missing']],
    ['in the course of the cycle with none', { purpose: 'interim', outcomes: [] }, []],
    ['to which nobody was invited', { invitations: [] }, ['/invitations family-not-invited']],
    ['to which the pupil alone was invited', { invitations: [invitation('pupil', false)] }, []],
    [
      'whose attendance is not told',
      { invitations: [invitation('parent', null), invitation('staff')] },
      ['/invitations/0/attended missing'],
    ],
  ])('%s can be signed but for %s', (_case, members, wanted) => {
    expect(codes(signFaults({ ...review, ...members }, plan, '2026-11-24'))).toEqual(wanted);
  });

  it('of a plan for any pupil needs no invitation', () => {
    expect(signFaults({ ...review, invitations: [] }, { ...plan, kind: 'support' }, '2026-11-24')).toEqual(
      [],
    );
  });

  it.each<[string, Partial<CheckedReview>, string[]]>([
    ['that is complete', {}, []],
    ['without a recommendation', { recommendation: null }, ['/recommendation missing']],
    [
      'without the local authority',
      { invitations: [invitation('parent')] },
      ['/invitations authority-not-invited'],
    ],
    [
      'in the course of the year',
      { purpose: 'interim', recommendation: null, invitations: [invitation('parent')] },
      [],
    ],
    [
      'in the course of the year that recommends',
      { purpose: 'interim' },
      ['/recommendation not-annual-review'],
    ],
  ])('of an EHC plan %s can be signed but for %s', (_case, members, wanted) => {
    const faults = signFaults({ ...annual, ...members }, { ...plan, kind: 'ehc' }, '2026-11-24');
    expect(codes(faults)).toEqual(wanted);
  });
});
