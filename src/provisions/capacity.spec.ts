import { overfullDay, type Place } from './capacity.js';

const place = (start: string, end: string): Place => ({ start, end });
const autumn = place('2026-09-01', '2026-12-18');

describe('capacity of a provision', () => {
  it.each<[string, Place[], number, string | null]>([
    ['no places are never too many', [], 1, null],
    ['as many as there are', [autumn, autumn], 2, null],
    ['one more than there are', [autumn, autumn, autumn], 2, '2026-09-01'],
    [
      'one ends the day before the next begins',
      [place('2026-09-01', '2026-10-01'), place('2026-10-02', '2026-12-18')],
      1,
      null,
    ],
    [
      'the last day of one is the first of the next',
      [place('2026-09-01', '2026-10-01'), place('2026-10-01', '2026-12-18')],
      1,
      '2026-10-01',
    ],
    [
      'a short place within two long ones that do not meet',
      [
        place('2026-09-01', '2026-10-10'),
        place('2026-10-20', '2026-12-18'),
        place('2026-10-05', '2026-10-25'),
      ],
      2,
      null,
    ],
    ['a single day', [place('2026-10-05', '2026-10-05'), autumn], 1, '2026-10-05'],
  ])('%s', (_case, places, capacity, date) => {
    expect(overfullDay(places, capacity)?.date ?? null).toBe(date);
  });
});
