import { inputFrames, safeJson } from './input-frames.js';

describe('a batch cut into frames', () => {
  it.each([
    [0, []],
    [1, [1]],
    [250, [250]],
    [251, [126, 125]],
    [500, [250, 250]],
    [501, [167, 167, 167]],
  ])('%d learners make frames of %j', (count, sizes) => {
    const learners = Array.from({ length: count }, (_, ref) => ({ yearGroup: String(ref) }));
    const frames = [...inputFrames(learners)];
    expect(frames.map((frame) => frame.count)).toEqual(sizes);
    expect(frames.flatMap((frame) => JSON.parse(frame.json) as unknown[])).toEqual(learners);
    for (const frame of frames) expect(frame.json).toContain(`[{"yearGroup":"${frame.first}"}`);
  });

  it('is the same of texts that the caller has made', () => {
    const learners = Array.from({ length: 260 }, (_, ref) => ({ yearGroup: String(ref) }));
    const texts = learners.map((it) => JSON.stringify(it));
    expect([...inputFrames(learners, texts)]).toEqual([...inputFrames(learners)]);
    const hostile = [JSON.parse('{"a":{"__proto__":1,"b":2}}') as object];
    const [frame] = inputFrames(
      hostile,
      hostile.map((it) => JSON.stringify(it)),
    );
    expect(frame!.json).toBe('[{"a":{"b":2}}]');
  });

  it('halves a frame of more than a million characters, down to one learner', () => {
    const learners = [600_000, 600_000, 2_000_000, 1, 1].map((chars) => ({ yearGroup: 'x'.repeat(chars) }));
    expect([...inputFrames(learners)].map(({ first, count }) => [first, count])).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
      [3, 2],
    ]);
  });
});

describe('JSON for a plugin', () => {
  it('has no member named __proto__ at any depth, and texts of that name stay', () => {
    const value: unknown = JSON.parse('{"a":{"__proto__":{"b":1},"c":["__proto__"]},"__proto__":2}');
    expect(safeJson(value)).toBe('{"a":{"c":["__proto__"]}}');
    expect(safeJson({ a: 1 })).toBe('{"a":1}');
  });
});
