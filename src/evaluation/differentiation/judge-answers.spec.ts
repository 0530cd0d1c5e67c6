import type { Tier } from '@espalier/sdk';
import {
  type Advice,
  contradict,
  type DifferentiationOutcome,
  outcomeOfAll,
  outcomeOfVerdict,
  takesPlace,
  together,
} from './judge-answers.js';

describe('the one outcome of several answers', () => {
  it.each<[DifferentiationOutcome[], DifferentiationOutcome]>([
    [['notApplicable', 'differentiate', 'notEvaluated'], 'differentiate'],
    [['notEvaluated', 'insufficientData', 'noneNeeded'], 'insufficientData'],
    [['noneNeeded', 'notEvaluated', 'watch'], 'notEvaluated'],
    [['noneNeeded', 'watch'], 'watch'],
    [['notApplicable', 'noneNeeded'], 'noneNeeded'],
    [['notApplicable'], 'notApplicable'],
  ])('of %j is %s', (outcomes, wanted) => {
    expect(outcomeOfAll(outcomes)).toBe(wanted);
  });

  it('of a pupil who was not evaluated says so', () => {
    expect(outcomeOfVerdict(null)).toBe('notEvaluated');
  });
});

describe('proposals contradict each other', () => {
  it.each<[(Tier | null)[], boolean]>([
    [['support', 'stretch'], true],
    [['core', null, 'support'], true],
    [['stretch', 'stretch'], false],
    [['support', null], false],
    [[null, null], false],
    [[], false],
  ])('by the tiers %j: %s', (tiers, wanted) => {
    expect(contradict(tiers.map((tier) => ({ tier })))).toBe(wanted);
  });
});

describe('a later round takes the place of proposals by a and b', () => {
  const both = ['a', 'b'];
  it.each<[string, [string, DifferentiationOutcome][], boolean]>([
    ['that proposes by one of them', [['a', 'differentiate']], true],
    ['that proposes by another', [['c', 'differentiate']], true],
    [
      'in which neither proposes any more',
      [
        ['a', 'noneNeeded'],
        ['b', 'watch'],
      ],
      true,
    ],
    [
      'in which neither applies any more',
      [
        ['a', 'notApplicable'],
        ['b', 'notApplicable'],
      ],
      true,
    ],
    ['that asks only one of them', [['a', 'noneNeeded']], false],
    [
      'in which one cannot tell',
      [
        ['a', 'noneNeeded'],
        ['b', 'insufficientData'],
      ],
      false,
    ],
    [
      'in which one has failed',
      [
        ['a', 'notEvaluated'],
        ['b', 'noneNeeded'],
      ],
      false,
    ],
    ['that asks others', [['c', 'noneNeeded']], false],
  ])('%s: %j is %s', (_case, answers, wanted) => {
    const later = answers.map(([policy, outcome]) => ({ policy, outcome }));
    expect(takesPlace(both, later)).toBe(wanted);
  });
});

describe('proposals taken together', () => {
  const advice = (members: Partial<Advice>): Advice => ({
    ...{ tier: null, strategies: [], scaffolds: [], reviewBy: null },
    ...members,
  });

  it('have the one tier, each strategy and scaffold once in order, and the earliest review', () => {
    expect(
      together([
        advice({ strategies: ['Pre-teach words', 'Pairs'], scaffolds: ['Glossary'], reviewBy: '2026-07-10' }),
        advice({ tier: 'stretch', strategies: ['Pairs', 'Open tasks'], reviewBy: '2026-06-01' }),
        advice({ tier: 'stretch', scaffolds: ['Frames', 'Glossary'] }),
      ]),
    ).toEqual({
      tier: 'stretch',
      strategies: ['Pre-teach words', 'Pairs', 'Open tasks'],
      scaffolds: ['Glossary', 'Frames'],
      reviewBy: '2026-06-01',
    });
  });

  it('of nobody are nothing', () => {
    expect(together([])).toEqual(advice({}));
  });
});
