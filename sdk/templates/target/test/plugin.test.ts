import assert from 'node:assert/strict';
import { it } from 'node:test';
import { learner } from '@espalier/sdk/testing';
import plugin from '../src/plugin.ts';

const asOf = Temporal.PlainDate.from('2026-07-10');
const settings = { challengePoints: 3, highest: 130, weeks: 36 };

/** What is proposed to a pupil with these scores in mathematics, a term apart. */
function answer(scores: readonly number[], changes: Partial<typeof settings> = {}) {
  const pupil = learner({ results: { mathematics: scores } });
  return plugin.policies['{{id}}'](pupil, {
    settings: { ...settings, ...changes },
    asOf,
    nextAssessmentPoint: null,
  });
}

it('proposes three points above the latest score', () => {
  const verdict = answer([95, 100]);
  assert.partialDeepStrictEqual(verdict, {
    kind: 'proposeTarget',
    subject: 'mathematics',
    framework: 'standardised',
    baseline: 100,
    target: 103,
    due: '2027-03-19',
  });
});

it('asks for the challenge that the school sets', () => {
  assert.partialDeepStrictEqual(answer([100], { challengePoints: 10 }), { target: 110 });
});

it('never goes beyond the highest target', () => {
  assert.partialDeepStrictEqual(answer([126]), { target: 129 });
  assert.partialDeepStrictEqual(answer([127]), { target: 130 });
  assert.partialDeepStrictEqual(answer([129]), { target: 130 });
});

it('proposes nothing to who has reached it', () => {
  assert.partialDeepStrictEqual(answer([130]), { kind: 'noAction', why: 'notApplicable' });
});

it('needs a score', () => {
  assert.partialDeepStrictEqual(answer([]), { kind: 'insufficientData', missing: ['results:mathematics'] });
});
