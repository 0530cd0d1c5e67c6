import {
  EAL_SHARES,
  EFFECTS,
  ETHNICITY_SHARES,
  type Ethnicity,
  LEVEL,
  SEN_FACTORS,
  SEN_SHARES,
  type Sen,
  SHARE_DISADVANTAGED,
  SHARE_LOOKED_AFTER,
  SHARE_OF_BOYS,
  SLIPPING,
  SPREAD,
} from './parameters.js';
import type { Scale } from './scores.js';

/** A kind of pupil, and how many of all pupils are of it. */
export interface Kind {
  readonly share: number;
  readonly sex: 'F' | 'M';
  readonly disadvantaged: boolean;
  readonly sen: Sen;
  readonly eal: boolean;
  readonly ethnicity: Ethnicity;
  readonly lookedAfter: boolean;
  /** Attainment in a subject, in standard deviations, before slipping and chance. */
  readonly level: number;
}

/** What of attainment is no effect: its standard deviation. School effects move whole schools and no gap within one. */
export const RESIDUAL_SD = Math.hypot(SPREAD.pupil, SPREAD.subject, SPREAD.sitting);

/** Every kind of pupil that the parameters make, with its level in a subject. */
export function kindsOf(subject: string): Kind[] {
  const girl = EFFECTS.girl[subject] ?? 0;
  const all = Object.values(ETHNICITY_SHARES).reduce((a, b) => a + b, 0);
  const kinds: Kind[] = [];
  for (const [name, percent] of Object.entries(ETHNICITY_SHARES)) {
    const ethnicity = name as Ethnicity;
    for (const eal of [true, false]) {
      const language = EAL_SHARES[ethnicity] ?? 0.02;
      for (const sex of ['F', 'M'] as const) {
        for (const disadvantaged of [true, false]) {
          for (const sen of ['N', 'K', 'E'] as const) {
            for (const lookedAfter of [true, false]) {
              kinds.push({
                share:
                  (percent / all) *
                  (eal ? language : 1 - language) *
                  (sex === 'M' ? SHARE_OF_BOYS : 1 - SHARE_OF_BOYS) *
                  (disadvantaged ? SHARE_DISADVANTAGED : 1 - SHARE_DISADVANTAGED) *
                  senShare(sen, disadvantaged, sex) *
                  (lookedAfter ? SHARE_LOOKED_AFTER : 1 - SHARE_LOOKED_AFTER),
                sex,
                disadvantaged,
                sen,
                eal,
                ethnicity,
                lookedAfter,
                level:
                  LEVEL +
                  (sex === 'F' ? girl : 0) +
                  (disadvantaged ? EFFECTS.disadvantaged : 0) +
                  EFFECTS.sen[sen] +
                  (eal ? EFFECTS.eal : 0) +
                  (lookedAfter ? EFFECTS.lookedAfter : 0) +
                  (EFFECTS.ethnicity[ethnicity] ?? 0),
              });
            }
          }
        }
      }
    }
  }
  return kinds;
}

/**
 * The gap that the parameters make on a scale: the mean of the pupils who are in the group less the mean of all
 * others. Scores end at the scale's limits, so the means are those of normal distributions cut there.
 * `slipped`: how much of the year's loss those who slip have lost, 0 to 1.
 */
export function expectedGap(
  scale: Scale,
  subject: string,
  inGroup: (kind: Kind) => boolean,
  slipped: number,
): number {
  const [group, others] = [true, false].map((side) => {
    const kinds = kindsOf(subject).filter((it) => inGroup(it) === side);
    const share = kinds.reduce((sum, it) => sum + it.share, 0);
    return kinds.reduce((sum, it) => sum + it.share * meanScore(scale, it.level, slipped), 0) / share;
  });
  return group! - others!;
}

/** The mean score of pupils of one level, of whom some have slipped. */
function meanScore(scale: Scale, level: number, slipped: number): number {
  const { share, mean, sd } = SLIPPING;
  const lost = cutMean(scale, level + slipped * mean, Math.hypot(RESIDUAL_SD, slipped * sd));
  return (1 - share) * cutMean(scale, level, RESIDUAL_SD) + share * lost;
}

/** The mean of a normal distribution of standings, on a scale whose limits hold what lies beyond. */
export function cutMean(scale: Scale, standing: number, sd: number): number {
  const mean = scale.mean + scale.sd * standing;
  const spread = scale.sd * sd;
  const low = (scale.min - mean) / spread;
  const high = (scale.max - mean) / spread;
  const inside = cumulative(high) - cumulative(low);
  return (
    scale.min * cumulative(low) +
    scale.max * (1 - cumulative(high)) +
    mean * inside +
    spread * (density(low) - density(high))
  );
}

function senShare(sen: Sen, disadvantaged: boolean, sex: 'F' | 'M'): number {
  const { K, E } = SEN_SHARES[disadvantaged ? 'disadvantaged' : 'others'];
  const shares = { K: K * SEN_FACTORS[sex], E: E * SEN_FACTORS[sex] };
  return sen === 'N' ? 1 - shares.K - shares.E : shares[sen];
}

function density(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** The standard normal distribution function (Abramowitz and Stegun 26.2.17; error below 7.5e-8). */
function cumulative(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const tail =
    density(x) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return x >= 0 ? 1 - tail : tail;
}
