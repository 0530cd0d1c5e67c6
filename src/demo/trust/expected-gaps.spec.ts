import { cutMean, expectedGap, kindsOf, RESIDUAL_SD } from './expected-gaps.js';
import { STANDARDISED } from './scores.js';

const UNCUT = { mean: 0, sd: 1, min: -1000, max: 1000 };

describe('the gaps that the parameters make', () => {
  it('every kind of pupil is counted once', () => {
    const kinds = kindsOf('reading');
    expect(kinds.reduce((sum, it) => sum + it.share, 0)).toBeCloseTo(1, 10);
    const sen = (value: string) => kinds.reduce((sum, it) => sum + (it.sen === value ? it.share : 0), 0);
    // 0.25 × 0.225 + 0.75 × 0.113 = 0.141; boys 1.26 and girls 0.73 times as often: × (0.51 × 1.26 + 0.49 × 0.73).
    expect(sen('K')).toBeCloseTo(0.141 * 1.0003, 6);
    expect(sen('E')).toBeCloseTo(0.05275 * 1.0003, 6);
  });

  it('attainment is at the mean, with the spread of standard deviations', () => {
    const kinds = kindsOf('reading');
    const mean = kinds.reduce((sum, it) => sum + it.share * it.level, 0);
    const between = kinds.reduce((sum, it) => sum + it.share * (it.level - mean) ** 2, 0);
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(between + RESIDUAL_SD ** 2 - 1)).toBeLessThan(0.05);
  });

  it('disadvantage comes to its own effect and what goes with it', () => {
    // −0.42 of its own; support (0.225 − 0.113) × 1.0003 × −0.9; plans (0.085 − 0.042) × 1.0003 × −1.4.
    const gap = expectedGap(UNCUT, 'reading', (it) => it.disadvantaged, 0);
    expect(gap).toBeCloseTo(-0.42 - 0.112 * 1.0003 * 0.9 - 0.043 * 1.0003 * 1.4, 4);
  });

  it('what slipped is lost by both sides', () => {
    const gaps = [0, 1].map((slipped) => expectedGap(UNCUT, 'reading', (it) => it.disadvantaged, slipped));
    expect(gaps[1]).toBeCloseTo(gaps[0]!, 6);
  });

  it.each([
    ['far from the limits', 0, 100],
    // All below 70 score 70: Φ(z) and φ(z) by hand for a mean of 70: 70 + 15 × φ(0).
    ['at the lower limit', -2, 70 + 15 * 0.398942],
    ['far below it', -20, 70],
    ['far above the upper one', 20, 140],
  ])('a mean %s', (_case, standing, mean) => {
    expect(cutMean(STANDARDISED, standing, 1)).toBeCloseTo(mean, standing === 0 ? 0 : 3);
  });
});
