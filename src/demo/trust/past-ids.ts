import type { SeededRandom } from '../seeded-random.js';

/** Places that ids can tell apart. */
export const ID_PLACES = 4096;

/**
 * Makes UUIDv7 ids that begin with the instant that they are of, the same for the same random numbers. Of each place, a
 * school or a trust, they are others: the random numbers of hundreds of schools come to the same again somewhere.
 */
export function pastIds(random: SeededRandom, place: number): (at: string) => string {
  let [instant, beginning] = ['', ''];
  const own = place.toString(16).padStart(3, '0');
  return (at) => {
    if (at !== instant) [instant, beginning] = [at, beginningOf(at)];
    const [high, middle] = [hex(random, 8), hex(random, 8)];
    const variant = '89ab'.charAt(random.whole(0, 3));
    return `${beginning}-7${own}-${variant}${high.slice(0, 3)}-${middle}${hex(random, 4)}`;
  };
}

/** The 48 bits of an id that tell its milliseconds. */
function beginningOf(at: string): string {
  const millis = Date.parse(at).toString(16).padStart(12, '0');
  return `${millis.slice(0, 8)}-${millis.slice(8)}`;
}

function hex(random: SeededRandom, digits: number): string {
  return Math.floor(random.next() * 16 ** digits)
    .toString(16)
    .padStart(digits, '0');
}
