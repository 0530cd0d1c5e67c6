import type { Learner } from '../learner.js';
import { inputCharsPerFrame, learnersPerFrame } from './limits.js';

type Input = Omit<Learner, 'ref'>;

/** Learners that go in one frame, as a JSON array; `first` is the first one's `ref`, the others follow. */
export interface InputFrame {
  readonly first: number;
  readonly count: number;
  readonly json: string;
}

const PROTO = '"__proto__"';

/**
 * JSON without members named `__proto__`: they would be plain data to a parser, but a trap for code that
 * copies objects member by member.
 */
export function safeJson(value: unknown): string {
  const json = JSON.stringify(value);
  return json.includes(PROTO) ? JSON.stringify(value, withoutProto) : json;
}

function withoutProto(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value;
}

/**
 * Cuts a batch into frames of few enough learners and characters, each serialised only when it is asked for,
 * so that the child works on one while the next is being made.
 *
 * @param texts the JSON of each learner, where the caller has it
 */
export function* inputFrames(learners: readonly Input[], texts?: readonly string[]): Generator<InputFrame> {
  const perFrame = Math.ceil(learners.length / Math.ceil(learners.length / learnersPerFrame));
  for (let first = 0; first < learners.length; first += perFrame) {
    yield* framesOf({ learners, texts }, first, Math.min(first + perFrame, learners.length));
  }
}

interface Batch {
  readonly learners: readonly Input[];
  readonly texts: readonly string[] | undefined;
}

function* framesOf(batch: Batch, first: number, end: number): Generator<InputFrame> {
  const count = end - first;
  const json = jsonOf(batch, first, end);
  if (json.length <= inputCharsPerFrame || count === 1) {
    yield { first, count, json };
    return;
  }
  const middle = first + Math.floor(count / 2);
  yield* framesOf(batch, first, middle);
  yield* framesOf(batch, middle, end);
}

function jsonOf({ learners, texts }: Batch, first: number, end: number): string {
  if (texts) {
    const json = `[${texts.slice(first, end).join(',')}]`;
    if (!json.includes(PROTO)) return json;
  }
  return safeJson(learners.slice(first, end));
}
