import { differentiate, forEachLearner } from './differentiate.js';
import { noAction } from './verdict-builders.js';

const whole = {
  rule: 'new-to-english',
  reason: 'New to English (A).',
  evidence: [{ input: 'language', value: 'A' }],
};

describe('how to teach a learner', () => {
  it('has all its members, whatever is left out', () => {
    const scaffolds = ['A glossary with pictures.'];
    expect(differentiate({ ...whole, scaffolds })).toEqual({
      kind: 'differentiate',
      ...whole,
      tier: null,
      strategies: [],
      scaffolds,
      reviewBy: null,
    });
  });

  it.each([
    ['nothing to do', {}, 'give a tier, a strategy or a scaffold'],
    ['a rule that is no kebab-case', { tier: 'core', rule: 'New' } as const, 'rule must be kebab-case'],
    ['a review on no day', { tier: 'core', reviewBy: 'soon' } as const, 'reviewBy must be'],
  ])('is refused with %s', (_, change, message) => {
    expect(() => differentiate({ ...whole, ...change })).toThrow(message);
  });
});

test('a rule for one learner answers for the group', () => {
  const group = {
    subject: 'reading',
    groupCapacity: null,
    learners: [
      { ref: 4, age: 1 },
      { ref: 2, age: 3 },
    ],
  };
  expect(forEachLearner(group, ({ age }) => noAction('noneNeeded', { reason: `${age}` }))).toEqual({
    learners: [
      { ref: 4, verdict: expect.objectContaining({ reason: '1' }) },
      { ref: 2, verdict: expect.objectContaining({ reason: '3' }) },
    ],
    suggestedGroups: [],
  });
});
