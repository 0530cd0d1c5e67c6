import type { Attainment } from '../cohort/attainments.js';
import { type EffectSize, effectSizeOf } from '../statistics/effect-size.js';
import { sampleOf } from '../statistics/sample.js';
import { type Cut, GROUPS, UNKNOWN } from './characteristic-groups.js';

/** What is known of one group in one table. */
export interface GapFigures {
  readonly n: number;
  readonly mean: number | null;
  /** Those with an expectation for the year in which their result was, and how many of them are at or above it. */
  readonly judged: number;
  readonly atExpected: number;
  /** The mean of the group less the mean of all others about whom the characteristic is known. */
  readonly gap: number | null;
  readonly others: number;
  readonly effect: EffectSize | null;
}

/** The pupils of one table by group: every group of the cut, and last those about whom it is not known. */
export function byGroup(
  cut: Cut,
  attainments: readonly Attainment[],
  groups: ReadonlyMap<string, string>,
): Map<string, Attainment[]> {
  const cells = new Map<string, Attainment[]>([...GROUPS[cut], UNKNOWN].map((it) => [it, []]));
  for (const it of attainments) cells.get(groups.get(it.pupilId) ?? UNKNOWN)!.push(it);
  return cells;
}

/** The figures of each group against all others with a known value (definitions, Attainment gap). */
export function gapFigures(cells: ReadonlyMap<string, readonly Attainment[]>): Map<string, GapFigures> {
  const known = [...cells].filter(([group]) => group !== UNKNOWN);
  return new Map(
    [...cells].map(([group, members]) => {
      const own = sampleOf(members.map((it) => it.points));
      const judged = members.filter((it) => it.judgement !== null);
      const counts = {
        n: own.n,
        mean: own.mean,
        judged: judged.length,
        atExpected: judged.filter((it) => it.judgement !== 'below').length,
      };
      if (group === UNKNOWN) return [group, { ...counts, gap: null, others: 0, effect: null }];
      const rest = known.filter(([other]) => other !== group).flatMap(([, them]) => them);
      const others = sampleOf(rest.map((it) => it.points));
      const gap = own.mean === null || others.mean === null ? null : own.mean - others.mean;
      return [group, { ...counts, gap, others: others.n, effect: effectSizeOf(own, others) }];
    }),
  );
}

/** The share of those judged who are at the expectation or above it; null where nobody is judged. */
export function shareOf({ judged, atExpected }: Pick<GapFigures, 'judged' | 'atExpected'>): number | null {
  return judged === 0 ? null : atExpected / judged;
}
