import { effectSizeOf } from './effect-size.js';
import { sampleOf } from './sample.js';

const repeat = (value: number, times: number): number[] => Array.from({ length: times }, () => value);

describe('Hedges’ g', () => {
  // 5 × 8 and 5 × 12: mean 10, squares 40. 5 × 6 and 5 × 10: mean 8, squares 40.
  // s = √(80 ÷ 18) = 2.108185, d = 2 ÷ s = 0.948683, J = 1 − 3 ÷ 71 = 0.957746, g = 0.908598.
  // Half: 1.959964 × √(20 ÷ 100 + 0.825550 ÷ 40) = 1.959964 × 0.469722 = 0.920639.
  const higher = [...repeat(8, 5), ...repeat(12, 5)];
  const lower = [...repeat(6, 5), ...repeat(10, 5)];

  it('is the difference over the pooled deviation, without the bias of small groups', () => {
    const found = effectSizeOf(sampleOf(higher), sampleOf(lower));
    expect(found?.g).toBeCloseTo(0.908598, 6);
    expect(found?.low).toBeCloseTo(0.908598 - 0.920639, 5);
    expect(found?.high).toBeCloseTo(0.908598 + 0.920639, 5);
  });

  it('turns its sign with the groups', () => {
    const there = effectSizeOf(sampleOf(higher), sampleOf(lower))!;
    const back = effectSizeOf(sampleOf(lower), sampleOf(higher))!;
    expect([back.g, back.low, back.high]).toEqual([-there.g, -there.high, -there.low]);
  });

  it.each<[string, number[], number[], boolean]>([
    ['ten and ten', higher, lower, true],
    ['nine in the group', higher.slice(1), lower, false],
    ['nine others', higher, lower.slice(1), false],
    ['nothing varies', repeat(8, 10), repeat(6, 12), false],
    ['one group varies', repeat(8, 10), lower, true],
    ['nobody in the group', [], lower, false],
  ])('%s', (_case, group, others, given) => {
    expect(effectSizeOf(sampleOf(group), sampleOf(others)) !== null).toBe(given);
  });
});
