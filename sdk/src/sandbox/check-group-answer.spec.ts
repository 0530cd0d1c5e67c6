import type { TeachingGroup } from '../differentiation.js';
import { checkGroupAnswer } from './check-group-answer.js';

const group: TeachingGroup = {
  subject: 'reading',
  learners: [{ ref: 0 }, { ref: 1 }, { ref: 2 }],
  groupCapacity: 2,
};
const verdict = { kind: 'differentiate', rule: 'scaffold', strategies: ['Pre-teach words.'], reason: 'New.' };
const learners = [0, 1, 2].map((ref) => ({ ref, verdict }));

describe('an answer for a group', () => {
  it('is completed, and comes in the order of the group', () => {
    const answer = { learners: learners.toReversed(), suggestedGroups: [] };
    const whole = { ...verdict, tier: null, scaffolds: [], evidence: [], reviewBy: null };
    expect(checkGroupAnswer(answer, group)).toEqual({
      value: { learners: [0, 1, 2].map((ref) => ({ ref, verdict: whole })), suggestedGroups: [] },
    });
  });

  it('may leave out suggested groups, and may suggest one that is just full', () => {
    expect(checkGroupAnswer({ learners }, group)).toHaveProperty('value.suggestedGroups', []);
    const suggestedGroups = [{ title: 'Pair', refs: [2, 0], reason: 'Both new.' }];
    expect(checkGroupAnswer({ learners, suggestedGroups }, group)).toHaveProperty(
      'value.suggestedGroups',
      suggestedGroups,
    );
  });
});

describe('an answer that is refused', () => {
  const one = (change: object) => [{ ref: 0, verdict: { ...verdict, ...change } }, ...learners.slice(1)];
  const suggesting = (...groups: object[]) => ({ learners, suggestedGroups: groups });

  it.each<[string, unknown, string]>([
    ['is no object', [], 'answer: not an object with learners and suggestedGroups'],
    ['has an unknown member', { learners, order: [] }, 'answer: unknown member "order"'],
    ['forgets a learner', { learners: learners.slice(1) }, 'answer.learners: 1 learners have no verdict'],
    [
      'answers for somebody who was not asked about',
      { learners: [...learners.slice(1), { ref: 3, verdict }] },
      'answer.learners[2].ref: nobody who was asked about, or named twice',
    ],
    [
      'answers twice for one',
      { learners: [learners[0], learners[0], learners[1]] },
      'answer.learners[1].ref: nobody who was asked about, or named twice',
    ],
    [
      'answers for more than there are',
      { learners: [...learners, learners[0]] },
      'answer.learners: more than 3 items',
    ],
    [
      'says nothing of how to teach',
      { learners: one({ strategies: [] }) },
      'answer.learners[0].verdict: neither a tier nor a strategy nor a scaffold',
    ],
    [
      'has a tier that there is not',
      { learners: one({ tier: 'bottom' }) },
      'answer.learners[0].verdict.tier: neither support, core nor stretch',
    ],
    [
      'recommends',
      { learners: one({ kind: 'recommend' }) },
      'answer.learners[0].verdict.kind: neither differentiate, noAction nor insufficientData',
    ],
    [
      'suggests a group beyond the capacity',
      suggesting({ title: 'All', refs: [0, 1, 2], reason: 'All.' }),
      'answer.suggestedGroups[0].refs: 3 learners where 2 have a place',
    ],
    [
      'puts one learner into two groups',
      suggesting({ title: 'A', refs: [0, 1], reason: 'A.' }, { title: 'B', refs: [1], reason: 'B.' }),
      'answer.suggestedGroups[1].refs[0]: nobody who was asked about, or named twice',
    ],
    [
      'suggests a group of nobody',
      suggesting({ title: 'A', refs: [], reason: 'A.' }),
      'answer.suggestedGroups[0].refs: nobody',
    ],
  ])('%s', (_, answer, problem) => {
    expect(checkGroupAnswer(answer, group)).toEqual({ problem });
  });

  it('rests on an input that the policy does not declare', () => {
    const evidence = [{ input: 'sen', value: 'K' }];
    expect(checkGroupAnswer({ learners: one({ evidence }) }, group, ['yearGroup'])).toEqual({
      problem: 'answer.learners[0].verdict.evidence[0].input: the policy does not declare sen',
    });
  });
});
