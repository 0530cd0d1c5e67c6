import { proposeTarget, type TargetProposal } from './propose-target.js';

const proposal: TargetProposal = {
  rule: 'estimate-and-challenge',
  subject: 'mathematics',
  framework: 'gcse-9-1',
  frameworkVersion: 1,
  baseline: 4,
  baselineDate: '2026-01-09',
  target: 5,
  due: Temporal.PlainDate.from('2026-07-10'),
  reason: 'Half a grade beyond the estimate.',
  evidence: [{ input: 'results:mathematics', value: 4 }],
};

describe('a proposed target', () => {
  it('has all its members, dates as text', () => {
    expect(proposeTarget(proposal)).toEqual({
      ...proposal,
      kind: 'proposeTarget',
      due: '2026-07-10',
      challenge: null,
    });
  });

  it.each([
    ['a rule that is no kebab-case', { rule: 'Half grade' }, 'rule must be kebab-case'],
    ['a target that is no number', { target: Number.NaN }, 'target must be a number'],
    ['a baseline without bounds', { baseline: Infinity }, 'baseline must be a number'],
    ['a due date that is no day', { due: 'July' }, 'due must be a Temporal.PlainDate or YYYY-MM-DD'],
    ['no reason', { reason: '' }, 'reason is required'],
  ])('is refused with %s', (_, change, message) => {
    expect(() => proposeTarget({ ...proposal, ...change })).toThrow(message);
  });
});
