import type { FastifyInstance } from 'fastify';
import { DomainError } from '../errors/domain-error.js';
import { sendProblem } from './problem.filter.js';

/** Refuses a query whose percent escapes cannot be read, as the router refuses such a path. */
export function refuseBadEscapes(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const query = request.url.slice(request.url.indexOf('?'));
    if (isReadable(query)) done();
    else {
      const detail = 'The query has a percent escape that cannot be read.';
      sendProblem(reply, request.url, new DomainError('bad-request-target', detail));
    }
  });
}

function isReadable(query: string): boolean {
  if (!query.includes('%')) return true;
  try {
    decodeURIComponent(query);
    return true;
  } catch {
    return false;
  }
}
