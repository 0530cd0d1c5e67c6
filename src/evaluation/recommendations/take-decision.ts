import { audit } from '../../auth/audit/audit.js';
import { type RequestContext, seesSensitive } from '../../auth/request-context.js';
import { lockOwned } from '../../auth/tenancy.js';
import { DomainError, type Fault, invalid } from '../../common/errors/domain-error.js';
import type { Transaction } from '../../database/transaction.js';
import {
  type AgreedIntervention,
  openIntervention,
  type TakenPlace,
} from '../../interventions/open-intervention.js';
import { DecisionEntity } from './decision.entity.js';
import { readConflicts } from './read-conflicts.js';
import type { CreateDecisionDto } from './recommendation.dto.js';
import { RecommendationEntity } from './recommendation.entity.js';

/** Why an intervention was opened, where the reason of the decision is not for all who read interventions. */
const WITH_DECISION = 'As decided on the recommendation; the reason stands with the decision.';

/** What comes with a decision that is not the person's alone. */
export interface DecisionCircumstances {
  /** The place of a group that is taken. */
  readonly place?: TakenPlace;
  /** The person was shown sensitive reasons beside the recommendation's own. */
  readonly onSensitiveInputs?: boolean;
}

/**
 * What a named person decides on a recommendation, inside a transaction that may decide on others too. What was
 * accepted exists with it, in a place of a group where one is taken for it.
 *
 * Throws `transition-refused` for a recommendation that is no longer open, also where two decide at once, and
 * `sensitive-refused` for one whose reasons the token is not shown.
 */
export async function takeDecision(
  tx: Transaction,
  ctx: RequestContext,
  recommendationId: string,
  dto: CreateDecisionDto,
  circumstances: DecisionCircumstances = {},
): Promise<DecisionEntity> {
  const staffId = ctx.principal.staffId!;
  const before = await lockOwned(tx, ctx, RecommendationEntity, recommendationId);
  if (before.onSensitiveInputs && !seesSensitive(ctx)) {
    throw new DomainError(
      'sensitive-refused',
      'Its reasons rest on sensitive inputs: who decides reads them, with the scope sensitive:read.',
    );
  }
  if (before.status !== 'open') {
    throw new DomainError('transition-refused', `The recommendation is ${before.status}, no longer open.`);
  }
  const conflicting = (await readConflicts(tx, [before], null)).get(before.id) ?? [];
  const { place, onSensitiveInputs = false } = circumstances;
  const sensitive = before.onSensitiveInputs || onSensitiveInputs;
  const intervention =
    dto.outcome === 'dismiss'
      ? null
      : await intervene(tx, before, dto, {
          reason: sensitive ? WITH_DECISION : dto.reason,
          deciderStaffId: staffId,
          ...(place && { place }),
        });
  const decision = tx.insert(DecisionEntity, {
    ownerId: before.ownerId,
    pupilId: before.pupilId,
    recommendationId,
    outcome: dto.outcome,
    reason: dto.reason,
    onSensitiveInputs: sensitive,
    staffId,
    amendedWave: dto.wave ?? null,
    amendedProvisionType: dto.provisionType ?? null,
    reviewBy: dto.reviewBy ?? null,
    interventionId: intervention,
    conflictsWith: conflicting.map((it) => it.id),
  });
  tx.update(RecommendationEntity, before, {
    status: dto.outcome === 'dismiss' ? 'dismissed' : 'accepted',
    activeKey: null,
  });
  audit(tx, {
    ownerId: before.ownerId,
    action: 'recommendation.decide',
    resource: 'recommendations',
    resourceId: recommendationId,
    detail: { outcome: dto.outcome, decisionId: decision.id },
  });
  return decision;
}

async function intervene(
  tx: Transaction,
  recommended: RecommendationEntity,
  dto: CreateDecisionDto,
  decided: Pick<AgreedIntervention, 'reason' | 'deciderStaffId' | 'place'>,
): Promise<string> {
  const { id } = await openIntervention(tx, {
    ownerId: recommended.ownerId,
    pupilId: recommended.pupilId,
    provisionTypeKey: dto.provisionType ?? recommended.provisionType,
    ...(dto.provisionType ? dto.wave && { wave: dto.wave } : { wave: dto.wave ?? recommended.wave }),
    subject: recommended.subject,
    startDate: dto.startDate ?? null,
    endDate: dto.endDate ?? null,
    recommendationId: recommended.id,
    ...decided,
  }).catch((error: unknown) => {
    throw atProvisionType(error);
  });
  return id;
}

/** Which members go with which outcome, and in which order dates lie. */
export function decisionFaults(dto: CreateDecisionDto): Fault[] {
  const faults: Fault[] = [];
  const refuse = (member: keyof CreateDecisionDto, code: string, detail: string) =>
    faults.push({ pointer: `/${member}`, code, detail });
  const has = (member: keyof CreateDecisionDto) => dto[member] !== undefined && dto[member] !== null;
  if (dto.outcome !== 'amend') {
    for (const member of ['wave', 'provisionType'] as const) {
      if (has(member)) refuse(member, 'only-with-amend', `${member} goes with the outcome amend only.`);
    }
  } else if (!has('wave') && !has('provisionType')) {
    refuse('provisionType', 'missing', 'Say what is to be done instead: wave, provisionType, or both.');
  }
  if (dto.outcome === 'dismiss') {
    for (const member of ['startDate', 'endDate'] as const) {
      if (has(member)) refuse(member, 'not-with-dismiss', `${member} does not go with the outcome dismiss.`);
    }
  } else if (has('reviewBy'))
    refuse('reviewBy', 'only-with-dismiss', 'reviewBy goes with the outcome dismiss only.');
  if (dto.startDate && dto.endDate && dto.endDate < dto.startDate) {
    refuse('endDate', 'ends-before-start', 'The end lies before the start.');
  }
  return faults;
}

/** The decision's own pointer for a kind of provision that is not known or offered no more. */
function atProvisionType(error: unknown): unknown {
  if (!(error instanceof DomainError) || error.faults[0]?.pointer !== '/provisionTypeKey') return error;
  return invalid({ ...error.faults[0], pointer: '/provisionType' });
}
