import assert from 'node:assert/strict';
import { it } from 'node:test';
import { learner } from '@espalier/sdk/testing';
import plugin from '../src/plugin.ts';

const context = {
  settings: { supportBelow: 90, stretchFrom: 115 },
  asOf: Temporal.PlainDate.from('2026-07-10'),
  nextAssessmentPoint: null,
};

/** The answer for a class in reading, each of whose pupils has one of these scores; null for none. */
function answer(scores: readonly (number | null)[], groupCapacity: number | null = null) {
  const learners = scores.map((score, ref) =>
    learner({ ref, results: { reading: score === null ? [] : [score] } }),
  );
  return plugin.policies['{{id}}']({ subject: 'reading', learners, groupCapacity }, context);
}

const tiers = (scores: readonly (number | null)[]) =>
  answer(scores).learners.map(({ verdict }) => ('tier' in verdict ? verdict.tier : verdict.kind));

it('puts each pupil in a tier by the latest score', () => {
  assert.deepEqual(tiers([89, 90, 114, 115]), ['support', 'core', 'core', 'stretch']);
});

it('needs a score, and names the subject that lacks one', () => {
  assert.partialDeepStrictEqual(answer([null]).learners[0], {
    verdict: { kind: 'insufficientData', missing: ['results:reading'] },
  });
});

it('gives support with what to do and what to hand out', () => {
  const verdict = answer([80]).learners[0]?.verdict;
  assert.ok(verdict?.kind === 'differentiate');
  assert.ok(verdict.strategies.length > 0 && verdict.scaffolds.length > 0);
});

it('suggests groups of those who get support, by score and within the capacity', () => {
  const groups = answer([80, 120, 70, 85, 75], 3).suggestedGroups;
  assert.deepEqual(
    groups.map(({ refs, reason }) => [refs, reason]),
    [
      [[2, 4, 0], 'Scores from 70 to 80.'],
      [[3], 'Score 85.'],
    ],
  );
});

it('suggests no group where nobody gets support', () => {
  assert.deepEqual(answer([100, null]).suggestedGroups, []);
});
