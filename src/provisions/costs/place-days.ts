import { dayNumber } from '../../common/dates.js';
import type { CostedPlace, CostedProvision } from './cost-facts.js';

/** Days on which the same places are held. */
interface Stretch {
  readonly from: number;
  /** The last day. */
  readonly to: number;
  /** Which places, by their index. */
  readonly held: readonly number[];
}

/** Weights of the places, in their order, and last that of nobody. */
export type Weights = readonly bigint[];

/**
 * Shares days among the pupils who have a place on each of them. Weights are whole numbers over a denominator that
 * all of them have in common, so that no share is rounded before the pence are handed out.
 */
export class PlaceDays {
  /** Days of the provision. */
  readonly length: number;
  private readonly stretches: readonly Stretch[];
  /** What every number of pupils at once divides. */
  private readonly denominator: bigint;

  constructor(
    { startDate, endDate }: CostedProvision,
    private readonly places: readonly CostedPlace[],
  ) {
    const [first, last] = [dayNumber(startDate), dayNumber(endDate)];
    this.length = last - first + 1;
    this.stretches = stretchesOf(first, last, places);
    this.denominator = this.stretches.reduce((a, it) => leastCommon(a, BigInt(it.held.length || 1)), 1n);
  }

  /** One for each day from the first to the last, both included, shared among those who have a place on it. */
  spread(from: string, to: string): Weights {
    const [first, last] = [dayNumber(from), dayNumber(to)];
    const weights = this.nothing();
    for (const it of this.stretches) {
      const days = Math.min(it.to, last) - Math.max(it.from, first) + 1;
      if (days <= 0) continue;
      const share = (BigInt(days) * this.denominator) / BigInt(it.held.length || 1);
      for (const place of it.held.length > 0 ? it.held : [this.places.length]) weights[place]! += share;
    }
    return weights;
  }

  /** One for a day, shared among those who have a place on it; nobody's on a day that is not the provision's. */
  on(date: string): Weights {
    const weights = this.spread(date, date);
    if (weights.some((it) => it > 0n)) return weights;
    return [...this.nothing().slice(1), this.denominator];
  }

  /** Weights, each times a whole number, added up. */
  sum(terms: readonly { readonly weights: Weights; readonly times: number }[]): Weights {
    const weights = this.nothing();
    for (const { weights: more, times } of terms) {
      more.forEach((weight, place) => {
        weights[place]! += weight * BigInt(times);
      });
    }
    return weights;
  }

  private nothing(): bigint[] {
    return Array.from({ length: this.places.length + 1 }, () => 0n);
  }
}

function stretchesOf(first: number, last: number, places: readonly CostedPlace[]): Stretch[] {
  const spans = places.map((it) => ({ from: dayNumber(it.start), to: dayNumber(it.end) }));
  const begins = new Set([first]);
  for (const { from, to } of spans) {
    for (const day of [from, to + 1]) if (day > first && day <= last) begins.add(day);
  }
  const days = [...begins].sort((a, b) => a - b);
  return days.map((from, i) => ({
    from,
    to: (days[i + 1] ?? last + 1) - 1,
    held: spans.flatMap((it, place) => (it.from <= from && from <= it.to ? [place] : [])),
  }));
}

function leastCommon(a: bigint, b: bigint): bigint {
  return (a / greatestCommon(a, b)) * b;
}

function greatestCommon(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommon(b, a % b);
}
