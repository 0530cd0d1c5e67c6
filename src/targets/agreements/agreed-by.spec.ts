import { agreedBy, isAgreed } from './agreed-by.js';

type Said = Parameters<typeof agreedBy>[0][number];

const said = (party: Said['party'], date: string, members: Partial<Said> = {}): Said => ({
  party,
  date,
  view: 'agrees',
  withdrawnOn: null,
  id: '1',
  ...members,
});

describe('who agrees to a target', () => {
  it.each<[string, Said[], [pupil: string | null, parent: string | null, staff: string | null]]>([
    ['nobody', [], [null, null, null]],
    [
      'pupil and parent',
      [said('pupil', '2026-01-16'), said('parent', '2026-01-20')],
      ['2026-01-16', '2026-01-20', null],
    ],
    [
      'a parent who disagreed first',
      [said('parent', '2026-01-16', { view: 'disagrees' }), said('parent', '2026-02-02')],
      [null, '2026-02-02', null],
    ],
    [
      'a pupil who disagrees by now, whatever the order of the rows',
      [said('pupil', '2026-02-02', { view: 'disagrees' }), said('pupil', '2026-01-16')],
      [null, null, null],
    ],
    [
      'what was taken back, and not what was said before it',
      [said('staff', '2026-01-10'), said('staff', '2026-01-16', { withdrawnOn: '2026-01-17' })],
      [null, null, null],
    ],
    [
      'of one day the one recorded last',
      [said('pupil', '2026-01-16', { id: '2' }), said('pupil', '2026-01-16', { view: 'disagrees' })],
      ['2026-01-16', null, null],
    ],
  ])('%s', (_case, agreements, [pupil, parent, staff]) => {
    expect(agreedBy(agreements)).toEqual({ pupil, parent, staff });
    expect(isAgreed(agreements)).toBe([pupil, parent, staff].some((it) => it !== null));
  });
});
