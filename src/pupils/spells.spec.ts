import { heldSince, holds, overlap } from './spells.js';

const spell = (start: string, end: string | null) => ({ start, end });

describe('spells', () => {
  it.each([
    ['ends the day before', spell('2026-01-01', '2026-01-31'), spell('2026-02-01', null), false],
    ['shares one day', spell('2026-01-01', '2026-02-01'), spell('2026-02-01', null), true],
    ['lies inside', spell('2026-01-01', null), spell('2026-03-01', '2026-03-02'), true],
    ['both open', spell('2026-01-01', null), spell('2027-01-01', null), true],
    ['lies after', spell('2026-05-01', '2026-05-02'), spell('2026-01-01', '2026-04-30'), false],
  ])('%s', (_name, a, b, shared) => {
    expect(overlap(a, b)).toBe(shared);
    expect(overlap(b, a)).toBe(shared);
  });

  it.each([
    ['2025-12-31', false],
    ['2026-01-01', true],
    ['2026-01-31', true],
    ['2026-02-01', false],
  ])('a spell of January holds %s: %s', (date, held) => {
    expect(holds(spell('2026-01-01', '2026-01-31'), date)).toBe(held);
  });

  it.each([
    ['nothing before it', [], '2026-09-01'],
    ['the same until the day before', [{ value: 'K', ...spell('2025-09-01', '2026-08-31') }], '2025-09-01'],
    ['the same, with a day between', [{ value: 'K', ...spell('2025-09-01', '2026-08-30') }], '2026-09-01'],
    ['another until the day before', [{ value: 'N', ...spell('2025-09-01', '2026-08-31') }], '2026-09-01'],
    [
      'two of the same day on day',
      [
        { value: 'K', ...spell('2025-09-01', '2026-08-31') },
        { value: 'K', ...spell('1900-01-01', '2025-08-31') },
      ],
      '1900-01-01',
    ],
  ])('since when a value has held: %s', (_case, earlier, since) => {
    const last = { value: 'K', ...spell('2026-09-01', null) };
    expect(heldSince(last, [last, ...earlier])).toBe(since);
  });
});
