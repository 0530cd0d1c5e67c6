import type { SeededRandom } from '../seeded-random.js';

/** Makes UUIDv7 ids that begin with the instant that they are of, the same for the same random numbers. */
export function pastIds(random: SeededRandom): (at: string) => string {
  return (at) => {
    const millis = Date.parse(at).toString(16).padStart(12, '0');
    const bits = [hex(random, 4), hex(random, 4), hex(random, 8)];
    const variant = '89ab'.charAt(random.whole(0, 3));
    return `${millis.slice(0, 8)}-${millis.slice(8)}-7${bits[0]!.slice(1)}-${variant}${bits[1]!.slice(1)}-${bits[2]!}${hex(random, 4)}`;
  };
}

function hex(random: SeededRandom, digits: number): string {
  return Math.floor(random.next() * 16 ** digits)
    .toString(16)
    .padStart(digits, '0');
}
