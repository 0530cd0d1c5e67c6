import { OUTCOMES } from './framework.js';
import type { Framework, Outcome } from './framework.js';

/** What a result holds, as sent: exactly one of the three. */
export interface SentValue {
  value?: number | null;
  grade?: string | null;
  outcome?: string | null;
}

/** A result in its framework: points, unless it is an outcome without a value. */
export interface ReadValue {
  value: number | null;
  grade: string | null;
  outcome: Outcome | null;
  points: number | null;
}

export type ValueErrorCode =
  | 'value-missing'
  | 'value-ambiguous'
  | 'value-not-finite'
  | 'value-out-of-range'
  | 'value-off-step'
  | 'value-not-allowed'
  | 'grade-not-allowed'
  | 'grade-unknown'
  | 'outcome-unknown';

export type ValueReading =
  ({ ok: true } & ReadValue) | { ok: false; code: ValueErrorCode; member: keyof SentValue; detail: string };

type Scale = Pick<Framework, 'kind' | 'min' | 'max' | 'step' | 'grades'>;

function wrong(code: ValueErrorCode, member: keyof SentValue, detail: string): ValueReading {
  return { ok: false, code, member, detail };
}

/** Steps such as 0.1 have no exact binary form. */
function isOnStep(value: number, min: number, step: number): boolean {
  const steps = (value - min) / step;
  return Math.abs(steps - Math.round(steps)) < 1e-6;
}

function readNumber({ kind, min, max, step }: Scale, value: number): ValueReading {
  if (kind === 'graded') {
    return wrong('value-not-allowed', 'value', 'The framework is graded: send a grade');
  }
  if (!Number.isFinite(value)) return wrong('value-not-finite', 'value', 'The value is not a number');
  if (value < min || value > max) {
    return wrong('value-out-of-range', 'value', `The framework goes from ${String(min)} to ${String(max)}`);
  }
  if (step !== null && !isOnStep(value, min, step)) {
    return wrong(
      'value-off-step',
      'value',
      `The framework goes in steps of ${String(step)} from ${String(min)}`,
    );
  }
  return { ok: true, value, grade: null, outcome: null, points: value };
}

function readGrade({ grades }: Scale, grade: string): ValueReading {
  if (!grades) return wrong('grade-not-allowed', 'grade', 'The framework is numeric: send a value');
  const found = grades.find((each) => each.grade === grade);
  if (!found) {
    const known = grades.map((each) => each.grade).join(', ');
    return wrong('grade-unknown', 'grade', `The framework has the grades ${known}`);
  }
  return { ok: true, value: null, grade, outcome: null, points: found.points };
}

function readOutcome(outcome: string): ValueReading {
  const found = OUTCOMES.find((each) => each === outcome);
  if (!found) return wrong('outcome-unknown', 'outcome', `The outcomes are ${OUTCOMES.join(', ')}`);
  return { ok: true, value: null, grade: null, outcome: found, points: null };
}

/** Reads a result as its framework does: a number on the scale, a grade of the set, or an outcome. */
export function readValue(framework: Scale, sent: SentValue): ValueReading {
  const value = sent.value ?? null;
  const grade = sent.grade ?? null;
  const outcome = sent.outcome ?? null;
  const given = [value, grade, outcome].filter((each) => each !== null).length;
  const own = framework.kind === 'graded' ? 'grade' : 'value';
  if (given === 0) return wrong('value-missing', own, `A result needs a ${own} or an outcome`);
  if (given > 1) {
    const member = outcome === null ? (own === 'value' ? 'grade' : 'value') : 'outcome';
    return wrong('value-ambiguous', member, 'A result holds one of value, grade and outcome');
  }
  if (value !== null) return readNumber(framework, value);
  if (grade !== null) return readGrade(framework, grade);
  return readOutcome(outcome ?? '');
}
