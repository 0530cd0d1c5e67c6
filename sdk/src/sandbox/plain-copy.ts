import { types } from 'node:util';

/** An answer that is not plain data; `reason` is the learner's `notEvaluated`. */
export class AnswerRefused {
  constructor(
    readonly reason: 'badOutput' | 'outputTooLarge',
    readonly detail: string,
  ) {}
}

const maxDepth = 6;
const { getOwnPropertyDescriptor, getPrototypeOf, prototype: objectPrototype } = Object;
const { ownKeys, apply } = Reflect;
const plainDatePrototype = Temporal.PlainDate.prototype;
// Taken before any plugin code runs, and applied: nothing a plugin does to an object can stand in for it.
const plainDateToString = Reflect.get<typeof plainDatePrototype, 'toString'>(plainDatePrototype, 'toString');

/**
 * Copies an answer as plain data without running any of the plugin's code: accessors and proxies are
 * refused unread, `toJSON` is never called. `Temporal.PlainDate` becomes ISO text, members that are
 * `undefined` are left out. Stops as soon as the copy must exceed `maxChars` of JSON.
 * @throws AnswerRefused
 */
export function plainCopy(answer: unknown, maxChars: number): unknown {
  return new Copier(maxChars).copy(answer);
}

class Copier {
  private charsLeft: number;
  private readonly trail: (string | number)[] = [];

  constructor(private readonly maxChars: number) {
    this.charsLeft = maxChars;
  }

  copy(value: unknown): unknown {
    switch (typeof value) {
      case 'string':
        this.spend(value.length + 2);
        return value;
      case 'boolean':
        this.spend(4);
        return value;
      case 'number':
        if (!Number.isFinite(value)) return this.refuse(`${value} is not a finite number`);
        this.spend(1);
        return value;
      case 'object':
        if (value === null) return value;
        return this.copyObject(value);
      case 'function':
        return this.refuse(this.trail.at(-1) === 'then' ? 'a thenable; answer at once' : 'a function');
      case 'undefined':
        return this.refuse('undefined');
      default:
        return this.refuse(`a ${typeof value}`);
    }
  }

  private copyObject(value: object): unknown {
    if (types.isProxy(value)) return this.refuse('a Proxy');
    if (types.isPromise(value)) return this.refuse('a thenable; answer at once');
    if (this.trail.length > maxDepth) return this.refuse('nested too deeply');
    if (Array.isArray(value)) return this.copyArray(value);
    const prototype: unknown = getPrototypeOf(value);
    if (prototype === objectPrototype || prototype === null) return this.copyMembers(value);
    if (prototype === plainDatePrototype) return this.copyDate(value as Temporal.PlainDate);
    return this.refuse('not a plain object');
  }

  private copyArray(value: readonly unknown[]): unknown[] {
    const { length } = value;
    this.spend(length + 2);
    const copy: unknown[] = [];
    for (let i = 0; i < length; i++) {
      this.trail.push(i);
      copy.push(this.copy(this.dataOf(value, i)));
      this.trail.pop();
    }
    return copy;
  }

  private copyMembers(value: object): Record<string, unknown> {
    const copy: Record<string, unknown> = {};
    const keys = ownKeys(value);
    this.spend(keys.length + 2);
    for (const key of keys) {
      if (typeof key === 'symbol') return this.refuse('a symbol as a member');
      this.trail.push(key);
      if (key === '__proto__') return this.refuse('a member of this name');
      const member = this.dataOf(value, key);
      if (member !== undefined) {
        this.spend(key.length + 3);
        copy[key] = this.copy(member);
      }
      this.trail.pop();
    }
    return copy;
  }

  private dataOf(value: object, key: string | number): unknown {
    const descriptor = getOwnPropertyDescriptor(value, key);
    if (descriptor === undefined) return undefined;
    if (descriptor.get !== undefined || descriptor.set !== undefined)
      return this.refuse('a getter or setter');
    return descriptor.value;
  }

  private copyDate(value: Temporal.PlainDate): string {
    let text: string;
    try {
      text = apply(plainDateToString, value, []);
    } catch {
      return this.refuse('not a plain object');
    }
    this.spend(text.length + 2);
    return text;
  }

  private spend(chars: number): void {
    this.charsLeft -= chars;
    if (this.charsLeft < 0) {
      throw new AnswerRefused('outputTooLarge', `the answer has more than ${this.maxChars} characters`);
    }
  }

  private refuse(problem: string): never {
    let where = 'answer';
    for (const step of this.trail) where += typeof step === 'number' ? `[${step}]` : `.${step.slice(0, 40)}`;
    throw new AnswerRefused('badOutput', `${where}: ${problem}`);
  }
}
