import { type Quartiles, quartilesOf } from '../statistics/quartiles.js';

/** A recommendation with its signal: the result that the first evaluation that could recommend it knew last. */
export interface Signal {
  /** When the result was recorded; null where the recommendation is about no subject or no result was known. */
  readonly recordedAt: string | null;
  /** When the first evaluation that used it began. */
  readonly evaluatedAt: string;
  /** Null where nobody has decided. */
  readonly decidedAt: string | null;
  readonly status: string;
}

export const LEGS = ['signal-to-evaluation', 'evaluation-to-decision', 'signal-to-decision'] as const;
export type Leg = (typeof LEGS)[number];

/** How long one leg took, in hours. */
export interface Delay {
  readonly leg: Leg;
  readonly n: number;
  readonly quartiles: Quartiles | null;
  /** Recommendations that still wait for a decision. */
  readonly open: number;
  /** Those that ended without one: the policy no longer recommends it, or its plugin was disabled. */
  readonly ended: number;
}

const HOUR = 3_600_000;

function hoursBetween(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : (Date.parse(to) - Date.parse(from)) / HOUR;
}

/** The time from signal to decision, in its two legs and as a whole. Open ones are counted, never guessed. */
export function delaysOf(signals: readonly Signal[]): Delay[] {
  const open = signals.filter((it) => it.status === 'open').length;
  const ended = signals.filter((it) => it.decidedAt === null && it.status !== 'open').length;
  const hours: Readonly<Record<Leg, (it: Signal) => number | null>> = {
    'signal-to-evaluation': (it) => hoursBetween(it.recordedAt, it.evaluatedAt),
    'evaluation-to-decision': (it) => hoursBetween(it.evaluatedAt, it.decidedAt),
    'signal-to-decision': (it) => hoursBetween(it.recordedAt, it.decidedAt),
  };
  return LEGS.map((leg) => {
    const values = signals.map(hours[leg]).filter((it) => it !== null);
    return { leg, n: values.length, quartiles: quartilesOf(values), open, ended };
  });
}
