import type { IncomingMessage } from 'node:http';

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_MILLIS = 10_000;

/**
 * Reads on and forgets the rest of a body that will not be taken, within reason. A client that is still sending
 * when the connection closes sees a broken pipe and never the answer that says why.
 */
export function drainBody(request: IncomingMessage, then: () => void): void {
  if (request.complete || request.destroyed) {
    then();
    return;
  }
  let bytes = 0;
  const finish = () => {
    clearTimeout(limit);
    request.off('data', count).off('end', finish).off('close', finish);
    then();
  };
  const count = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) finish();
  };
  const limit = setTimeout(finish, MOST_MILLIS);
  request.on('data', count).on('end', finish).on('close', finish);
  request.resume();
}
