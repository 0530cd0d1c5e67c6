import type { TrajectoryFact, TrajectoryJudgement, TrajectoryPoint } from '../learner.js';
import { filled, onlyUpTo } from './filled.js';
import { daysBetween, termlyDays, weeksBefore } from './school-day.js';
import type { PointSketch, TrajectorySketch } from './sketch.js';

/** Judgements are strict, but for what is rounding alone. */
const epsilon = 1e-9;
/** Days after which a result says little about today. */
const staleAfter = 180;

/** A trajectory as a host would tell it: expected values on the line, gaps, judgements and flags that follow. */
export function trajectoryFact(sketch: TrajectorySketch, asOf: string, at: string): TrajectoryFact {
  const { points: sketches = [], ...given } = sketch;
  const days = termlyDays(sketches.length, asOf);
  const dated = sketches.map((point, index) => ({
    date: days[index]!,
    ...(typeof point === 'number' ? { actual: point } : point),
  }));
  const line = {
    baselineDate: given.baselineDate ?? weeksBefore(dated[0]?.date ?? asOf, 13),
    baseline: given.baseline ?? 95,
    target: given.target ?? 105,
    due: given.due ?? weeksBefore(asOf, -13),
  };
  if (line.due <= line.baselineDate) throw new RangeError(`${at}: due ${line.due} is not after the baseline`);
  if (dated.some(({ date }) => date < line.baselineDate)) {
    throw new RangeError(
      `${at}.points: a result before the baseline on ${line.baselineDate} is not on the trajectory`,
    );
  }
  onlyUpTo(asOf, dated, `${at}.points`);
  const tolerance = given.tolerance ?? 5;
  const points = dated.map((point, index) => pointFact(point, line, tolerance, `${at}.points[${index}]`));
  const latest = points.at(-1);
  const usual: Omit<TrajectoryFact, 'points'> = {
    framework: 'standardised',
    frameworkVersion: 1,
    ...line,
    tolerance,
    judgement: latest?.judgement ?? null,
    flags: !latest ? ['noResultSinceBaseline'] : daysBetween(latest.date, asOf) > staleAfter ? ['stale'] : [],
  };
  return { ...filled(usual, given, at), points };
}

type Line = Pick<TrajectoryFact, 'baselineDate' | 'baseline' | 'target' | 'due'>;

function pointFact(
  given: Exclude<PointSketch, number> & { readonly date: string },
  line: Line,
  tolerance: number,
  at: string,
): TrajectoryPoint {
  const expected = given.expected ?? expectedOn(line, given.date);
  const gap = given.gap ?? given.actual - expected;
  const usual: TrajectoryPoint = {
    date: given.date,
    actual: given.actual,
    expected,
    gap,
    judgement: judge(gap, tolerance),
  };
  return filled(usual, given, at);
}

/** Linear by calendar days; the target from `due` on. */
function expectedOn({ baselineDate, baseline, target, due }: Line, date: string): number {
  if (date >= due) return target;
  return baseline + ((target - baseline) * daysBetween(baselineDate, date)) / daysBetween(baselineDate, due);
}

function judge(gap: number, tolerance: number): TrajectoryJudgement {
  if (gap > tolerance + epsilon) return 'above';
  return gap < -tolerance - epsilon ? 'below' : 'on';
}
