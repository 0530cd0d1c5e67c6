import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { PlaceRequest } from '@espalier/sdk';
import { learner } from '@espalier/sdk/testing';
import plugin from '../src/plugin.ts';

const context = {
  settings: { lastYears: ['6', '11'] },
  asOf: Temporal.PlainDate.from('2026-07-10'),
  nextAssessmentPoint: null,
};

type Request = Partial<Omit<PlaceRequest, 'ref' | 'learner'>> & { readonly yearGroup?: string };

/** The answer for a term in which these places are asked for, and there are so many. */
function answer(
  requests: readonly Request[],
  places: number | null = null,
  budgetPence: number | null = null,
) {
  return plugin.policies['{{id}}'](
    {
      from: '2026-09-01',
      to: '2026-12-18',
      requests: requests.map(({ yearGroup = '8', ...request }, ref) => ({
        ref,
        provisionType: 'small-group-catch-up',
        wave: 2,
        subject: 'reading',
        urgent: false,
        since: '2026-06-01',
        statutory: false,
        costPence: 12_000,
        ...request,
        learner: learner({ ref, yearGroup }),
      })),
      supplies: [{ provisionType: 'small-group-catch-up', places, meanGain: null }],
      budgetPence,
    },
    context,
  );
}

const order = (requests: readonly Request[]) => answer(requests).funded.map(({ ref }) => ref);

it('puts first what is urgent, then wave 3, then who leaves soon, then who has waited longest', () => {
  assert.deepEqual(
    order([
      { since: '2026-06-01' },
      { since: '2026-05-31' },
      { yearGroup: '11' },
      { wave: 3 },
      { urgent: true },
    ]),
    [4, 3, 2, 1, 0],
  );
});

it('puts first what a plan specifies, whatever else is asked for', () => {
  assert.deepEqual(order([{ urgent: true, wave: 3 }, { statutory: true }]), [1, 0]);
});

it('keeps the order of the requests where nothing tells them apart', () => {
  assert.deepEqual(order([{}, {}, {}]), [0, 1, 2]);
});

it('says who gets no place, and why', () => {
  assert.partialDeepStrictEqual(answer([{}, { yearGroup: '6' }], 1), {
    funded: [{ ref: 1, reason: 'Wave 2, in Year 6, waiting since 2026-06-01.' }],
    unfunded: [{ ref: 0, why: 'places' }],
  });
});

it('stays within the budget to the penny', () => {
  assert.deepEqual(
    answer([{}, {}], null, 23_999).unfunded.map(({ why }) => why),
    ['budget'],
  );
  assert.deepEqual(answer([{}, {}], null, 24_000).unfunded, []);
});
