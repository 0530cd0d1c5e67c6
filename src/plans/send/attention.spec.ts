import { attentionOf, type SendState } from './attention.js';

const support = (reviewStatus: 'notYet' | 'due' | 'overdue') =>
  [{ kind: 'send-support', reviewStatus }] as const;
const annual = (reviewStatus: 'notYet' | 'due' | 'overdue') => [{ kind: 'ehc', reviewStatus }] as const;
const state: SendState = {
  roll: 'here',
  sen: 'K',
  openPlans: support('notYet'),
  meetingsHeld: 1,
  meetingsExpected: 1,
  cyclesNotMet: 0,
};

describe('what needs attention', () => {
  it.each<[string, Partial<SendState>, string[]]>([
    ['SEN support as it should be', {}, []],
    ['SEN support without a plan', { openPlans: [] }, ['noOpenPlan']],
    [
      'a plan for any pupil is no SEN support',
      { openPlans: [{ kind: 'support', reviewStatus: 'due' }] },
      ['noOpenPlan', 'reviewDue'],
    ],
    ['no SEN and no plan', { sen: 'N', openPlans: [] }, []],
    ['a plan whose pupil has no SEN any more', { sen: 'N' }, ['planWithoutSenStatus']],
    ['a plan whose pupil’s SEN is not recorded', { sen: null }, ['planWithoutSenStatus']],
    [
      'an EHC plan of a pupil with SEN support',
      { openPlans: [...support('notYet'), ...annual('notYet')] },
      ['planWithoutSenStatus'],
    ],
    ['E with an EHC plan', { sen: 'E', openPlans: annual('notYet') }, []],
    ['E with a school plan alone', { sen: 'E' }, ['noOpenPlan']],
    ['a review that is due', { openPlans: support('due') }, ['reviewDue']],
    ['a review that is late', { openPlans: support('overdue') }, ['reviewOverdue']],
    ['an annual review that is due', { sen: 'E', openPlans: annual('due') }, ['annualReviewDue']],
    ['an annual review that is late', { sen: 'E', openPlans: annual('overdue') }, ['annualReviewOverdue']],
    ['a meeting too few', { meetingsHeld: 0 }, ['parentMeetingsBehind']],
    ['a meeting more than expected', { meetingsHeld: 2 }, []],
    ['one cycle not met', { cyclesNotMet: 1 }, []],
    ['a pupil who has left, with provision', { roll: 'left', openPlans: [] }, ['openAfterLeaving']],
    [
      'a pupil who has left, with a late review',
      { roll: 'left', sen: null, openPlans: support('overdue') },
      ['openAfterLeaving'],
    ],
    ['a pupil who has left, with nothing open', { roll: 'left', sen: 'N', openPlans: [] }, []],
    ['a pupil who is yet to come', { roll: 'toCome', openPlans: [] }, []],
    ['two cycles not met', { cyclesNotMet: 2 }, ['outcomesNotMet']],
  ])('%s', (_case, members, wanted) => {
    expect(attentionOf({ ...state, ...members })).toEqual(wanted);
  });
});
