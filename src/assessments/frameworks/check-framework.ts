import type { Fault } from '../../common/errors/domain-error.js';
import { NC_YEARS } from './framework.js';
import type { Framework, Grade, NcYear } from './framework.js';

/** A framework as a school describes it. Members that its kind does not have are null. */
export interface DescribedFramework {
  readonly kind: Framework['kind'];
  readonly min: number | null;
  readonly max: number | null;
  readonly step: number | null;
  readonly grades: readonly Grade[] | null;
  readonly direction: 1 | -1;
  readonly tolerance: number | null;
  readonly oneOff: boolean;
  /** NC year → points; checked here, so anything may stand in it. */
  readonly expectations: Readonly<Record<string, unknown>>;
  readonly higherStandard: number | null;
}

/** The lowest and highest points of a framework without faults. */
export function rangeOf({ min, max, grades }: Pick<DescribedFramework, 'min' | 'max' | 'grades'>): {
  min: number;
  max: number;
} {
  if (!grades) return { min: min ?? 0, max: max ?? 0 };
  return { min: grades[0]?.points ?? 0, max: grades.at(-1)?.points ?? 0 };
}

/** The faults of a framework: its scale, and what it expects on that scale. Empty where it can be used. */
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
  const { min, max } = rangeOf(framework);
  const faults: Fault[] = [];
  const expected: number[] = [];
  for (const [year, points] of Object.entries(expectations)) {
    const pointer = `/expectations/${year.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!NC_YEARS.includes(year as NcYear)) {
      faults.push(fault(pointer, 'not-in-set', `The years are ${NC_YEARS.join(', ')}.`));
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
