import type { CostedProvision } from '../../provisions/costs/cost-facts.js';
import { commonDays, type Days, freePlaces, placePence } from './offered-places.js';

/** Ten days, £100.00 of them once. */
const group: CostedProvision = {
  id: 'group',
  startDate: '2027-01-04',
  endDate: '2027-01-13',
  plannedSessions: 4,
  sessionMinutes: 30,
  rate: null,
  fixedPence: 10_000,
  resourcesPence: null,
  funding: null,
};
const days = (from: string, to: string): Days => ({ from: `2027-01-${from}`, to: `2027-01-${to}` });

describe('free places of a group', () => {
  const wanted = days('04', '13');

  it.each<[string, Days[], number]>([
    ['all where nobody has one', [], 3],
    ['less one who has one on the last day alone', [days('13', '20')], 2],
    ['all where the others end before or begin after', [days('01', '03'), days('14', '20')], 3],
    ['less two who follow one another without a day between', [days('04', '08'), days('09', '13')], 2],
    ['less two who share a day', [days('04', '09'), days('09', '13')], 1],
    ['never below none', [wanted, wanted, wanted, wanted], 0],
  ])('%s', (_case, held, free) => {
    expect(freePlaces(3, held, wanted)).toBe(free);
  });
});

describe('what a place costs', () => {
  const all = days('04', '13');
  const half = { fundingSourceId: 'a', shareBasisPoints: 5_000 };
  const shared = { ...group, funding: [half, { ...half, fundingSourceId: 'b' }] };

  it.each<[string, CostedProvision, number, Days, string | null, number | null]>([
    ['a share of four', group, 4, all, null, 2_500],
    ['of three, to the nearest penny', group, 3, all, null, 3_333],
    ['of four on three of ten days', group, 4, days('11', '30'), null, 750],
    ['nothing on days that are not the group’s', group, 4, days('14', '30'), null, 0],
    [
      'with four sessions of half an hour at £20.00',
      { ...group, rate: { perHourPence: 2_000, roundUpToMinutes: 1, minimumMinutes: 0 } },
      4,
      all,
      null,
      3_500,
    ],
    ['what a source bears of it', shared, 4, all, 'b', 1_250],
    ['nothing to a source that bears none of it', shared, 4, all, 'c', 0],
    ['all of it where nothing is said of who pays', group, 4, all, 'c', 2_500],
    ['not known where nothing of the cost is', { ...group, fixedPence: null }, 4, all, null, null],
  ])('%s', (_case, provision, capacity, on, source, wanted) => {
    expect(placePence(provision, capacity, on, source)).toBe(wanted);
  });
});

test('days in common', () => {
  expect(commonDays(days('04', '08'), days('08', '13'))).toEqual(days('08', '08'));
  expect(commonDays(days('04', '08'), days('09', '13'))).toBeNull();
});
