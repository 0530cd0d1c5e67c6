import { setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '../common/errors/domain-error.js';
import { SYSTEM_OWNER } from '../common/ids.js';
import type { Driver } from './connection.js';
import type { Cell } from './row-codec.js';

/** Instants longer ago than this are sealed together, so that who looks back step by step writes once. */
const TOGETHER_MILLIS = 60_000;

/** Owners of facts: a condition on `owner_id` with its values. */
export interface OwnerCondition {
  readonly sql: string;
  readonly params: readonly Cell[];
}

/**
 * A change takes the greater of the instant at which its transaction began and its owner's `owner_version.at`, and is
 * seen once it has committed. An instant is sealed when every owner's `at` is beyond it: then no server, whatever its
 * clock says and however long its transaction has been under way, commits a change of that instant any more.
 */
export class SealedInstants {
  private readonly raising = new Map<string, Promise<void>>();

  constructor(private readonly driver: Driver) {}

  /**
   * Seals an instant for owners, the system among them, and waits for their changes that are being written. Never
   * raises an owner's `at` beyond the present of this server. Throws `unavailable` where changes are written for too
   * long.
   */
  async seal(at: string, owners: OwnerCondition): Promise<void> {
    const instant = Date.parse(at);
    while (Date.now() <= instant) await delay(1);
    const present = Date.now();
    const beyond = new Date(Math.max(instant + 1, present - TOGETHER_MILLIS)).toISOString();
    let open = await this.open(at, owners);
    if (open.includes(SYSTEM_OWNER)) {
      // An owner's first change holds the system's row: afterwards it is in the list, or begins beyond the instant.
      await this.raise(SYSTEM_OWNER, at, beyond);
      open = await this.open(at, owners);
    }
    await Promise.all(open.map((ownerId) => this.raise(ownerId, at, beyond)));
  }

  private async open(at: string, owners: OwnerCondition): Promise<string[]> {
    const rows = await this.driver.reader.query(
      `select owner_id as ownerId from owner_version where at <= ? and (owner_id = ? or (${owners.sql}))`,
      [at, SYSTEM_OWNER, ...owners.params],
    );
    return rows.map((it) => it['ownerId'] as string);
  }

  /** One after the other for each owner, so that those who wait for a long change hold one connection together. */
  private raise(ownerId: string, at: string, beyond: string): Promise<void> {
    const before = this.raising.get(ownerId) ?? Promise.resolve();
    const raised = before.catch(ignore).then(() => this.write(ownerId, at, beyond));
    this.raising.set(ownerId, raised);
    const done = () => {
      if (this.raising.get(ownerId) === raised) this.raising.delete(ownerId);
    };
    raised.then(done, done);
    return raised;
  }

  private async write(ownerId: string, at: string, beyond: string): Promise<void> {
    try {
      await this.driver.apply('update owner_version set at = ? where owner_id = ? and at <= ?', [
        beyond,
        ownerId,
        at,
      ]);
    } catch (error) {
      if (!this.driver.isRetryable(error)) throw error;
      const detail = 'Changes are still being written that knownAt would tell of. Try again soon.';
      throw Object.assign(new DomainError('unavailable', detail, [], { 'retry-after': '1' }), {
        cause: error,
      });
    }
  }
}

function ignore(): void {
  // Who asked for it is told.
}
