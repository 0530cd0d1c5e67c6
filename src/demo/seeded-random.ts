/** Random numbers that are the same for the same seed (mulberry32). */
export class SeededRandom {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** Numbers of their own for each key, whatever was drawn for others. */
  static of(seed: number, ...key: readonly (string | number)[]): SeededRandom {
    return new SeededRandom(hashOf(seed, key.join('/')));
  }

  /** At least 0, below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `min` to `max`. */
  whole(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** True as often as the share says. */
  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.whole(0, values.length - 1)]!;
  }

  /** One of the names, each as often as its share of their sum says. */
  pickByShare<K extends string>(shares: Readonly<Partial<Record<K, number>>>): K {
    const names = Object.keys(shares) as K[];
    const sum = names.reduce((total, name) => total + shares[name]!, 0);
    let left = this.next() * sum;
    return names.find((name) => (left -= shares[name]!) < 0) ?? names.at(-1)!;
  }

  /** Normally distributed (Box and Muller). */
  normal(mean: number, sd: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return mean + sd * radius * Math.cos(2 * Math.PI * this.next());
  }
}

/** FNV-1a over the text, begun with the seed and mixed at the end (murmur3), so that near keys lie far apart. */
function hashOf(seed: number, text: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mixed(hash);
}

/** A number of its own for a number and a part of it, well spread. */
export function mixed(hash: number): number {
  let h = hash >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
