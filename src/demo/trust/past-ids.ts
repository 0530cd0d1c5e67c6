import type { SeededRandom } from '../seeded-random.js';

/** Makes UUIDv7 ids that begin with the instant that they are of, the same for the same random numbers. */
export function pastIds(random: SeededRandom): (at: string) => string {
  let [instant, beginning] = ['', ''];
  return (at) => {
    if (at !== instant) [instant, beginning] = [at, beginningOf(at)];
    const [high, middle] = [hex(random, 8), hex(random, 8)];
    const variant = '89ab'.charAt(random.whole(0, 3));
    return `${beginning}-7${high.slice(0, 3)}-${variant}${high.slice(3, 6)}-${middle}${hex(random, 4)}`;
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
