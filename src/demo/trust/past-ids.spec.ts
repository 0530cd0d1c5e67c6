import { SeededRandom } from '../seeded-random.js';
import { ID_PLACES, pastIds } from './past-ids.js';

const AT = '2026-11-06T09:00:00.000Z';
const firstOf = (place: number, count: number) => {
  const newId = pastIds(SeededRandom.of(1, 'ids'), place);
  return Array.from({ length: count }, () => newId(AT));
};

describe('ids of a past that is told', () => {
  it('are UUIDs of version 7 that begin with their instant', () => {
    for (const id of [0, 230, ID_PLACES - 1].flatMap((place) => firstOf(place, 20))) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Date.parse(AT));
    }
  });

  it('are the same for the same random numbers and place', () => {
    expect(firstOf(7, 50)).toEqual(firstOf(7, 50));
    expect(new Set(firstOf(7, 5_000)).size).toBe(5_000);
  });

  it('are others of another place, though the random numbers are the same', () => {
    const all = Array.from({ length: 231 }, (_, place) => firstOf(place, 20)).flat();
    expect(new Set(all).size).toBe(231 * 20);
  });
});
