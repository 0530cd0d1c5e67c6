import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type LearnerOutcome, PluginActivationError, type SandboxRun } from '@espalier/sdk/sandbox';
import { Database } from '../../database/database.js';
import { PluginRuntime } from '../../plugin-host/plugin-runtime.js';
import { readSnapshots, type SnapshotFrame } from '../snapshots/snapshot-reader.js';
import { type Catalogue, catalogueOf, heldAgainst } from './catalogue.js';
import type { EvaluationBatchEntity } from './evaluation-batch.entity.js';
import { EvaluationEntity } from './evaluation.entity.js';
import { frameworksOf } from './run-frameworks.js';

/** A pupil's answer with the digest of what the policy saw. */
export interface EvaluatedPupil {
  readonly pupilId: string;
  readonly outcome: LearnerOutcome;
  readonly inputDigest: string;
}

/** A batch as it was evaluated. */
export interface EvaluatedBatch {
  readonly run: EvaluationEntity;
  readonly pupils: readonly EvaluatedPupil[];
}

interface OpenRun {
  readonly run: EvaluationEntity;
  readonly frame: SnapshotFrame;
  readonly catalogue: Catalogue;
  /** Null where the plugin could not be activated; then `failure` says why. */
  readonly sandbox: SandboxRun | null;
  readonly failure: string;
}

/** Reads the pupils of batches and puts them before the policy, outside any transaction. */
@Injectable()
export class BatchEvaluator {
  /** Evaluation and policy → its run in the sandbox, kept over the batches of this process. */
  private readonly open = new Map<string, Promise<OpenRun>>();

  constructor(
    private readonly database: Database,
    private readonly runtime: PluginRuntime,
  ) {}

  async evaluate(batch: EvaluationBatchEntity): Promise<EvaluatedBatch> {
    const { run, frame, catalogue, sandbox, failure } = await this.openRun(batch);
    const { ownerId, pupilIds } = batch;
    const span = { ownerId, pupilIds, contiguous: run.facts.pupilIds === null };
    const snapshots = await readSnapshots(this.database, span, frame);
    const outcomes = sandbox
      ? (await sandbox.evaluate(snapshots)).map((it) => heldAgainst(catalogue, it))
      : snapshots.map((_, ref): LearnerOutcome => ({ ref, notEvaluated: 'crash', detail: failure }));
    return {
      run,
      pupils: snapshots.map((snapshot, i) => ({
        pupilId: pupilIds[i]!,
        outcome: outcomes[i]!,
        inputDigest: createHash('sha256').update(JSON.stringify(snapshot)).digest('base64url'),
      })),
    };
  }

  /** Ends the runs of an evaluation in the sandbox. */
  async closeRuns(evaluationId: string): Promise<void> {
    for (const [key, opening] of this.open) {
      if (!key.startsWith(evaluationId)) continue;
      this.open.delete(key);
      const open = await opening.catch(() => null);
      await open?.sandbox?.close().catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    for (const key of this.open.keys()) await this.closeRuns(key);
  }

  private openRun(batch: EvaluationBatchEntity): Promise<OpenRun> {
    const key = `${batch.evaluationId}/${batch.policy}`;
    let opening = this.open.get(key);
    if (!opening) {
      opening = this.openFresh(batch);
      this.open.set(key, opening);
      opening.catch(() => this.open.delete(key));
    }
    return opening;
  }

  private async openFresh({ ownerId, evaluationId, policy }: EvaluationBatchEntity): Promise<OpenRun> {
    const run = await this.database.selectOne(EvaluationEntity, 'where owner_id = ? and id = ?', [
      ownerId,
      evaluationId,
    ]);
    if (!run) throw new Error(`There is no evaluation ${evaluationId}`);
    const {
      plugin: name,
      version,
      bundleDigest: digest,
      policyId,
      settings,
      inputs,
    } = run.facts.policies[policy]!;
    const { asOf, knownVersion } = run;
    const frame = { asOf, knownVersion, inputs, frameworks: await frameworksOf(this.database, ownerId) };
    const catalogue = await catalogueOf(this.database, ownerId);
    const context = { policyId, settings, asOf, nextAssessmentPoint: run.facts.nextAssessmentPoint, inputs };
    try {
      const sandbox = await this.runtime.openRun({ name, version, digest }, context);
      return { run, frame, catalogue, sandbox, failure: '' };
    } catch (error) {
      if (!(error instanceof PluginActivationError)) throw error;
      return {
        run,
        frame,
        catalogue,
        sandbox: null,
        failure: `The plugin could not be activated: ${error.message}`,
      };
    }
  }
}
