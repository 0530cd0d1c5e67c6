import type { Learner } from '../learner.js';
import { inputCharsPerFrame, learnersPerFrame } from './limits.js';

/** Learners that go in one frame: `texts` is their JSON, `first` the first one's `ref`. */
export interface InputFrame {
  readonly first: number;
  readonly texts: readonly string[];
}

/**
 * JSON without members named `__proto__`: they would be plain data to a parser, but a trap for code that
 * copies objects member by member.
 */
export function safeJson(value: unknown): string {
  const json = JSON.stringify(value);
  return json.includes('"__proto__"') ? JSON.stringify(value, withoutProto) : json;
}

function withoutProto(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value;
}

export function learnerTexts(learners: readonly Omit<Learner, 'ref'>[]): string[] {
  return learners.map(safeJson);
}

/** Cuts a batch into frames, each of few enough learners and characters. */
export function cutIntoFrames(texts: readonly string[]): InputFrame[] {
  const frames: InputFrame[] = [];
  const perFrame = Math.ceil(texts.length / Math.ceil(texts.length / learnersPerFrame));
  let current: string[] = [];
  let chars = 0;
  texts.forEach((text, ref) => {
    if (current.length >= perFrame || (current.length > 0 && chars + text.length > inputCharsPerFrame)) {
      frames.push({ first: ref - current.length, texts: current });
      current = [];
      chars = 0;
    }
    current.push(text);
    chars += text.length;
  });
  if (current.length > 0) frames.push({ first: texts.length - current.length, texts: current });
  return frames;
}
