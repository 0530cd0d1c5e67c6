import { costBandOf, EEF_COST_BANDS } from './cost-bands.js';

describe('the band of a cost per pupil and year', () => {
  it.each([
    ['nothing', 0, 'very-low'],
    ['a penny under £80', 7_999, 'very-low'],
    ['£80', 8_000, 'low'],
    ['£200', 20_000, 'low'],
    ['a penny over £200', 20_001, 'moderate'],
    ['£720', 72_000, 'moderate'],
    ['a penny over £720', 72_001, 'high'],
    ['£1,200', 120_000, 'high'],
    ['a penny over £1,200', 120_001, 'very-high'],
  ])('%s', (_case, pence, band) => {
    expect(costBandOf(pence)).toBe(band);
  });

  it('no penny lies between two bands', () => {
    EEF_COST_BANDS.slice(1).forEach((it, i) => expect(it.fromPence).toBe(EEF_COST_BANDS[i]!.toPence! + 1));
  });
});
