import type { Tier } from '@espalier/sdk';
import { type Decided, decide, type StandingProposal } from './decide.js';

const DAY = '2026-03-02';

const proposal = (
  policy: string,
  tier: Tier | null,
  members: Partial<StandingProposal> = {},
): StandingProposal => ({
  ...{ policy, tier, strategies: [], scaffolds: [], reviewBy: null },
  ...members,
});
const support = proposal('a/tiers', 'support', { strategies: ['Pairs'], reviewBy: '2026-04-01' });
const language = proposal('b/eal', null, { scaffolds: ['Glossary'] });
const stretch = proposal('c/stretch', 'stretch');

const faultsOf = (proposals: readonly StandingProposal[], said: Decided) => {
  const decision = decide(proposals, said, DAY);
  return 'faults' in decision ? decision.faults.map((it) => `${it.pointer} ${it.code}`) : [];
};
const adviceOf = (proposals: readonly StandingProposal[], said: Decided) => {
  const decision = decide(proposals, said, DAY);
  if ('faults' in decision) throw new Error(JSON.stringify(decision.faults));
  return decision;
};

describe('what is to be done once it is decided', () => {
  it('is what all propose together, where they are accepted', () => {
    expect(adviceOf([support, language], { outcome: 'accept' })).toEqual({
      policies: ['a/tiers', 'b/eal'],
      advice: { tier: 'support', strategies: ['Pairs'], scaffolds: ['Glossary'], reviewBy: '2026-04-01' },
    });
  });

  it('is what the named ones propose, where others contradict them', () => {
    const said: Decided = { outcome: 'accept', policies: ['c/stretch', 'b/eal'], reviewBy: DAY };
    expect(adviceOf([support, language, stretch], said)).toEqual({
      policies: ['b/eal', 'c/stretch'],
      advice: { tier: 'stretch', strategies: [], scaffolds: ['Glossary'], reviewBy: DAY },
    });
  });

  it('is what a person makes of it, and as proposed where the person says nothing', () => {
    const said: Decided = { outcome: 'adjust', tier: 'core', reason: 'Caught up', scaffolds: [] };
    expect(adviceOf([support, language, stretch], said).advice).toEqual({
      tier: 'core',
      strategies: ['Pairs'],
      scaffolds: [],
      reviewBy: '2026-04-01',
    });
    const none: Decided = { outcome: 'adjust', tier: null, reviewBy: null, reason: 'Strategies do' };
    expect(adviceOf([support], none).advice).toMatchObject({ tier: null, reviewBy: null });
  });

  it('is what a person says where nothing is proposed', () => {
    expect(adviceOf([], { outcome: 'adjust', tier: 'support', reason: 'New in class' })).toEqual({
      policies: [],
      advice: { tier: 'support', strategies: [], scaffolds: [], reviewBy: null },
    });
  });

  it('is nothing where it is declined', () => {
    const said: Decided = { outcome: 'decline', reason: 'Knows it already' };
    expect(adviceOf([support, stretch], said).advice).toMatchObject({ tier: null, strategies: [] });
  });
});

describe('a decision is refused', () => {
  it.each<[string, readonly StandingProposal[], Decided, string[]]>([
    [
      'that accepts different tiers',
      [support, stretch],
      { outcome: 'accept' },
      ['/policies conflicting-tiers'],
    ],
    [
      'that accepts different tiers by their names',
      [support, stretch],
      { outcome: 'accept', policies: ['a/tiers', 'c/stretch'] },
      ['/policies conflicting-tiers'],
    ],
    [
      'that adjusts all but the tiers that differ',
      [support, stretch],
      { outcome: 'adjust', strategies: ['Pairs'], reason: 'So' },
      ['/tier conflicting-tiers'],
    ],
    ['that adjusts and says not why', [support], { outcome: 'adjust', tier: 'core' }, ['/reason missing']],
    ['that declines and says not why', [support], { outcome: 'decline', reason: null }, ['/reason missing']],
    [
      'that accepts something else',
      [support],
      { outcome: 'accept', tier: 'core', scaffolds: [] },
      ['/tier only-with-adjust', '/scaffolds only-with-adjust'],
    ],
    ['that accepts nothing', [], { outcome: 'accept' }, ['/outcome nothing-proposed']],
    [
      'that declines until a day',
      [support],
      { outcome: 'decline', reason: 'So', reviewBy: '2026-05-01' },
      ['/reviewBy not-with-decline'],
    ],
    [
      'that would be over already',
      [support],
      { outcome: 'accept', reviewBy: '2026-03-01' },
      ['/reviewBy in-past'],
    ],
    [
      'on what was to be looked at again before today',
      [proposal('a/tiers', 'core', { reviewBy: '2026-03-01' })],
      { outcome: 'accept' },
      ['/reviewBy in-past'],
    ],
    [
      'on a policy that proposes nothing',
      [support],
      { outcome: 'accept', policies: ['b/eal'] },
      ['/policies/0 not-proposed'],
    ],
    ['on no policy', [support], { outcome: 'accept', policies: [] }, ['/policies empty']],
    [
      'that leaves nothing to do',
      [support],
      { outcome: 'adjust', tier: null, strategies: [], reason: 'So' },
      ['/tier missing'],
    ],
  ])('%s', (_case, proposals, said, wanted) => {
    expect(faultsOf(proposals, said)).toEqual(wanted);
  });

  it('not on the last day itself', () => {
    expect(faultsOf([support], { outcome: 'accept', reviewBy: DAY })).toEqual([]);
  });
});
