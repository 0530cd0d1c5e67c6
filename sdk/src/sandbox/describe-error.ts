import { types } from 'node:util';
import { cleanText } from './clean-text.js';
import { charsPerDetail } from './limits.js';

const kinds = [
  TypeError,
  RangeError,
  ReferenceError,
  SyntaxError,
  EvalError,
  URIError,
  AggregateError,
  Error,
] as const;
const names: ReadonlyMap<unknown, string> = new Map(kinds.map((kind) => [kind.prototype, kind.name]));

/** What a plugin threw, in words, without running any of its code. */
export function describeError(thrown: unknown): string {
  return cleanText(inWords(thrown), charsPerDetail);
}

/** Whether a value is an error, told without running any of its code. */
export function isError(value: object): boolean {
  return !types.isProxy(value) && kindOf(value) !== undefined;
}

function inWords(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  if (typeof thrown === 'function') return 'a function';
  if (typeof thrown !== 'object' || thrown === null) return String(thrown);
  if (types.isProxy(thrown)) return 'a Proxy';
  const message = ownText(thrown, 'message') ?? '';
  const name = ownText(thrown, 'name') ?? kindOf(thrown) ?? 'an object that is not an Error';
  return message === '' ? name : `${name}: ${message}`;
}

function ownText(value: object, key: string): string | undefined {
  const data: unknown = Object.getOwnPropertyDescriptor(value, key)?.value;
  return typeof data === 'string' ? data : undefined;
}

/** The name of the language's error that a value is or inherits from. */
function kindOf(value: object): string | undefined {
  let prototype: unknown = Object.getPrototypeOf(value);
  for (let i = 0; i < 5 && typeof prototype === 'object' && prototype !== null; i++) {
    const name = names.get(prototype);
    if (name !== undefined) return name;
    if (types.isProxy(prototype)) break;
    prototype = Object.getPrototypeOf(prototype);
  }
  return undefined;
}
