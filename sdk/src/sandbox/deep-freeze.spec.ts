import { deepFreeze } from './deep-freeze.js';

describe('data frozen all the way down', () => {
  it.each(['{"a":{"b":[{"c":1},[2]]}}', '[[[]]]', '{}', '7', 'null', '"x"', '{"__proto__":{"a":{}}}'])(
    '%s',
    (json) => {
      const value: unknown = deepFreeze(JSON.parse(json));
      expect(JSON.stringify(value)).toBe(json);
      const pending: unknown[] = [value];
      for (const each of pending) {
        if (typeof each !== 'object' || each === null) continue;
        expect(Object.isFrozen(each)).toBe(true);
        pending.push(...Object.values(each as Record<string, unknown>));
      }
    },
  );
});
