import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../common/errors/domain-error.js';
import { sendProblem } from '../common/http/problem.filter.js';
import type { Limits } from '../config/limits.js';

const WINDOW_MILLIS = 60_000;
const MOST_CALLERS = 10_000;

/**
 * Counts the requests of each caller a minute and answers 429 beyond the limit. Sign-ins are counted by address,
 * everything else by the access token's own text, so that an unknown token costs no look-up.
 */
export function limitRequests(fastify: FastifyInstance, limits: Limits): void {
  const windows = new Windows();
  fastify.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done) => {
    const signIn = request.url.startsWith('/oauth/token') || request.url.startsWith('/api/v1/auth/sessions');
    const limit = signIn ? limits.signInsPerMinute : limits.requestsPerMinute;
    const caller = signIn ? `sign-in ${request.ip}` : (request.headers.authorization ?? request.ip);
    const { used, resetSeconds } = windows.count(caller, Date.now());
    void reply.header('ratelimit', `"default";r=${Math.max(0, limit - used)};t=${resetSeconds}`);
    void reply.header('ratelimit-policy', `"default";q=${limit};w=${WINDOW_MILLIS / 1000}`);
    if (used <= limit) {
      done();
      return;
    }
    sendProblem(
      reply,
      request.url,
      new DomainError('too-many-requests', `More than ${limit} requests a minute.`, [], {
        'retry-after': String(resetSeconds),
      }),
    );
  });
}

/** Fixed windows of a minute, one for each caller. */
class Windows {
  private counts = new Map<string, number>();
  private began = 0;

  count(caller: string, now: number): { used: number; resetSeconds: number } {
    if (now - this.began >= WINDOW_MILLIS || this.counts.size > MOST_CALLERS) {
      this.counts = new Map();
      this.began = now;
    }
    const used = (this.counts.get(caller) ?? 0) + 1;
    this.counts.set(caller, used);
    return { used, resetSeconds: Math.ceil((this.began + WINDOW_MILLIS - now) / 1000) };
  }
}
