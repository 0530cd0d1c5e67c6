import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { DomainError } from '../errors/domain-error.js';

/** Deeper than any body of this API. */
const MOST_DEPTH = 24;

/**
 * Bodies of JSON and JSON merge patch. Depth is checked on the text, before anything walks the value; `__proto__`
 * and `constructor.prototype` are refused.
 */
export function acceptJson(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser('application/json');
  for (const type of ['application/json', 'application/merge-patch+json']) {
    fastify.addContentTypeParser(type, { parseAs: 'buffer' }, (request, body, done) => {
      const bytes = body as Buffer;
      const { charset } =
        /charset="?(?<charset>[^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.groups ?? {};
      if ((charset && !/^utf-?8$/i.test(charset)) || request.headers['content-encoding']) {
        done(new DomainError('media-type-unsupported', 'Send JSON in UTF-8, not encoded any further.'));
        return;
      }
      if (!isUtf8(bytes)) {
        done(new DomainError('malformed-json', 'The body is not UTF-8.'));
        return;
      }
      const text = bytes.toString();
      if (depthOf(text) > MOST_DEPTH) {
        done(new DomainError('too-deep', `The body is nested more than ${MOST_DEPTH} levels deep.`));
        return;
      }
      void parse(request, text, (error, value) => {
        if (error) done(new DomainError('malformed-json', malformed(text)));
        else done(null, value);
      });
    });
  }
}

function malformed(text: string): string {
  if (text.trim() === '') return 'The body is empty; a JSON object is wanted.';
  return 'The body is not JSON, or has a member that is never allowed.';
}

/** The deepest nesting of brackets outside strings, counted no further than needed. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let i = 0; i < text.length && deepest <= MOST_DEPTH; i++) {
    const char = text.charCodeAt(i);
    if (quoted) {
      if (char === 92) i++;
      else if (char === 34) quoted = false;
    } else if (char === 34) quoted = true;
    else if (char === 123 || char === 91) deepest = Math.max(deepest, ++depth);
    else if (char === 125 || char === 93) depth--;
  }
  return deepest;
}
