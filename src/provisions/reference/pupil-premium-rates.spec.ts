import { pupilPremiumRates } from './pupil-premium-rates.js';

describe('pupil premium', () => {
  it('has the rates of its year', () => {
    expect(pupilPremiumRates('2025-26')).toEqual({
      financialYear: '2025-26',
      primaryPence: 151_500,
      secondaryPence: 107_500,
      lookedAfterPence: 263_000,
      servicePence: 35_000,
    });
  });

  it('has none for a year that is not known, and takes no other year’s', () => {
    expect([pupilPremiumRates('2020-21'), pupilPremiumRates('2026-27')]).toEqual([null, null]);
  });
});
