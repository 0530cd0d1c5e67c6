import { fundedBy, fundingFault, type FundingLine } from './funding.js';

const lines = (...shares: number[]): FundingLine[] =>
  shares.map((shareBasisPoints, i) => ({ fundingSourceId: `source-${i}`, shareBasisPoints }));

describe('funding lines', () => {
  it.each<[string, FundingLine[], string | null]>([
    ['none', [], null],
    ['one that bears all', lines(10_000), null],
    ['two that make a whole', lines(6_000, 4_000), null],
    ['three thirds that make a whole', lines(3_333, 3_333, 3_334), null],
    ['a hundredth of a per cent short', lines(6_000, 3_999), 'shares-not-whole'],
    ['a hundredth of a per cent over', lines(6_000, 4_001), 'shares-not-whole'],
    ['one source twice', [...lines(5_000), ...lines(5_000)], 'funding-source-twice'],
  ])('%s', (_case, it, code) => {
    expect(fundingFault(it)?.code ?? null).toBe(code);
  });

  it('share a cost to the penny', () => {
    // 33.33 % of £100.01 is 3,333.3333 pence twice, 33.34 % is 3,334.3334: the odd penny goes to the last.
    expect(fundedBy(10_001, lines(3_333, 3_333, 3_334)).map((it) => it.pence)).toEqual([3333, 3333, 3335]);
  });

  it('a cost of which nothing is said belongs to no source', () => {
    expect(fundedBy(500, null)).toEqual([{ fundingSourceId: null, pence: 500 }]);
  });
});
