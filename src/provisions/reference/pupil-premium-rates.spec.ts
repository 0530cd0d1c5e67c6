import { pupilPremiumRates } from './pupil-premium-rates.js';

describe('pupil premium', () => {
  it.each([
    ['2021-22', 134_500, 95_500, 234_500, 31_000],
    ['2022-23', 138_500, 98_500, 241_000, 32_000],
    ['2023-24', 145_500, 103_500, 253_000, 33_500],
    ['2024-25', 148_000, 105_000, 257_000, 34_000],
    ['2025-26', 151_500, 107_500, 263_000, 35_000],
  ])('has the rates of %s', (financialYear, primaryPence, secondaryPence, lookedAfterPence, servicePence) => {
    expect(pupilPremiumRates(financialYear)).toEqual({
      financialYear,
      primaryPence,
      secondaryPence,
      lookedAfterPence,
      servicePence,
    });
  });

  it('has none for a year that is not known, and takes no other year’s', () => {
    expect([pupilPremiumRates('2020-21'), pupilPremiumRates('2026-27')]).toEqual([null, null]);
  });
});
