import { createHash } from 'node:crypto';
import type { RecommendVerdict } from '@espalier/sdk';
import { places } from '../../database/database.js';
import type { FactPatch, Transaction } from '../../database/transaction.js';
import { InterventionEntity } from '../../interventions/intervention.entity.js';
import { holdInstallation } from './hold-installation.js';
import type { EvaluatedPupil } from '../runs/batch-evaluator.js';
import type { EvaluatedPolicy, EvaluationEntity } from '../runs/evaluation.entity.js';
import { readsSensitive } from '../runs/sees-outcomes.js';
import { DecisionEntity } from './decision.entity.js';
import { type Known, reconcile, type Step } from './reconcile.js';
import { RecommendationEntity } from './recommendation.entity.js';

/** Interventions in these states are over: they no longer silence a recommendation. */
const OVER: readonly string[] = ['closed', 'declined'];

const STALE_CHARS = 500;

interface KnownRow extends Known {
  readonly row: RecommendationEntity;
}

/**
 * Reconciles a policy's answers for the pupils of a batch with what it recommended before. Nothing is recommended
 * for a plugin that was disabled meanwhile: its installation is held, so that disabling comes before or after.
 */
export async function reconcileBatch(
  tx: Transaction,
  run: EvaluationEntity,
  policy: EvaluatedPolicy,
  pupils: readonly EvaluatedPupil[],
): Promise<void> {
  if (!(await holdInstallation(tx, run.ownerId, policy.plugin))) return;
  const known = await readKnown(tx, run.ownerId, policy, pupils);
  for (const { pupilId, outcome, inputDigest } of pupils) {
    const key = { pupilId, plugin: policy.plugin, policyId: policy.policyId };
    const provenance = {
      pluginVersion: policy.version,
      evaluationId: run.id,
      asOf: run.asOf,
      inputDigest,
      onSensitiveInputs: readsSensitive(policy),
    };
    for (const step of reconcile(outcome, known.get(pupilId) ?? [], run.asOf)) {
      carryOut(tx, run.ownerId, key, provenance, step);
    }
  }
}

type RecommendationKey = Pick<RecommendationEntity, 'pupilId' | 'plugin' | 'policyId'>;
type Provenance = Pick<
  RecommendationEntity,
  'pluginVersion' | 'evaluationId' | 'asOf' | 'inputDigest' | 'onSensitiveInputs'
>;

function carryOut(
  tx: Transaction,
  ownerId: string,
  key: RecommendationKey,
  provenance: Provenance,
  step: Step<KnownRow>,
): void {
  switch (step.kind) {
    case 'open':
      tx.insert(RecommendationEntity, {
        ownerId,
        ...key,
        rule: step.verdict.rule,
        subject: step.verdict.subject,
        activeKey: activeKeyOf(key, step.verdict),
        status: 'open',
        ...contentOf(step.verdict),
        ...provenance,
        stale: false,
        staleReason: null,
        follows: step.follows,
      });
      return;
    case 'refresh':
    case 'revise': {
      const { pluginVersion, onSensitiveInputs } = provenance;
      const content = { ...contentOf(step.verdict), stale: false, staleReason: null, onSensitiveInputs };
      // The same answer from the same plugin writes nothing: it would only be noise in the change feed.
      if (isSame(step.known.row, { ...content, pluginVersion })) return;
      tx.update(RecommendationEntity, step.known.row, { ...content, ...provenance });
      return;
    }
    case 'resolve':
      tx.update(RecommendationEntity, step.known.row, {
        status: 'resolved',
        activeKey: null,
        evaluationId: provenance.evaluationId,
        asOf: provenance.asOf,
        inputDigest: provenance.inputDigest,
        // What the version before saw still stands in its reason.
        onSensitiveInputs: step.known.row.onSensitiveInputs || provenance.onSensitiveInputs,
      });
      return;
    case 'markStale':
      tx.update(RecommendationEntity, step.known.row, {
        stale: true,
        staleReason: step.reason.slice(0, STALE_CHARS),
        onSensitiveInputs: step.known.row.onSensitiveInputs || provenance.onSensitiveInputs,
      });
  }
}

function contentOf(verdict: RecommendVerdict) {
  const { wave, provisionType, urgent, reason, evidence, reviewBy } = verdict;
  return { wave, provisionType, urgent, reason, evidence, reviewBy };
}

function isSame(row: RecommendationEntity, content: FactPatch<RecommendationEntity>): boolean {
  return Object.entries(content).every(
    ([member, value]) => JSON.stringify(row[member as keyof RecommendationEntity]) === JSON.stringify(value),
  );
}

/** What tells open recommendations apart (`definitions.md`, Reconcile); the plugin's version is no part of it. */
export function activeKeyOf(
  { pupilId, plugin, policyId }: RecommendationKey,
  { subject, rule }: Pick<RecommendationEntity, 'subject' | 'rule'>,
): string {
  return createHash('sha256')
    .update(JSON.stringify([pupilId, plugin, policyId, subject, rule]))
    .digest('base64url');
}

async function readKnown(
  tx: Transaction,
  ownerId: string,
  { plugin, policyId }: EvaluatedPolicy,
  pupils: readonly EvaluatedPupil[],
): Promise<Map<string, KnownRow[]>> {
  const pupilIds = pupils.map((it) => it.pupilId);
  const rows = await tx.lock(
    RecommendationEntity,
    `where owner_id = ? and pupil_id in (${places(pupilIds.length)}) and plugin = ? and policy_id = ? order by id`,
    [ownerId, ...pupilIds, plugin, policyId],
  );
  const decided = rows
    .filter((it) => it.status === 'accepted' || it.status === 'dismissed')
    .map((it) => it.id);
  const decisions = await readBy(tx, DecisionEntity, ownerId, decided);
  const interventions = await readBy(tx, InterventionEntity, ownerId, decided);
  const known = rows.map((row): KnownRow => {
    const decision = decisions.get(row.id);
    const intervention = interventions.get(row.id);
    return {
      id: row.id,
      rule: row.rule,
      subject: row.subject,
      status: row.status,
      wave: row.wave,
      provisionType: row.provisionType,
      reviewBy: decision?.reviewBy ?? null,
      interventionOpen:
        row.status === 'accepted' ? intervention !== undefined && !OVER.includes(intervention.status) : null,
      decidedWave: decision?.amendedWave ?? row.wave,
      row,
    };
  });
  return Map.groupBy(known, (it) => it.row.pupilId);
}

async function readBy<E extends DecisionEntity | InterventionEntity>(
  tx: Transaction,
  entity: new () => E,
  ownerId: string,
  recommendationIds: readonly string[],
): Promise<Map<string | null, E>> {
  if (recommendationIds.length === 0) return new Map();
  const rows = await tx.select(
    entity,
    `where owner_id = ? and recommendation_id in (${places(recommendationIds.length)})`,
    [ownerId, ...recommendationIds],
  );
  return new Map(rows.map((it) => [it.recommendationId, it]));
}
