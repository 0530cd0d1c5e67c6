import { hash } from 'node:crypto';
import type { DifferentiationVerdict, GroupAnswer } from '@espalier/sdk';
import { PluginActivationError } from '@espalier/sdk/sandbox';
import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { type HostedWholeOutcome, refuseAll } from '../../plugin-host/hosted-run.js';
import { PluginRuntime } from '../../plugin-host/plugin-runtime.js';
import type { EvaluatedPolicy } from '../runs/evaluation.entity.js';
import { frameOf } from '../runs/run-frame.js';
import { readSnapshots } from '../snapshots/snapshot-reader.js';
import type { RoundFacts } from './differentiation-round.entity.js';

/** A group in a subject, and whom of its pupils policies are asked about. */
export interface AskedGroup {
  readonly ownerId: string;
  readonly subject: string;
  readonly groupCapacity: number | null;
  readonly asOf: string;
  readonly knownVersion: number;
  readonly facts: RoundFacts;
  /** In the order of their ids. */
  readonly pupilIds: readonly string[];
}

/** What a pupil got of one policy; without a verdict why. */
export interface PupilAnswer {
  readonly verdict: DifferentiationVerdict | null;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly inputDigest: string;
}

/** Pupils whom a policy would have taught together. */
export interface Suggestion {
  readonly title: string;
  readonly reason: string;
  readonly pupilIds: readonly string[];
}

/** What one policy answered about the group: by pupil, and whom it would take together. */
export interface PolicyAnswers {
  readonly byPupil: ReadonlyMap<string, PupilAnswer>;
  readonly suggestions: readonly Suggestion[];
}

/** Puts a group before policies of the kind `differentiation`, outside any transaction. */
@Injectable()
export class Differentiator {
  constructor(
    private readonly database: Database,
    private readonly runtime: PluginRuntime,
  ) {}

  /** In the order of the round's policies. One that fails costs its own answers alone. */
  async ask(group: AskedGroup): Promise<PolicyAnswers[]> {
    const answers: PolicyAnswers[] = [];
    for (const policy of group.facts.policies) answers.push(await this.askOne(group, policy));
    return answers;
  }

  private async askOne(group: AskedGroup, policy: EvaluatedPolicy): Promise<PolicyAnswers> {
    const { ownerId, pupilIds, asOf, knownVersion, facts, subject, groupCapacity } = group;
    const { inputs } = policy;
    const { snapshotVersion } = facts;
    const frame = await frameOf(this.database, ownerId, { asOf, knownVersion, inputs, snapshotVersion });
    const snapshots = await readSnapshots(this.database, { ownerId, pupilIds, contiguous: false }, frame);
    const digests = snapshots.map((it) => hash('sha256', JSON.stringify(it), 'base64url'));
    const learners = snapshots.map((it, ref) => ({ ...it, ref }));
    const outcome = await this.call(group, policy, { subject, learners, groupCapacity });
    const ofPupil = (place: number): PupilAnswer => {
      const inputDigest = digests[place]!;
      if ('answer' in outcome) {
        const { verdict } = outcome.answer.learners[place]!;
        return { verdict, reason: null, detail: null, inputDigest };
      }
      return { verdict: null, reason: outcome.notEvaluated, detail: outcome.detail, inputDigest };
    };
    const suggested = 'answer' in outcome ? outcome.answer.suggestedGroups : [];
    return {
      byPupil: new Map(pupilIds.map((id, place) => [id, ofPupil(place)])),
      suggestions: suggested.map(({ title, reason, refs }) => ({
        title,
        reason,
        pupilIds: refs.map((ref) => pupilIds[ref]!),
      })),
    };
  }

  private async call(
    { asOf, facts }: AskedGroup,
    { plugin: name, version, bundleDigest: digest, policyId, settings, inputs }: EvaluatedPolicy,
    group: Parameters<Awaited<ReturnType<PluginRuntime['openRun']>>['differentiate']>[0],
  ): Promise<HostedWholeOutcome<GroupAnswer>> {
    const context = { policyId, settings, asOf, nextAssessmentPoint: facts.nextAssessmentPoint, inputs };
    const run = await this.runtime.openRun({ name, version, digest }, context).catch((error: unknown) => {
      if (error instanceof PluginActivationError) return error;
      throw error;
    });
    if (run instanceof PluginActivationError) return refuseAll([group], run)[0]!;
    try {
      return await run.differentiate(group);
    } finally {
      await run.close().catch(() => undefined);
    }
  }
}
