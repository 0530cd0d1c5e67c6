import { Injectable } from '@nestjs/common';
import { type LogLine, PluginActivationError } from '@espalier/sdk/sandbox';
import { Database } from '../../database/database.js';
import { type HostedRun, refuseAll } from '../../plugin-host/hosted-run.js';
import { PluginRuntime } from '../../plugin-host/plugin-runtime.js';
import type { SnapshotFrame } from '../snapshots/snapshot-reader.js';
import { type Catalogue, catalogueOf, heldAgainst } from './catalogue.js';
import type { EvaluationBatchEntity } from './evaluation-batch.entity.js';
import { EvaluationEntity } from './evaluation.entity.js';
import type { PupilOutcome } from './outcome.js';
import { type Answered, evaluateSlices } from './evaluate-slices.js';
import { frameOf } from './run-frame.js';

/** A pupil's answer with the digest of what the policy saw. */
export type EvaluatedPupil = Answered<PupilOutcome>;

/** A batch as it was evaluated. */
export interface EvaluatedBatch {
  readonly run: EvaluationEntity;
  readonly pupils: readonly EvaluatedPupil[];
  /** What the policy wrote to its console meanwhile. */
  readonly log: readonly LogLine[];
}

interface OpenRun {
  readonly run: EvaluationEntity;
  readonly frame: SnapshotFrame;
  readonly catalogue: Catalogue;
  /** Or why the plugin cannot be activated. */
  readonly sandbox: HostedRun | PluginActivationError;
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
    const { run, frame, catalogue, sandbox } = await this.openRun(batch);
    const { ownerId, pupilIds } = batch;
    const span = { ownerId, pupilIds, contiguous: run.facts.wholeRoll };
    const pupils = await evaluateSlices(this.database, span, frame, async (snapshots, texts) => {
      const answers =
        sandbox instanceof PluginActivationError
          ? refuseAll(snapshots, sandbox)
          : await sandbox.evaluate(snapshots, texts);
      return answers.map((it) => heldAgainst(catalogue, it));
    });
    const log = sandbox instanceof PluginActivationError ? [] : sandbox.takeLog();
    return { run, pupils, log };
  }

  /**
   * Ends every run in the sandbox, for the time that there is nothing to do: a later batch opens its own again.
   * Other processes may have done the last batches, so that no end of an evaluation can be waited for here.
   */
  async closeRuns(): Promise<void> {
    const all = [...this.open.values()];
    this.open.clear();
    for (const opening of all) {
      const open = await opening.catch(() => null);
      if (open && !(open.sandbox instanceof PluginActivationError)) {
        await open.sandbox.close().catch(() => undefined);
      }
    }
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
    // A run that an older version of the server began goes on as it began.
    const { snapshotVersion } = run.facts;
    const frame = await frameOf(this.database, ownerId, { asOf, knownVersion, inputs, snapshotVersion });
    const catalogue = await catalogueOf(this.database, ownerId);
    const context = { policyId, settings, asOf, nextAssessmentPoint: run.facts.nextAssessmentPoint, inputs };
    const sandbox = await this.runtime.openRun({ name, version, digest }, context).catch((error: unknown) => {
      if (error instanceof PluginActivationError) return error;
      throw error;
    });
    return { run, frame, catalogue, sandbox };
  }
}
