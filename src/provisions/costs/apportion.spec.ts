import fc from 'fast-check';
import { apportion } from './apportion.js';

describe('pence cut into parts', () => {
  it.each<[string, number, bigint[], number[]]>([
    ['£10.00 among three: the odd penny to the first', 1000, [1n, 1n, 1n], [334, 333, 333]],
    ['£10.01 among three: two odd pence', 1001, [1n, 1n, 1n], [334, 334, 333]],
    ['60 % and 40 % of 99p: 59.4 and 39.6', 99, [6000n, 4000n], [59, 40]],
    ['the larger remainder before the first', 100, [1n, 5n], [17, 83]],
    ['nobody to give to', 500, [0n, 0n], [0, 0]],
    ['nothing to give', 0, [1n, 2n], [0, 0]],
    ['a weight of nothing gets nothing', 101, [0n, 1n, 1n], [0, 51, 50]],
    ['nobody at all', 500, [], []],
  ])('%s', (_case, pence, weights, parts) => {
    expect(apportion(pence, weights)).toEqual(parts);
  });

  it('the parts sum to the whole, and none is a penny off its share', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000_000_000 }),
        fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 40 }),
        (pence, weights) => {
          const sum = weights.reduce((a, b) => a + b, 0n);
          fc.pre(sum > 0n);
          const parts = apportion(pence, weights);
          expect(parts.reduce((a, b) => a + b, 0)).toBe(pence);
          parts.forEach((part, i) => {
            const difference = BigInt(part) * sum - BigInt(pence) * weights[i]!;
            expect(difference > -sum && difference < sum).toBe(true);
          });
        },
      ),
    );
  });
});
