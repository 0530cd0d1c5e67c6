import type { FastifyInstance } from 'fastify';
import { DomainError } from '../errors/domain-error.js';

/**
 * Takes forms at one path and refuses them, and plain text, everywhere else: a body that is read in another way
 * than its sender meant must not be carried out. A name that comes twice is a list.
 */
export function acceptForm(fastify: FastifyInstance, path: string): void {
  const type = 'application/x-www-form-urlencoded';
  fastify.removeContentTypeParser([type, 'text/plain']);
  fastify.addContentTypeParser(type, { parseAs: 'string' }, (request, body, done) => {
    if (request.url.split('?')[0] !== path) {
      done(new DomainError('media-type-unsupported', 'Send application/json.'));
      return;
    }
    const form = new Map<string, string | string[]>();
    for (const [name, value] of new URLSearchParams(body as string)) {
      const before = form.get(name);
      form.set(name, before === undefined ? value : [before, value].flat());
    }
    done(null, Object.fromEntries(form));
  });
}
