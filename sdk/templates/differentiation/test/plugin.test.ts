import { describe, it } from 'node:test';
import { PolicyTester } from '@espalier/sdk/testing';
import plugin from '../src/plugin.ts';

const tester = new PolicyTester(plugin, {
  packageJson: new URL('../package.json', import.meta.url),
  runner: { describe, it },
});

const subject = 'reading';
/** A pupil with this score. */
const pupil = (score: number) => ({ results: { reading: [score] } });
/** A pupil who gets support for this score. */
const supported = (score: number) =>
  ({ learner: pupil(score), differentiates: { tier: 'support' } }) as const;

tester.run('{{id}}', {
  groups: [
    {
      name: 'on each side of both thresholds',
      subject,
      learners: [
        { learner: pupil(89), differentiates: { tier: 'support' } },
        { learner: pupil(90), differentiates: { tier: 'core' } },
        { learner: pupil(114), differentiates: { tier: 'core' } },
        { learner: pupil(115), differentiates: { tier: 'stretch' } },
      ],
    },
    {
      name: 'no score, and none but an absence',
      subject,
      learners: [
        { learner: {}, insufficient: { missing: ['results:reading'] } },
        { learner: { results: { reading: [{ outcome: 'absent' }] } }, insufficient: {} },
      ],
    },
    {
      name: 'a score in another subject',
      subject: 'mathematics',
      learners: [{ learner: pupil(80), insufficient: { missing: ['results:mathematics'] } }],
    },
    {
      name: 'what to do and what to hand out with support',
      subject,
      learners: [
        {
          learner: pupil(80),
          differentiates: {
            strategies: [
              'Teach the key words before the lesson.',
              'Model the first example, then do one together.',
            ],
            scaffolds: ['A worked example to keep on the desk.'],
          },
        },
      ],
    },
    {
      name: 'groups of those who get support, by score and within the capacity',
      subject,
      groupCapacity: 3,
      learners: [
        supported(80),
        { learner: pupil(120), differentiates: { tier: 'stretch' } },
        supported(70),
        supported(85),
        supported(75),
      ],
      suggestedGroups: [
        { title: 'Support 1', refs: [2, 4, 0], reason: 'Scores from 70 to 80.' },
        { title: 'Support 2', refs: [3], reason: 'Score 85.' },
      ],
    },
    {
      name: 'no group where nobody gets support',
      subject,
      learners: [
        { learner: pupil(100), differentiates: { tier: 'core' } },
        { learner: {}, insufficient: {} },
      ],
      suggestedGroups: [],
    },
    {
      name: 'a school that supports more',
      subject,
      settings: { supportBelow: 100 },
      learners: [supported(99)],
    },
  ],
});
