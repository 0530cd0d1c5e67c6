import { type RequestContext, seesSensitive } from '../../auth/request-context.js';
import { PupilView } from '../../pupils/pupil.view.js';
import type { DecisionEntity } from './decision.entity.js';
import type { RecommendationEntity } from './recommendation.entity.js';

/** One fact that a recommendation rests on. */
export class EvidenceView {
  /** The input it comes from. @example 'trajectory:mathematics' */
  input!: string;
  /** @example 9 */
  value!: string | number | boolean | null;
  /** @example 12 */
  expected?: string | number | boolean | null;
  /** @example '2026-07-10' */
  date?: string;
  /** A few words for the reader. */
  label?: string;
}

/** Another policy’s open recommendation that one is in conflict with. Both stay until somebody has decided on each. */
export class ConflictView {
  recommendationId!: string;
  /** `sameWave`: for the same pupil, in the same subject and at the same wave. @example 'sameWave' */
  kind!: string;
  /** The package. @example '@st-aldates/reading-catch-up' */
  plugin!: string;
  /** @example 'reading-catch-up' */
  policyId!: string;
  /** Key of the provision type. @example 'reading-group' */
  provisionType!: string;
  /** Why that policy recommends it; left out where it is sensitive and the token lacks `sensitive:read`. */
  reason?: string;
}

/**
 * What a policy recommends for a pupil, with its reasons, until a person has decided. Where it is `sensitive`, what
 * tells why is there for tokens with `sensitive:read` only.
 */
export class RecommendationView {
  id!: string;
  schoolId!: string;
  pupilId!: string;
  /** With `expand=pupil`. */
  pupil?: PupilView;
  /** `open`, `accepted`, `dismissed`, `resolved` or `withdrawn`. @example 'open' */
  status!: string;
  /** The package. @example '@espalier/trajectory-catch-up' */
  plugin!: string;
  /** @example '0.1.0' */
  pluginVersion!: string;
  /** @example 'trajectory-catch-up' */
  policyId!: string;
  /** The policy’s rule that fired; left out as `reason` is. @example 'below-trajectory' */
  rule?: string;
  /** @example 'mathematics' */
  subject!: string | null;
  /** 1 universal, 2 targeted, 3 specialist. @example 2 */
  wave!: number;
  /** Key of the provision type. @example 'small-group-catch-up' */
  provisionType!: string;
  urgent!: boolean;
  /**
   * It, or why it is stale, rests on sensitive inputs: `rule`, `reason`, `evidence`, `staleReason` and `inputDigest`
   * are left out without `sensitive:read`.
   * @example false
   */
  sensitive!: boolean;
  /** In plain words. Left out where it is sensitive and the token lacks `sensitive:read`. */
  reason?: string;
  /** Left out as `reason` is. */
  evidence?: EvidenceView[];
  /** The inputs that the policy declared and was granted. @example ['trajectory', 'interventions', 'attendance'] */
  inputs!: string[];
  /** The settings it was made with. */
  settings!: Record<string, unknown>;
  /** @example '2026-10-23' */
  reviewBy!: string | null;
  /** The last run could not tell, or could not evaluate the pupil. */
  stale!: boolean;
  /** Left out as `reason` is. */
  staleReason?: string | null;
  /** What it is in conflict with while it is open; none once it was decided. */
  conflictsWith!: ConflictView[];
  /** The recommendation before this one, where that was decided and this is a new proposal. */
  follows!: string | null;
  /** The run that made or last changed it. */
  evaluationId!: string;
  /** The date as of which the pupil was seen. @example '2026-07-10' */
  asOf!: string;
  /** The school’s version whose state was seen. @example 4711 */
  knownVersion!: number;
  /** SHA-256 of the bundle that ran. */
  bundleDigest!: string;
  /** SHA-256 of what the policy saw of the pupil; left out as `reason` is. */
  inputDigest?: string;
  /** Instant of the newest change. */
  updatedAt!: string;
  version!: number;
}

/** What a named person decided, and why. */
export class DecisionView {
  id!: string;
  schoolId!: string;
  pupilId!: string;
  recommendationId!: string;
  /** `accept`, `amend` or `dismiss`. @example 'accept' */
  outcome!: string;
  /** It was made on sensitive inputs. @example false */
  sensitive!: boolean;
  /** Left out where it is sensitive and the token lacks `sensitive:read`. */
  reason?: string;
  /** The member of staff who decided. */
  staffId!: string;
  decidedAt!: string;
  amendedWave!: number | null;
  amendedProvisionType!: string | null;
  reviewBy!: string | null;
  /** The intervention that was made. */
  interventionId!: string | null;
  /** Recommendations that it was in conflict with and that stay open: decide on each. Null for a decision of before. */
  conflictsWith!: string[] | null;
  version!: number;
}

/** The parts of a recommendation's run that its view shows. */
export interface RunProvenance {
  readonly knownVersion: number;
  readonly bundleDigest: string;
  readonly inputs: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What is shown of a recommendation that lies beside its row. */
export interface BesideRecommendation {
  readonly run: RunProvenance;
  readonly conflicts: readonly RecommendationEntity[];
}

export function toRecommendationView(
  row: RecommendationEntity,
  { run, conflicts }: BesideRecommendation,
  ctx: RequestContext,
): RecommendationView {
  const shown = seesReasons(row, ctx);
  return {
    id: row.id,
    schoolId: row.ownerId,
    pupilId: row.pupilId,
    status: row.status,
    plugin: row.plugin,
    pluginVersion: row.pluginVersion,
    policyId: row.policyId,
    ...(shown && { rule: row.rule }),
    subject: row.subject,
    wave: row.wave,
    provisionType: row.provisionType,
    urgent: row.urgent,
    sensitive: row.onSensitiveInputs,
    ...(shown && { reason: row.reason, evidence: row.evidence.map((it) => ({ ...it })) }),
    inputs: [...run.inputs],
    settings: run.settings,
    reviewBy: row.reviewBy,
    stale: row.stale,
    ...(shown && { staleReason: row.staleReason }),
    conflictsWith: conflicts.map((it) => toConflictView(it, ctx)),
    follows: row.follows,
    evaluationId: row.evaluationId,
    asOf: row.asOf,
    knownVersion: run.knownVersion,
    bundleDigest: run.bundleDigest,
    ...(shown && { inputDigest: row.inputDigest }),
    updatedAt: row.recordedAt,
    version: row.sinceVersion,
  };
}

export function toDecisionView(row: DecisionEntity, ctx: RequestContext): DecisionView {
  return {
    id: row.id,
    schoolId: row.ownerId,
    pupilId: row.pupilId,
    recommendationId: row.recommendationId,
    outcome: row.outcome,
    sensitive: row.onSensitiveInputs,
    ...(seesReasons(row, ctx) && { reason: row.reason }),
    staffId: row.staffId,
    decidedAt: row.recordedAt,
    amendedWave: row.amendedWave,
    amendedProvisionType: row.amendedProvisionType,
    reviewBy: row.reviewBy,
    interventionId: row.interventionId,
    conflictsWith: row.conflictsWith,
    version: row.sinceVersion,
  };
}

function toConflictView(row: RecommendationEntity, ctx: RequestContext): ConflictView {
  const { id: recommendationId, plugin, policyId, provisionType, reason } = row;
  return {
    ...{ recommendationId, kind: 'sameWave', plugin, policyId, provisionType },
    ...(seesReasons(row, ctx) && { reason }),
  };
}

function seesReasons(row: { readonly onSensitiveInputs: boolean }, ctx: RequestContext): boolean {
  return !row.onSensitiveInputs || seesSensitive(ctx);
}
