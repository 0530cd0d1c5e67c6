import type { Verdict } from '@espalier/sdk';
import fc from 'fast-check';
import { addCounts, countOutcomes, OUTCOMES, type OutcomeKind, outcomeOf } from './outcome.js';

const RECOMMEND: Verdict = {
  kind: 'recommend',
  rule: 'below',
  wave: 2,
  provisionType: 'small-group',
  subject: 'reading',
  urgent: false,
  reason: 'Below',
  evidence: [],
  reviewBy: null,
};
const LACKING: Verdict = { kind: 'insufficientData', subject: null, missing: ['results'], reason: null };
const nothing = (why: 'watch' | 'noneNeeded' | 'notApplicable'): Verdict => ({
  kind: 'noAction',
  why,
  subject: null,
  reason: why === 'watch' ? 'Looks odd' : null,
  reviewBy: why === 'watch' ? '2026-09-01' : null,
  evidence: [],
});

describe('the outcome of a pupil', () => {
  it.each<[string, Verdict[], OutcomeKind]>([
    ['one recommendation', [RECOMMEND], 'recommend'],
    ['a recommendation beside all the others', [nothing('watch'), LACKING, RECOMMEND], 'recommend'],
    ['missing data before no action', [nothing('watch'), LACKING, nothing('noneNeeded')], 'insufficientData'],
    ['watched before nothing needed', [nothing('noneNeeded'), nothing('watch')], 'watch'],
    [
      'nothing needed before outside the population',
      [nothing('notApplicable'), nothing('noneNeeded')],
      'noneNeeded',
    ],
    [
      'outside the population in every subject',
      [nothing('notApplicable'), nothing('notApplicable')],
      'notApplicable',
    ],
  ])('%s', (_name, verdicts, outcome) => {
    expect(outcomeOf({ ref: 0, verdicts })).toBe(outcome);
    expect(outcomeOf({ ref: 0, verdicts: verdicts.toReversed() })).toBe(outcome);
  });

  it('a pupil on whom the policy failed is not evaluated, which is never “no need”', () => {
    expect(outcomeOf({ ref: 0, notEvaluated: 'timeout', detail: 'too slow' })).toBe('notEvaluated');
  });
});

describe('the counts of a run', () => {
  it('of batches add up to the pupils, however they are cut', () => {
    const outcome = fc.constantFrom(...OUTCOMES);
    fc.assert(
      fc.property(fc.array(fc.array(outcome)), (batches) => {
        const counts = addCounts(batches.map(countOutcomes));
        expect(counts).toEqual(countOutcomes(batches.flat()));
        expect(Object.values(counts).reduce((sum, it) => sum + it)).toBe(batches.flat().length);
      }),
    );
  });

  it('name every outcome, also those that nobody has', () => {
    expect(Object.keys(countOutcomes([])).sort()).toEqual([...OUTCOMES].sort());
  });
});
