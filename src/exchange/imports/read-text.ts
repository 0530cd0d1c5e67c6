import { isUtf8 } from 'node:buffer';
import { Breath } from '../../common/breath.js';

/** The text of a file, and the first byte of each line that is not UTF-8. */
export interface FileText {
  readonly text: string;
  /** Line (from 1) → what was found there, in words. */
  readonly notUtf8: ReadonlyMap<number, string>;
}

/** What a byte that is not UTF-8 reads as. */
export const REPLACEMENT = '\uFFFD';

const LINE_FEED = 10;

/** Reads UTF-8, with or without a byte order mark. Where bytes are something else, their lines are told. */
export async function readText(bytes: Buffer): Promise<FileText> {
  const decoder = new TextDecoder('utf-8');
  const notUtf8 = new Map<number, string>();
  if (!isUtf8(bytes)) {
    const breath = new Breath();
    let line = 1;
    for (let from = 0; from < bytes.length; line += 1) {
      const end = bytes.indexOf(LINE_FEED, from);
      const part = bytes.subarray(from, end < 0 ? bytes.length : end);
      if (!isUtf8(part)) {
        const at = firstBadByte(part);
        const byte = part[at]!.toString(16).toUpperCase().padStart(2, '0');
        notUtf8.set(line, `the byte 0x${byte} at position ${from + at} of the file`);
      }
      from += part.length + 1;
      if (breath.due()) await breath.take();
    }
  }
  return { text: decoder.decode(bytes), notUtf8 };
}

/** The place of the first byte that is not UTF-8. */
function firstBadByte(line: Buffer): number {
  let good = 0;
  let bad = line.length;
  // The longest beginning that is UTF-8, but for a character that it may cut.
  while (good + 1 < bad) {
    const middle = (good + bad) >> 1;
    if (mayGoOn(line.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  // A character that is cut by the next byte begins where it is whole up to.
  while (good > 0 && !isUtf8(line.subarray(0, good))) good -= 1;
  return Math.min(good, line.length - 1);
}

function mayGoOn(beginning: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(beginning, { stream: true });
    return true;
  } catch {
    return false;
  }
}
