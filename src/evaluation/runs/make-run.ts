import { SDK_API_VERSION } from '@espalier/sdk/manifest';
import { audit } from '../../auth/audit/audit.js';
import { DomainError } from '../../common/errors/domain-error.js';
import { now } from '../../common/instants.js';
import { places, type Reader } from '../../database/database.js';
import type { Transaction } from '../../database/transaction.js';
import type { ActivePolicy } from '../../plugin-host/plugin-runtime.js';
import { SNAPSHOT_VERSION } from '../snapshots/snapshot-reader.js';
import { EvaluationBatchEntity, EvaluationClaimEntity } from './evaluation-batch.entity.js';
import { type EvaluatedPolicy, EvaluationEntity } from './evaluation.entity.js';
import { keyOf } from './policy-key.js';
import { nextAssessmentPoint } from './run-moment.js';
import { sensitiveRead } from './sensitive-read.js';

/** A run that is to be made. */
export interface WantedRun extends Pick<
  EvaluationEntity,
  'ownerId' | 'mode' | 'asOf' | 'knownVersion' | 'requestedBy' | 'cause'
> {
  readonly policies: readonly ActivePolicy[];
  /** In the order of their ids. */
  readonly pupilIds: readonly string[];
  /** Whether these are all on roll. */
  readonly wholeRoll: boolean;
  /** Most pupils of a batch. */
  readonly batchLearners: number;
}

/**
 * Makes a run with its batches, for the runner to carry out. Throws `run-active` while a live run of one of its
 * policies goes on.
 */
export async function makeRun(tx: Transaction, wanted: WantedRun): Promise<EvaluationEntity> {
  const { policies, pupilIds, wholeRoll, batchLearners, ...members } = wanted;
  const { ownerId, mode, asOf, cause } = members;
  const run = tx.insert(EvaluationEntity, {
    ...members,
    status: 'running',
    facts: {
      policies: policies.map(toEvaluatedPolicy),
      wholeRoll,
      nextAssessmentPoint: await nextAssessmentPoint(tx, ownerId, asOf),
      snapshotVersion: SNAPSHOT_VERSION,
      nodeVersion: process.version,
      sdkVersion: SDK_API_VERSION,
    },
    pupils: pupilIds.length,
    counts: null,
    failure: null,
    startedAt: now(),
    finishedAt: null,
  });
  const keys = policies.map(keyOf);
  if (mode === 'live') {
    const busy = await activeRun(tx, ownerId, keys);
    if (busy) throw runActive(busy);
    tx.append(
      EvaluationClaimEntity,
      ...keys.map((policyKey) => ({ ownerId, policyKey, evaluationId: run.id })),
    );
  }
  tx.append(EvaluationBatchEntity, ...batchesOf(run, pupilIds, batchLearners));
  audit(tx, {
    ownerId,
    action: 'evaluation.start',
    resource: 'evaluations',
    resourceId: run.id,
    detail: { mode, asOf, policies: keys, ...(cause && { cause }), ...sensitiveRead(policies) },
  });
  return run;
}

/** The claim of a live run that goes on of one of some policies; null where there is none. */
export async function activeRun(
  reader: Reader,
  ownerId: string,
  policyKeys: readonly string[],
): Promise<EvaluationClaimEntity | null> {
  return reader.selectOne(
    EvaluationClaimEntity,
    `where owner_id = ? and policy_key in (${places(policyKeys.length)})`,
    [ownerId, ...policyKeys],
  );
}

function toEvaluatedPolicy(policy: ActivePolicy): EvaluatedPolicy {
  const { plugin, version, policyId, digest: bundleDigest, inputs, settings } = policy;
  return { plugin, version, policyId, bundleDigest, inputs, settings };
}

function batchesOf(
  run: EvaluationEntity,
  pupilIds: readonly string[],
  size: number,
): EvaluationBatchEntity[] {
  const { ownerId, id: evaluationId } = run;
  return run.facts.policies.flatMap((_, policy) =>
    Array.from({ length: Math.ceil(pupilIds.length / size) }, (_batch, batch): EvaluationBatchEntity => ({
      ownerId,
      evaluationId,
      policy,
      batch,
      pupilIds: pupilIds.slice(batch * size, (batch + 1) * size),
      state: 'pending',
      token: 0,
      leaseUntil: null,
      counts: null,
    })),
  );
}

function runActive({ evaluationId, policyKey }: EvaluationClaimEntity): DomainError {
  return new DomainError('run-active', `The live run ${evaluationId} of ${policyKey} is still under way.`);
}
