import type * as FastCheck from 'fast-check';
import { parseInput } from '../manifest/inputs.js';
import type { Verdict } from '../verdict.js';
import { askPolicy, type AskablePolicy } from './ask-policy.js';
import { sampleSketch } from './sample-learners.js';
import type { LearnerSketch } from './sketch.js';

/**
 * What is moved: the latest result or actual of a subject, sessions attended, or what came of the latest intervention.
 * @since 0.1.0
 */
export type MonotoneInput =
  | `results:${string}`
  | `trajectory:${string}`
  | 'attendance.present'
  | 'interventions.gain'
  | 'interventions.dosageReceived';

/** A law: where one input goes in a direction and nothing else changes, the answer never does this. @since 0.1.0 */
export interface Monotone {
  readonly input: MonotoneInput;
  readonly direction: 'up' | 'down';
  /** For any subject. No recommendation is below wave 1; an answer of insufficient data is above and below nothing. */
  readonly never: 'higher wave' | 'lower wave';
  /** How many pairs of learners are tried, 100 unless given. */
  readonly runs?: number;
  /** To try the pairs of a failure again. */
  readonly seed?: number;
}

/** A pair of learners that differ in one input alone. */
interface Pair {
  readonly before: LearnerSketch;
  readonly after: LearnerSketch;
}

/**
 * Tries a law on made-up learners, and shrinks what breaks it to a small step.
 * @throws Error with the pair of learners and both answers where the law does not hold.
 */
export async function tryMonotone(policy: AskablePolicy, law: Monotone, asOf: string): Promise<void> {
  const fc = await fastCheck();
  const move = moveOf(law.input, policy.contribution.inputs);
  const size = fc.double({ min: 0, max: 1, noNaN: true });
  const pairs = fc.tuple(fc.nat(500), size, size).map(([index, a, b]): Pair => {
    const sketch = sampleSketch(policy.contribution.inputs, index);
    const [low, high] = a < b ? [a, b] : [b, a];
    const [from, to] = law.direction === 'up' ? [low, high] : [high, low];
    return { before: move(sketch, from), after: move(sketch, to) };
  });
  const ask = (learner: LearnerSketch) => askPolicy(policy, { learner, asOf, nextAssessmentPoint: null });
  const holds = ({ before, after }: Pair): void => {
    const broken = breach(ask(before), ask(after), law.never);
    if (broken) throw new Error(`${law.input} ${law.direction}: ${broken}`);
  };
  fc.assert(fc.property(pairs, holds), {
    numRuns: law.runs ?? 100,
    ...(law.seed === undefined ? {} : { seed: law.seed }),
  });
}

async function fastCheck(): Promise<typeof FastCheck> {
  try {
    return await import('fast-check');
  } catch (error) {
    throw new Error('monotone needs fast-check: npm install --save-dev fast-check', { cause: error });
  }
}

/** What makes a sketch with the input at a share, 0 to 1, of its range. */
function moveOf(
  input: MonotoneInput,
  declared: readonly string[],
): (sketch: LearnerSketch, share: number) => LearnerSketch {
  const { name, subject } = parseInput(input);
  const member = name.split('.')[0]!;
  if (!declared.some((it) => it === input || it === member)) {
    throw new TypeError(`monotone: the policy does not read ${input}; it reads ${declared.join(', ')}`);
  }
  switch (name) {
    case 'results':
      return (sketch, share) => {
        const earlier = sketch.results?.[subject!]?.slice(0, -1) ?? [];
        return {
          ...sketch,
          results: { ...sketch.results, [subject!]: [...earlier, 70 + Math.round(share * 70)] },
        };
      };
    case 'trajectory':
      return (sketch, share) => {
        const [first, ...others] = sketch.trajectory?.[subject!] ?? [{ points: [90, 90] }];
        const points = [...(first?.points?.slice(0, -1) ?? []), 70 + Math.round(share * 70)];
        return {
          ...sketch,
          trajectory: { ...sketch.trajectory, [subject!]: [{ ...first, points }, ...others] },
        };
      };
    case 'attendance.present':
      return (sketch, share) => ({
        ...sketch,
        attendance: { possible: 200, absent: 200 - Math.round(share * 200) },
      });
    case 'interventions.gain':
      return (sketch, share) => withLatest(sketch, { gain: Math.round(share * 40) - 20 });
    case 'interventions.dosageReceived':
      return (sketch, share) => withLatest(sketch, { dosageReceived: Math.round(share * 100) / 100 });
    default:
      throw new TypeError(`monotone: ${input} cannot be moved`);
  }
}

function withLatest(
  sketch: LearnerSketch,
  change: NonNullable<LearnerSketch['interventions']>[number],
): LearnerSketch {
  const earlier = sketch.interventions?.slice(0, -1) ?? [];
  return {
    ...sketch,
    interventions: [
      ...earlier,
      { subject: 'reading', ...sketch.interventions?.at(-1), ...change, status: 'closed' },
    ],
  };
}

function breach(
  before: readonly Verdict[],
  after: readonly Verdict[],
  never: Monotone['never'],
): string | null {
  const unknown = [...before, ...after]
    .filter(({ kind }) => kind === 'insufficientData')
    .map(({ subject }) => subject);
  const subjects = new Set([...before, ...after].map(({ subject }) => subject));
  for (const subject of subjects) {
    if (unknown.includes(subject) || unknown.includes(null)) continue;
    const [from, to] = [highestWave(before, subject), highestWave(after, subject)];
    if (never === 'higher wave' ? to <= from : to >= from) continue;
    return [
      `${never}${subject === null ? '' : ` in ${subject}`}, from ${inWords(from)} to ${inWords(to)}`,
      `  before  ${JSON.stringify(before)}`,
      `  after   ${JSON.stringify(after)}`,
    ].join('\n');
  }
  return null;
}

function highestWave(verdicts: readonly Verdict[], subject: string | null): number {
  return Math.max(
    0,
    ...verdicts.map((it) => (it.kind === 'recommend' && it.subject === subject ? it.wave : 0)),
  );
}

function inWords(wave: number): string {
  return wave === 0 ? 'no recommendation' : `wave ${wave}`;
}
