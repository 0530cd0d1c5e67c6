import { AnswerRefused, plainCopy } from './plain-copy.js';

const never = (): never => {
  throw new Error('code of the answer ran');
};
const trapped = new Proxy({}, { get: never, getPrototypeOf: never, ownKeys: never });
const cycle: { self?: unknown } = {};
cycle.self = cycle;

describe('an answer of plain data', () => {
  it.each<[string, unknown, unknown]>([
    ['members and arrays are copied', { a: [1, 'b', true, null] }, { a: [1, 'b', true, null] }],
    ['undefined members are left out', { a: undefined, b: 1 }, { b: 1 }],
    [
      'an object without a prototype is plain',
      Object.assign(Object.create(null) as object, { a: 1 }),
      { a: 1 },
    ],
    ['a Temporal.PlainDate is its text', { at: Temporal.PlainDate.from('2026-07-10') }, { at: '2026-07-10' }],
    ['what an array carries beside its items is left out', Object.assign([1], { toJSON: never }), [1]],
  ])('%s', (_name, answer, copy) => {
    expect(plainCopy(answer, 1000)).toEqual(copy);
  });
});

describe('an answer that is not plain data', () => {
  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'answer: undefined'],
    ['a function', never, 'answer: a function'],
    ['a BigInt', { a: [1n] }, 'answer.a[0]: a bigint'],
    ['a symbol', { a: Symbol('s') }, 'answer.a: a symbol'],
    ['a symbol as a member', { [Symbol('s')]: 1 }, 'answer: a symbol as a member'],
    ['a number that is not finite', { a: Number.NaN }, 'answer.a: NaN is not a finite number'],
    [
      'a getter',
      {
        get a() {
          return never();
        },
      },
      'answer.a: a getter or setter',
    ],
    [
      'a getter in an array',
      { a: Object.defineProperty([0], 0, { get: never }) },
      'answer.a[0]: a getter or setter',
    ],
    ['a Proxy', { a: trapped }, 'answer.a: a Proxy'],
    ['a promise', Promise.resolve(), 'answer: a thenable; answer at once'],
    ['a thenable', { then: never }, 'answer.then: a thenable; answer at once'],
    ['toJSON', { toJSON: never }, 'answer.toJSON: a function'],
    ['an instance of a class', new Date(0), 'answer: not a plain object'],
    [
      'something dressed as a date',
      Object.create(Temporal.PlainDate.prototype) as object,
      'answer: not a plain object',
    ],
    ['a hole', [1, , 2], 'answer[1]: undefined'], // eslint-disable-line no-sparse-arrays -- the case
    [
      'a member named __proto__',
      JSON.parse('{"a":{"__proto__":1}}'),
      'answer.a.__proto__: a member of this name',
    ],
    ['a cycle', cycle, 'answer.self.self.self.self.self.self.self: nested too deeply'],
  ])('%s is bad output', (_name, answer, detail) => {
    expect(refusal(answer)).toEqual(new AnswerRefused('badOutput', detail));
  });

  it.each<[string, unknown]>([
    ['a long text', 'x'.repeat(101)],
    ['long texts together', ['x'.repeat(60), 'x'.repeat(60)]],
    ['a long name', { ['x'.repeat(101)]: 1 }],
    ['an array of holes', Object.assign([], { length: 2 ** 32 - 1 })],
  ])('%s beyond the limit is too large', (_name, answer) => {
    const tooLarge = new AnswerRefused('outputTooLarge', 'the answer has more than 100 characters');
    expect(refusal(answer)).toEqual(tooLarge);
  });
});

function refusal(answer: unknown): unknown {
  try {
    return plainCopy(answer, 100);
  } catch (error) {
    return error;
  }
}
