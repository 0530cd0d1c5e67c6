import { expectedPence, type OfferedGroup, PlacesLeft, placesFor } from './assign-places.js';
import { type ConfirmedRow, settleRows } from './settle-rows.js';

const group = (id: string, members: Partial<OfferedGroup> = {}): OfferedGroup => ({
  ...{ id, provisionType: 'small', subject: null, free: 1, pence: 100 },
  ...{ from: '2027-01-04', to: '2027-03-26', ...members },
});
const asking = (subject: string | null) => ({ provisionType: 'small', subject });
const row = (
  index: number,
  members: Partial<ConfirmedRow['row']> = {},
  more: Partial<ConfirmedRow> = {},
) => ({
  index,
  row: {
    ...{ provisionType: 'small', wave: 2 as const, subject: 'reading', statutory: false },
    ...{ provisionId: null, position: index, ...members },
  },
  recommendation: { status: 'open' as const, wave: 2 as const, provisionType: 'small' },
  wanted: null,
  ...more,
});

describe('the places of groups', () => {
  it('go to the group in the subject first, then to one of none, and never to one in another', () => {
    const left = new PlacesLeft([
      group('of none'),
      group('reading', { subject: 'reading' }),
      group('writing', { subject: 'writing' }),
    ]);
    const taken = Array.from({ length: 3 }, () => left.take(asking('reading'))?.id ?? null);
    expect(taken).toEqual(['reading', 'of none', null]);
    expect(left.take(asking(null))?.id).toBe('writing');
  });

  it('are counted for what is asked, and cost the most of those that are free', () => {
    const groups = [
      group('reading', { subject: 'reading', free: 2, pence: 100 }),
      group('dear', { pence: 300 }),
      group('full', { free: 0, pence: 900 }),
      group('unknown', { pence: null }),
      group('writing', { subject: 'writing', free: 5, pence: 700 }),
    ];
    expect(placesFor(groups, 'small', [asking('reading')])).toBe(4);
    expect(expectedPence(groups, asking('reading'))).toBe(300);
    expect(expectedPence([group('full', { free: 0, pence: 900 })], asking('reading'))).toBe(900);
    expect(expectedPence([], asking('reading'))).toBeNull();
  });
});

describe('what stands against confirmed rows', () => {
  const codes = (rows: ConfirmedRow[], groups: OfferedGroup[], money: number | null = null) =>
    settleRows(rows, groups, money).faults.map((it) => [it.pointer, it.code]);

  it('nothing, where places and money last to the penny', () => {
    const { settled, faults } = settleRows([row(0), row(1)], [group('a'), group('b')], 200);
    expect(faults).toEqual([]);
    expect(settled.map((it) => it.group?.id)).toEqual(['a', 'b']);
  });

  it.each<[string, ConfirmedRow[], OfferedGroup[], number | null, [string, string][]]>([
    ['a full group', [row(0), row(1)], [group('a')], null, [['/rows/1', 'no-place']]],
    ['a penny too little', [row(0), row(1)], [group('a', { free: 2 })], 199, [['/rows/1', 'budget-spent']]],
    [
      'a price that is not known',
      [row(0)],
      [group('a', { pence: null })],
      100,
      [['/rows/0', 'cost-unknown']],
    ],
    ['nothing of a price where nothing limits it', [row(0)], [group('a', { pence: null })], null, []],
    [
      'a recommendation that is gone',
      [row(0, {}, { recommendation: null })],
      [group('a')],
      null,
      [['/rows/0', 'recommendation-closed']],
    ],
    [
      'one of another wave',
      [row(0, { wave: 3 })],
      [group('a')],
      null,
      [['/rows/0', 'recommendation-changed']],
    ],
    [
      'a named group that is full',
      [row(0, {}, { wanted: 'b' })],
      [group('a'), group('b', { free: 0 })],
      null,
      [['/rows/0/provisionId', 'no-place']],
    ],
    ['nothing of what a plan specifies', [row(0, { statutory: true })], [], 0, []],
    [
      'less money for the rest',
      [row(0), row(1, { statutory: true })],
      [group('a', { free: 2 })],
      150,
      [['/rows/0', 'budget-spent']],
    ],
  ])('%s', (_case, rows, groups, money, wanted) => {
    expect(codes(rows, groups, money)).toEqual(wanted);
  });
});
