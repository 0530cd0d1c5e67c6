/** A frame is its payload's length in bytes (32 bits, little-endian) and the payload: UTF-8 text. */
export const frameHeaderBytes = 4;

/** A frame that breaks the protocol: too large, or not what was asked for. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

export function encodeFrame(payload: string): Buffer {
  const bytes = Buffer.byteLength(payload);
  const frame = Buffer.allocUnsafe(frameHeaderBytes + bytes);
  frame.writeUInt32LE(bytes, 0);
  frame.write(payload, frameHeaderBytes);
  return frame;
}

/** Puts frames together from the chunks of a stream; the size is checked before anything is kept or parsed. */
export class FrameAssembler {
  private chunks: Buffer[] = [];
  private held = 0;

  constructor(
    private readonly maxBytes: number,
    private readonly onFrame: (payload: string) => void,
  ) {}

  /** @throws ProtocolError where a frame announces more than `maxBytes`. */
  push(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.held += chunk.length;
    while (this.held >= frameHeaderBytes) {
      const bytes = this.announced();
      if (bytes > this.maxBytes) throw new ProtocolError(`a frame of ${bytes} bytes`);
      if (this.held < frameHeaderBytes + bytes) return;
      const all = this.joined();
      this.chunks = [all.subarray(frameHeaderBytes + bytes)];
      this.held -= frameHeaderBytes + bytes;
      this.onFrame(all.toString('utf8', frameHeaderBytes, frameHeaderBytes + bytes));
    }
  }

  private announced(): number {
    const first = this.chunks[0];
    return (first !== undefined && first.length >= frameHeaderBytes ? first : this.joined()).readUInt32LE(0);
  }

  private joined(): Buffer {
    const all = this.chunks.length === 1 ? this.chunks[0] : undefined;
    if (all !== undefined) return all;
    const joined = Buffer.concat(this.chunks);
    this.chunks = [joined];
    return joined;
  }
}
