import fc from 'fast-check';
import { allocate } from '../allocate.js';
import type { AllocationRound, PlaceRequest } from '../allocation.js';
import { checkAllocation } from './check-allocation.js';

const request = (ref: number, change: Partial<PlaceRequest> = {}): PlaceRequest => ({
  ref,
  provisionType: 'reading-group',
  wave: 2,
  subject: 'reading',
  urgent: false,
  since: '2026-07-10',
  statutory: false,
  costPence: 10_000,
  learner: { ref },
  ...change,
});
const round = (
  requests: PlaceRequest[],
  places: number | null,
  budgetPence: number | null,
): AllocationRound => ({
  from: '2026-09-01',
  to: '2026-12-18',
  requests,
  supplies: [{ provisionType: 'reading-group', places, meanGain: null }],
  budgetPence,
});
const funded = (...refs: number[]) => refs.map((ref) => ({ ref, reason: 'Need.' }));
const unfunded = (...refs: number[]) => refs.map((ref) => ({ ref, why: 'policy', reason: 'Later.' }));
const statutory = request(1, { statutory: true });

describe('an order of requests', () => {
  it.each<[string, AllocationRound, unknown]>([
    ['fills the places to the last', round([request(0), request(1)], 1, null), [funded(1), unfunded(0)]],
    ['spends the budget to the penny', round([request(0), request(1)], null, 20_000), [funded(0, 1), []]],
    ['has what a plan specifies first', round([request(0), statutory], 1, null), [funded(1), unfunded(0)]],
    ['makes what a plan specifies beyond places and budget', round([statutory], 0, 0), [funded(1), []]],
    [
      'funds an unknown cost where no budget limits it',
      round([request(0, { costPence: null })], 1, null),
      [funded(0), []],
    ],
    [
      'funds a kind of which no supply is known',
      round([request(0, { provisionType: 'mentor' })], 0, null),
      [funded(0), []],
    ],
  ])('%s', (_, given, answer) => {
    const [first, rest] = answer as [unknown, unknown];
    expect(checkAllocation({ funded: first, unfunded: rest }, given)).toHaveProperty('value');
  });

  it.each<[string, AllocationRound, unknown, string]>([
    [
      'a place too many',
      round([request(0), request(1)], 1, null),
      [funded(0, 1), []],
      'answer.funded[1]: no place is left',
    ],
    [
      'a penny too much',
      round([request(0), request(1)], null, 19_999),
      [funded(0, 1), []],
      'answer.funded[1]: beyond the budget',
    ],
    [
      'an unknown cost out of a limited budget',
      round([request(0, { costPence: null })], 1, 1_000_000),
      [funded(0), []],
      'answer.funded[0]: its cost is not known, and the budget is limited',
    ],
    [
      'what a plan specifies after others',
      round([request(0), statutory], 2, null),
      [funded(0, 1), []],
      'answer.funded[1]: a plan specifies it, so it comes first',
    ],
    [
      'what a plan specifies left out',
      round([statutory], 2, null),
      [[], unfunded(1)],
      'answer.unfunded[0]: a plan specifies it, so it must be funded',
    ],
    [
      'nothing of a request',
      round([request(0), request(1)], 2, null),
      [funded(0), []],
      'answer: 1 requests are neither funded nor unfunded',
    ],
    [
      'a request twice',
      round([request(0), request(1)], 2, null),
      [funded(0), unfunded(0)],
      'answer.unfunded[0].ref: nothing that was asked about, or named twice',
    ],
    [
      'a request that was not made',
      round([request(0), request(1)], 2, null),
      [funded(0, 7), []],
      'answer.funded[1].ref: nothing that was asked about, or named twice',
    ],
    [
      'an unknown cause',
      round([request(0)], 2, null),
      [[], [{ ref: 0, why: 'luck', reason: 'x' }]],
      'answer.unfunded[0].why: neither places, budget, noCost nor policy',
    ],
  ])('is refused with %s', (_, given, answer, problem) => {
    const [first, rest] = answer as [unknown, unknown];
    expect(checkAllocation({ funded: first, unfunded: rest }, given)).toEqual({ problem });
  });

  it('made by allocate keeps to places and budget, whatever the round', () => {
    const anyRequest = fc.record({
      statutory: fc.boolean(),
      costPence: fc.option(fc.integer({ min: 0, max: 50_000 })),
      provisionType: fc.constantFrom('reading-group', 'mentor'),
    });
    fc.assert(
      fc.property(
        fc.array(anyRequest, { maxLength: 20 }),
        fc.option(fc.nat(10)),
        fc.option(fc.nat(200_000)),
        (changes, places, budget) => {
          const given = round(
            changes.map((change, ref) => request(ref, change)),
            places,
            budget,
          );
          const ranked = given.requests.map(({ ref }) => ({ ref, reason: 'In turn.' }));
          expect(checkAllocation(allocate(given, ranked), given)).toHaveProperty('value');
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('what allocate is given', () => {
  const given = round([request(0), request(1)], 2, null);
  const rank = (...refs: number[]) => refs.map((ref) => ({ ref, reason: 'Need.' }));

  it.each([
    ['leaves a request out', rank(0), 'allocate: rank every request; 1 are missing'],
    ['names one twice', rank(0, 1, 0), 'allocate: no request 0 is left'],
    ['names one that is not there', rank(0, 1, 2), 'allocate: no request 2 is left'],
  ])('is refused where it %s', (_, ranked, message) => {
    expect(() => allocate(given, ranked)).toThrow(message);
  });
});
