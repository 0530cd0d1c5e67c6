import { checkProposals } from './check-proposals.js';

const proposal = {
  kind: 'proposeTarget',
  rule: 'estimate-and-challenge',
  subject: 'reading',
  framework: 'twenty',
  frameworkVersion: 1,
  baseline: 10,
  baselineDate: '2026-01-09',
  target: 12,
  due: '2026-07-10',
  reason: 'Two more.',
};
const insufficient = { kind: 'insufficientData', missing: ['results:reading'] };

describe('proposals of targets', () => {
  it('are completed, and may stand beside other answers', () => {
    expect(checkProposals([proposal, insufficient])).toEqual({
      value: [
        { ...proposal, challenge: null, evidence: [] },
        { ...insufficient, subject: null, reason: null },
      ],
    });
  });

  it('may be due the day after the baseline, and lie below it', () => {
    expect(checkProposals({ ...proposal, due: '2026-01-10', target: 9 })).toHaveProperty('value');
  });

  it.each<[string, unknown, string]>([
    ['two in one subject', [proposal, proposal], 'two targets for subject reading'],
    [
      'due on the day of the baseline',
      { ...proposal, due: '2026-01-09' },
      'answer.due: not after baselineDate',
    ],
    ['a day that does not exist', { ...proposal, due: '2026-02-30' }, 'answer.due: not a calendar date'],
    ['no due date', { ...proposal, due: null }, 'answer.due: missing'],
    ['no subject', { ...proposal, subject: undefined }, 'answer.subject: missing'],
    ['a target that is no number', { ...proposal, target: '12' }, 'answer.target: not a number'],
    ['half a version', { ...proposal, frameworkVersion: 1.5 }, 'answer.frameworkVersion: not a whole number'],
    ['an unknown member', { ...proposal, wave: 2 }, 'answer: unknown member "wave"'],
    ['no reason', { ...proposal, reason: ' ' }, 'answer.reason: empty'],
    ['an empty list', [], 'an empty array; answer noAction instead'],
    [
      'a recommendation',
      { kind: 'recommend' },
      'answer.kind: neither proposeTarget, noAction nor insufficientData',
    ],
  ])('are refused with %s', (_, answer, problem) => {
    expect(checkProposals(answer)).toEqual({ problem });
  });
});
