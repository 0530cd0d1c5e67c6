import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError } from '../errors/domain-error.js';

/** Where a page ended: the list and the sort it was read in, and the last row's values in it. */
export interface Position {
  readonly order: string;
  readonly values: readonly (string | number)[];
}

const TAG_BYTES = 12;

/** Makes and reads cursors. Each is signed, so that one which was tampered with is refused. */
export class Cursors {
  constructor(private readonly key: Buffer) {}

  write({ order, values }: Position): string {
    const body = Buffer.from(JSON.stringify([order, ...values]));
    return Buffer.concat([this.tag(body), body]).toString('base64url');
  }

  /** Throws `cursor-invalid`, also for a cursor of another list or another order. */
  read(text: string, order: string): readonly (string | number)[] {
    const bytes = Buffer.from(text, 'base64url');
    // Node skips characters that are not of the alphabet.
    if (bytes.toString('base64url') !== text) throw refused();
    const body = bytes.subarray(TAG_BYTES);
    if (bytes.length <= TAG_BYTES || !timingSafeEqual(bytes.subarray(0, TAG_BYTES), this.tag(body)))
      throw refused();
    const [itsOrder, ...values] = JSON.parse(body.toString()) as [string, ...(string | number)[]];
    if (itsOrder !== order) throw refused();
    return values;
  }

  private tag(body: Buffer): Buffer {
    return createHmac('sha256', this.key).update('cursor').update(body).digest().subarray(0, TAG_BYTES);
  }
}

function refused(): DomainError {
  return new DomainError(
    'cursor-invalid',
    'Send page.next of the page before, unchanged and with the same sort.',
    [{ pointer: '?cursor', code: 'cursor-invalid', detail: 'This cursor was not given out by this list.' }],
  );
}
