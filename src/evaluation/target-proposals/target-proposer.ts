import type { ProposeTargetVerdict } from '@espalier/sdk';
import { PluginActivationError } from '@espalier/sdk/sandbox';
import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { type HostedTargetOutcome, refuseAll } from '../../plugin-host/hosted-run.js';
import { PluginRuntime } from '../../plugin-host/plugin-runtime.js';
import type { ProposingPolicy } from '../../targets/proposal.js';
import { type Catalogue, catalogueOf, unknownSubject } from '../runs/catalogue.js';
import { type Answered, evaluateSlices } from '../runs/evaluate-slices.js';
import { frameOf } from '../runs/run-frame.js';
import { judgeProposal, type NoProposal } from './judge-proposal.js';

/** The pupils of a school whom a policy is asked about, and in which subject. */
export interface ProposalRound {
  readonly ownerId: string;
  readonly policy: ProposingPolicy;
  readonly subject: string;
  readonly asOf: string;
  /** In the order of their ids. */
  readonly pupilIds: readonly string[];
}

/** A pupil's answer: as the policy gave it, and what it says of the round's subject. */
export interface AskedPupil extends Answered<HostedTargetOutcome> {
  readonly judged: ProposeTargetVerdict | NoProposal | 'notEvaluated';
}

/** Puts cohorts before policies of the kind `target`, outside any transaction. */
@Injectable()
export class TargetProposer {
  constructor(
    private readonly database: Database,
    private readonly runtime: PluginRuntime,
  ) {}

  /** In the order of the round's pupils. A plugin that cannot be activated costs every pupil the answer. */
  async ask({ ownerId, policy, subject, asOf, pupilIds }: ProposalRound): Promise<AskedPupil[]> {
    const { plugin: name, version, bundleDigest: digest, policyId, settings, inputs } = policy;
    const { knownVersion, snapshotVersion, nextAssessmentPoint } = policy;
    const frame = await frameOf(this.database, ownerId, { asOf, knownVersion, inputs, snapshotVersion });
    const catalogue = await catalogueOf(this.database, ownerId);
    const context = { policyId, settings, asOf, nextAssessmentPoint, inputs };
    const sandbox = await this.runtime.openRun({ name, version, digest }, context).catch((error: unknown) => {
      if (error instanceof PluginActivationError) return error;
      throw error;
    });
    const span = { ownerId, pupilIds, contiguous: false };
    if (sandbox instanceof PluginActivationError) {
      const refused = await evaluateSlices(this.database, span, frame, (snapshots) =>
        Promise.resolve(refuseAll(snapshots, sandbox)),
      );
      return refused.map((it) => judged(it, catalogue, subject));
    }
    try {
      const answers = await evaluateSlices(this.database, span, frame, (snapshots, texts) =>
        sandbox.proposeTargets(snapshots, texts),
      );
      return answers.map((it) => judged(it, catalogue, subject));
    } finally {
      await sandbox.close().catch(() => undefined);
    }
  }
}

function judged(answered: Answered<HostedTargetOutcome>, catalogue: Catalogue, subject: string): AskedPupil {
  const { outcome } = answered;
  if ('notEvaluated' in outcome) return { ...answered, judged: 'notEvaluated' };
  const detail = unknownSubject(catalogue, outcome.verdicts);
  if (detail === null) return { ...answered, judged: judgeProposal(outcome.verdicts, subject) };
  return {
    ...answered,
    outcome: { ref: outcome.ref, notEvaluated: 'badOutput', detail },
    judged: 'notEvaluated',
  };
}
