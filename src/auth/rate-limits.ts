import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../common/errors/domain-error.js';
import { APP_CONFIG } from '../config/config.token.js';
import type { Config } from '../config/config.js';

const WINDOW_MILLIS = 60_000;
const MOST_CALLERS = 10_000;

/**
 * Counts the requests of each caller a minute. Callers are clients and members of staff, as a token that was
 * checked names them, so that a new token gives no new allowance; what cannot be told whose it is, bad tokens and
 * failed sign-ins, counts by address.
 */
@Injectable()
export class RateLimits {
  private readonly requests: Windows;
  private readonly signIns: Windows;

  constructor(@Inject(APP_CONFIG) { limits }: Config) {
    this.requests = new Windows(limits.requestsPerMinute);
    this.signIns = new Windows(limits.signInsPerMinute);
  }

  /** Counts a request of a caller, and says in the headers what is left. Throws `too-many-requests`. */
  count(caller: string, reply: FastifyReply): void {
    say(this.requests.count(caller, Date.now()), this.requests.limit, reply);
  }

  /** Counts a sign-in until `succeeded` takes it back. Throws `too-many-requests`. */
  countSignIn(request: FastifyRequest, reply: FastifyReply): { succeeded(): void } {
    say(this.signIns.count(request.ip, Date.now()), this.signIns.limit, reply);
    return { succeeded: () => this.signIns.takeBack(request.ip) };
  }
}

function say(window: { used: number; resetSeconds: number }, limit: number, reply: FastifyReply): void {
  const { used, resetSeconds } = window;
  void reply.header('ratelimit', `"default";r=${Math.max(0, limit - used)};t=${resetSeconds}`);
  void reply.header('ratelimit-policy', `"default";q=${limit};w=${WINDOW_MILLIS / 1000}`);
  if (used <= limit) return;
  throw new DomainError('too-many-requests', `More than ${limit} in a minute.`, [], {
    'retry-after': String(resetSeconds),
  });
}

/** Fixed windows of a minute, one for each caller. */
class Windows {
  private counts = new Map<string, number>();
  private began = 0;

  constructor(readonly limit: number) {}

  count(caller: string, now: number): { used: number; resetSeconds: number } {
    if (now - this.began >= WINDOW_MILLIS) {
      this.counts.clear();
      this.began = now;
    }
    const used = (this.counts.get(caller) ?? 0) + 1;
    this.counts.set(caller, used);
    // The caller met longest ago goes: nobody who is over the limit is forgotten by a flood of other names at once.
    if (this.counts.size > MOST_CALLERS) this.counts.delete(this.leastUsed());
    return { used, resetSeconds: Math.ceil((this.began + WINDOW_MILLIS - now) / 1000) };
  }

  takeBack(caller: string): void {
    const used = this.counts.get(caller);
    if (used !== undefined && used > 0) this.counts.set(caller, used - 1);
  }

  private leastUsed(): string {
    let least: [string, number] | null = null;
    for (const entry of this.counts) {
      if (!least || entry[1] < least[1]) least = entry;
      if (least[1] <= 1) break;
    }
    return least![0];
  }
}
