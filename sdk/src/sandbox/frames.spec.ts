import { encodeFrame, FrameAssembler, ProtocolError } from './frames.js';

function assemble(chunks: readonly Buffer[], maxBytes = 1000): string[] {
  const payloads: string[] = [];
  const assembler = new FrameAssembler(maxBytes, (payload) => payloads.push(payload));
  for (const chunk of chunks) assembler.push(chunk);
  return payloads;
}

describe('frames', () => {
  const payloads = ['{"reply":"started"}', '', 'Ångström 😀\nsecond line', 'x'.repeat(500)];
  const stream = Buffer.concat(payloads.map(encodeFrame));

  it.each([1, 2, 3, 5, 7, 64, 100_000])('come out whole from chunks of %d bytes', (size) => {
    const chunks: Buffer[] = [];
    for (let at = 0; at < stream.length; at += size) chunks.push(stream.subarray(at, at + size));
    expect(assemble(chunks)).toEqual(payloads);
  });

  it('wait for their end', () => {
    expect(assemble([stream.subarray(0, stream.length - 1)])).toEqual(payloads.slice(0, 3));
  });

  it('are refused at their announcement where they are too large', () => {
    const header = Buffer.from([0xff, 0xff, 0xff, 0x7f]);
    expect(() => assemble([header])).toThrow(ProtocolError);
    expect(() => assemble([encodeFrame('x'.repeat(11))], 10)).toThrow('a frame of 11 bytes');
  });
});
