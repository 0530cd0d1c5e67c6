import { cutIntoFrames, safeJson } from './input-frames.js';

describe('a batch cut into frames', () => {
  it.each([
    [0, []],
    [1, [1]],
    [125, [125]],
    [126, [63, 63]],
    [500, [125, 125, 125, 125]],
    [501, [101, 101, 101, 101, 97]],
  ])('%d learners make frames of %j', (learners, sizes) => {
    const texts = Array.from({ length: learners }, (_, ref) => String(ref));
    const frames = cutIntoFrames(texts);
    expect(frames.map((frame) => frame.texts.length)).toEqual(sizes);
    expect(frames.flatMap((frame) => frame.texts)).toEqual(texts);
    for (const { first, texts: own } of frames) expect(own[0]).toBe(String(first));
  });

  it('closes a frame at a million characters', () => {
    const texts = ['a'.repeat(600_000), 'b'.repeat(600_000), 'c'.repeat(2_000_000), 'd', 'e'];
    expect(cutIntoFrames(texts).map((frame) => [frame.first, frame.texts.length])).toEqual([
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
