import { ncYears, type NcYear } from './words.js';

/** Something that is wrong with what somebody describes. @since 0.1.0 */
export interface Fault {
  /** JSON pointer into the description. */
  readonly pointer: string;
  /** Stable and in kebab-case, for example `too-small`. */
  readonly code: string;
  /** A sentence for whoever described it. */
  readonly detail: string;
}

/** A grade with its place on its framework's scale. @since 0.1.0 */
export interface Grade {
  grade: string;
  /** Comparable within one framework only. */
  points: number;
}

/**
 * An assessment framework as a school or a plugin describes it. Members that its kind does not have are null.
 * @since 0.1.0
 */
export interface DescribedFramework {
  readonly kind: 'numeric' | 'graded';
  /** The lowest and highest value of a numeric one, and the distance from one value to the next. */
  readonly min: number | null;
  readonly max: number | null;
  readonly step: number | null;
  /** Of a graded one, from the lowest to the highest. */
  readonly grades: readonly Grade[] | null;
  /** −1 where a lower value is better. */
  readonly direction: 1 | -1;
  /** How far from the expected value is still on trajectory, in points; null: not judged. */
  readonly tolerance: number | null;
  /** A check taken once, without a trajectory. */
  readonly oneOff: boolean;
  /** NC year → points; checked here, so anything may stand in it. */
  readonly expectations: Readonly<Record<string, unknown>>;
  /** In points, in the years that have an expectation. */
  readonly higherStandard: number | null;
}

/** The lowest and highest points of a framework without faults. @since 0.1.0 */
export function frameworkRange({ min, max, grades }: Pick<DescribedFramework, 'min' | 'max' | 'grades'>): {
  min: number;
  max: number;
} {
  if (!grades) return { min: min ?? 0, max: max ?? 0 };
  return { min: grades[0]?.points ?? 0, max: grades.at(-1)?.points ?? 0 };
}

/**
 * The faults of a framework: its scale, and what it expects on that scale. Empty where it can be used.
 * @since 0.1.0
 */
export function frameworkFaults(framework: DescribedFramework): Fault[] {
  const scale = framework.kind === 'graded' ? gradedFaults(framework) : numericFaults(framework);
  return scale.length > 0 ? scale : [...toleranceFaults(framework), ...expectationFaults(framework)];
}

function fault(pointer: string, code: string, detail: string): Fault {
  return { pointer, code, detail };
}

function numericFaults({ min, max, step, grades }: DescribedFramework): Fault[] {
  const faults: Fault[] = [];
  for (const [member, value] of Object.entries({ min, max, step })) {
    if (value === null)
      faults.push(fault(`/${member}`, 'missing', `A numeric framework needs its ${member}.`));
  }
  if (grades) faults.push(fault('/grades', 'not-numeric', 'A numeric framework has no grades.'));
  if (min === null || max === null || step === null) return faults;
  if (max <= min) faults.push(fault('/max', 'too-small', 'The highest value does not lie above the lowest.'));
  if (step <= 0) faults.push(fault('/step', 'too-small', 'The step is not above 0.'));
  else if (!isWhole((max - min) / step)) {
    faults.push(fault('/step', 'step-misses-max', 'Steps from the lowest value do not reach the highest.'));
  }
  return faults;
}

/** Steps such as 0.1 have no exact binary form. */
function isWhole(steps: number): boolean {
  return Math.abs(steps - Math.round(steps)) < 1e-6;
}

function gradedFaults({ min, max, step, grades }: DescribedFramework): Fault[] {
  const faults: Fault[] = [];
  for (const [member, value] of Object.entries({ min, max, step })) {
    if (value !== null) {
      faults.push(fault(`/${member}`, 'not-graded', `A graded framework has grades and no ${member}.`));
    }
  }
  if (!grades || grades.length < 2) {
    return [...faults, fault('/grades', 'missing', 'A graded framework needs two grades or more.')];
  }
  grades.forEach((it, i) => {
    if (grades.findIndex((other) => other.grade === it.grade) < i) {
      faults.push(fault(`/grades/${String(i)}/grade`, 'repeated', `The grade ${it.grade} stands twice.`));
    }
    const before = grades[i - 1];
    if (before && it.points <= before.points) {
      const detail = 'Grades stand from the lowest to the highest, each with more points.';
      faults.push(fault(`/grades/${String(i)}/points`, 'not-rising', detail));
    }
  });
  return faults;
}

function toleranceFaults({ tolerance, oneOff }: DescribedFramework): Fault[] {
  if (tolerance === null) return [];
  if (oneOff) {
    return [fault('/tolerance', 'one-off', 'A check taken once has no trajectory, so no tolerance.')];
  }
  return tolerance < 0 ? [fault('/tolerance', 'too-small', 'The tolerance lies below 0.')] : [];
}

function expectationFaults(framework: DescribedFramework): Fault[] {
  const { direction, expectations, higherStandard } = framework;
  const { min, max } = frameworkRange(framework);
  const faults: Fault[] = [];
  const expected: number[] = [];
  for (const [year, points] of Object.entries(expectations)) {
    const pointer = `/expectations/${year.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!ncYears.includes(year as NcYear)) {
      faults.push(fault(pointer, 'not-in-set', `The years are ${ncYears.join(', ')}.`));
    } else if (typeof points !== 'number' || !Number.isFinite(points)) {
      faults.push(fault(pointer, 'wrong-type', 'An expectation is a number of points.'));
    } else if (points < min || points > max) {
      faults.push(
        fault(pointer, 'out-of-range', `The framework goes from ${String(min)} to ${String(max)}.`),
      );
    } else expected.push(points);
  }
  if (higherStandard === null) return faults;
  if (higherStandard < min || higherStandard > max) {
    const detail = `The framework goes from ${String(min)} to ${String(max)}.`;
    faults.push(fault('/higherStandard', 'out-of-range', detail));
  } else if (expected.some((it) => direction * (higherStandard - it) < 0)) {
    const detail = 'The higher standard is easier than what is expected of a year.';
    faults.push(fault('/higherStandard', 'below-expectation', detail));
  }
  return faults;
}
