import { describe, it } from 'node:test';
import { PolicyTester } from '@espalier/sdk/testing';
import plugin from '../src/plugin.ts';

const tester = new PolicyTester(plugin, {
  packageJson: new URL('../package.json', import.meta.url),
  runner: { describe, it },
});

tester.run('{{id}}', {
  rounds: [
    {
      name: 'what is urgent, then wave 3, then who leaves soon, then who has waited longest',
      requests: [
        { since: '2026-06-01' },
        { since: '2026-05-31' },
        { since: '2026-06-01', learner: { yearGroup: '11' } },
        { since: '2026-06-01', wave: 3 },
        { since: '2026-06-01', urgent: true },
      ],
      funded: [4, 3, 2, 1, 0],
    },
    {
      name: 'what a plan specifies comes first, whatever else is asked for',
      requests: [{ urgent: true, wave: 3 }, { statutory: true }],
      funded: [1, 0],
    },
    {
      name: 'the order of the requests where nothing tells them apart',
      requests: [{}, {}, {}],
      funded: [0, 1, 2],
    },
    {
      name: 'who gets no place, and why',
      requests: [{ since: '2026-06-01' }, { since: '2026-06-01', learner: { yearGroup: '6' } }],
      supplies: [{ places: 1 }],
      funded: [{ ref: 1, reason: 'Wave 2, in Year 6, waiting since 2026-06-01.' }],
      unfunded: [{ ref: 0, why: 'places' }],
    },
    {
      name: 'a penny short of the budget',
      requests: [{ costPence: 12_000 }, { costPence: 12_000 }],
      budgetPence: 23_999,
      funded: [0],
      unfunded: [{ ref: 1, why: 'budget' }],
    },
    {
      name: 'within the budget to the penny',
      requests: [{ costPence: 12_000 }, { costPence: 12_000 }],
      budgetPence: 24_000,
      funded: [0, 1],
    },
    {
      name: 'a school that puts another year first',
      requests: [{ learner: { yearGroup: '11' } }, { learner: { yearGroup: '9' } }],
      settings: { lastYears: ['9'] },
      funded: [1, 0],
    },
  ],
});
