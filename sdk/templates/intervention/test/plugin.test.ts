import { describe, it } from 'node:test';
import { PolicyTester } from '@espalier/sdk/testing';
import plugin from '../src/plugin.ts';

const tester = new PolicyTester(plugin, {
  packageJson: new URL('../package.json', import.meta.url),
  runner: { describe, it },
});

/** A pupil with these reading scores, a term apart, the latest two weeks ago. */
const pupil = (...scores: number[]) => ({ results: { reading: scores } });

tester.run('{{id}}', {
  recommends: [
    {
      name: 'one under the threshold',
      learner: pupil(84),
      expect: { rule: 'below-threshold', wave: 2, subject: 'reading', provisionType: 'small-group-catch-up' },
    },
    { name: 'the latest score counts, not the best', learner: pupil(110, 84) },
    { name: 'a school that asks for more', learner: pupil(90), settings: { threshold: 91 } },
    {
      name: 'the review is in twelve weeks',
      learner: pupil(70),
      asOf: '2026-07-10',
      expect: { reviewBy: '2026-10-02' },
    },
    {
      name: 'or at the next assessment point',
      learner: pupil(71),
      asOf: '2026-07-10',
      nextAssessmentPoint: '2026-09-25',
      expect: { reviewBy: '2026-09-25' },
    },
    {
      name: 'a score of a year ago to the day',
      learner: { results: { reading: [{ value: 84, date: '2025-07-10' }] } },
      asOf: '2026-07-10',
    },
    {
      name: 'an absence does not take the place of the score before it',
      learner: { results: { reading: [84, { outcome: 'absent' }] } },
    },
  ],
  noAction: [
    { name: 'on the threshold', learner: pupil(85), expect: { why: 'watch' } },
    { name: 'within five points of it', learner: pupil(89), expect: { why: 'watch' } },
    { name: 'five points above', learner: pupil(90), expect: { why: 'noneNeeded' } },
    { name: 'a school that watches nobody', learner: pupil(86), settings: { watchPoints: 0 } },
  ],
  insufficient: [
    { name: 'no result', learner: {}, expect: { missing: ['results:reading'] } },
    { name: 'absent, and no score before', learner: { results: { reading: [{ outcome: 'absent' }] } } },
    {
      name: 'a score of a year and a day ago',
      learner: { results: { reading: [{ value: 84, date: '2025-07-09' }] } },
      asOf: '2026-07-10',
    },
  ],
});
