import { hash } from 'node:crypto';
import type { AllocationAnswer, AllocationRound } from '@espalier/sdk';
import { PluginActivationError } from '@espalier/sdk/sandbox';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../../common/errors/domain-error.js';
import { Database } from '../../database/database.js';
import { inParts } from '../../database/in-parts.js';
import { type ActivePolicy, PluginRuntime } from '../../plugin-host/plugin-runtime.js';
import { frameOf } from '../runs/run-frame.js';
import { readSnapshots, type Snapshot, SNAPSHOT_VERSION } from '../snapshots/snapshot-reader.js';
import type { OfferedGroup } from './assign-places.js';
import { buildRound, kindsOf } from './build-round.js';
import type { Days } from './offered-places.js';
import { readMeanGains } from './read-gains.js';
import type { AskedPlace } from './read-requests.js';

/** What a policy is asked about. */
export interface Question {
  readonly ownerId: string;
  readonly policy: ActivePolicy;
  readonly days: Days;
  readonly asOf: string;
  readonly knownVersion: number;
  readonly nextAssessmentPoint: string | null;
  readonly asked: readonly AskedPlace[];
  readonly groups: readonly OfferedGroup[];
  readonly moneyPence: number | null;
}

/** What a policy was shown, and what it answered. */
export interface Answered {
  readonly round: AllocationRound;
  readonly answer: AllocationAnswer;
  /** Of the round, and of each request's learner without `ref`. */
  readonly roundDigest: string;
  readonly inputDigests: readonly string[];
}

/** Puts a school's round before a policy of the kind `allocation`, once, outside any transaction. */
@Injectable()
export class Allocator {
  constructor(
    private readonly database: Database,
    private readonly runtime: PluginRuntime,
  ) {}

  /** Throws `plugin-refused` where the policy gives no answer that holds. */
  async ask(question: Question): Promise<Answered> {
    const { ownerId, policy, days, asOf, knownVersion, nextAssessmentPoint, asked, groups, moneyPence } =
      question;
    const { inputs, settings, policyId, plugin: name, version, digest } = policy;
    const sight = { asOf, knownVersion, inputs, snapshotVersion: SNAPSHOT_VERSION };
    const frame = await frameOf(this.database, ownerId, sight);
    const pupilIds = asked.map((it) => it.recommendation.pupilId);
    const [seen, gains] = await Promise.all([
      this.readLearners(ownerId, pupilIds, frame),
      readMeanGains(this.database, ownerId, frame, kindsOf(asked)),
    ]);
    const snapshots = pupilIds.map((it) => seen.get(it)!);
    const round = buildRound({ days, asked, snapshots, groups, gains, moneyPence });
    const context = { policyId, settings, asOf, nextAssessmentPoint, inputs };
    const outcome = await this.call({ name, version, digest }, context, round);
    if ('notEvaluated' in outcome) {
      throw new DomainError(
        'plugin-refused',
        `The policy gave no allocation (${outcome.notEvaluated}): ${outcome.detail}`,
      );
    }
    return {
      round,
      answer: outcome.answer,
      roundDigest: digestOf(round),
      inputDigests: snapshots.map(digestOf),
    };
  }

  private async call(
    ref: Parameters<PluginRuntime['openRun']>[0],
    context: Parameters<PluginRuntime['openRun']>[1],
    round: AllocationRound,
  ) {
    const run = await this.runtime.openRun(ref, context).catch((error: unknown) => {
      if (error instanceof PluginActivationError) return error;
      throw error;
    });
    if (run instanceof PluginActivationError) return { notEvaluated: 'crash', detail: run.message } as const;
    try {
      return await run.allocate(round);
    } finally {
      await run.close().catch(() => undefined);
    }
  }

  private async readLearners(
    ownerId: string,
    pupilIds: readonly string[],
    frame: Awaited<ReturnType<typeof frameOf>>,
  ): Promise<Map<string, Snapshot>> {
    const seen = new Map<string, Snapshot>();
    for (const part of inParts(pupilIds.toSorted())) {
      const span = { ownerId, pupilIds: part, contiguous: false };
      (await readSnapshots(this.database, span, frame)).forEach((it, i) => seen.set(part[i]!, it));
    }
    return seen;
  }
}

function digestOf(value: object): string {
  return hash('sha256', JSON.stringify(value), 'base64url');
}
