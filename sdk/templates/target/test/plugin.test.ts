import { describe, it } from 'node:test';
import { PolicyTester } from '@espalier/sdk/testing';
import plugin from '../src/plugin.ts';

const tester = new PolicyTester(plugin, {
  packageJson: new URL('../package.json', import.meta.url),
  runner: { describe, it },
});

/** A pupil with these scores in mathematics, a term apart. */
const pupil = (...scores: number[]) => ({ results: { mathematics: scores } });

tester.run('{{id}}', {
  proposes: [
    {
      name: 'three points above the latest score',
      learner: pupil(95, 100),
      asOf: '2026-07-10',
      expect: {
        subject: 'mathematics',
        framework: 'standardised',
        baseline: 100,
        target: 103,
        due: '2027-03-19',
      },
    },
    {
      name: 'the challenge that the school sets',
      learner: pupil(100),
      settings: { challengePoints: 10 },
      expect: { target: 110 },
    },
    { name: 'a point short of the highest target', learner: pupil(126), expect: { target: 129 } },
    { name: 'just the highest target', learner: pupil(127), expect: { target: 130 } },
    { name: 'never beyond it', learner: pupil(129), expect: { target: 130 } },
  ],
  noAction: [{ name: 'who has reached it', learner: pupil(130), expect: { why: 'notApplicable' } }],
  insufficient: [{ name: 'no score', learner: {}, expect: { missing: ['results:mathematics'] } }],
});
