import type { BatchWrite } from '../auth/batches/carry-out-batch.js';
import { sourceTaken } from '../auth/batches/source-rows.js';
import type { RequestContext } from '../auth/request-context.js';
import { DomainError, duplicate, invalid } from '../common/errors/domain-error.js';
import type { BatchDone } from '../common/http/batch.js';
import { today } from '../common/instants.js';
import { sourceColumns } from '../common/source.js';
import type { FactPatch, Transaction } from '../database/transaction.js';
import { unknownPupil } from '../pupils/hold-pupils.js';
import type { PupilEntity } from '../pupils/pupil.entity.js';
import { annualReviewDue, planFaults } from './check-plan.js';
import { activeKeyOf, canChange, nextStatuses } from './cycle.js';
import { KnownPlanFacts } from './known-plan-facts.js';
import type { CreatePlanDto, UpdatePlanDto } from './plan.dto.js';
import { PlanEntity } from './plan.entity.js';
import { StoredPlans } from './stored-plans.js';

type Outcome = BatchDone | DomainError;

/** All that a plan says but whose it is. */
type PlanMembers = FactPatch<PlanEntity>;

const NOTHING_YET = {
  activeKey: null,
  coordinatorStaffId: null,
  startDate: null,
  reviewDue: null,
  reviewedOn: null,
  endDate: null,
  closedReason: null,
  previousPlanId: null,
  subjects: null,
  areaOfNeed: null,
  strengths: null,
  needs: null,
  approach: null,
  ehcIssuedOn: null,
  ehcLastReviewedOn: null,
  ehcReference: null,
  phaseTransferOn: null,
} as const;

/**
 * Adds plans, or changes those with the same source key where `bySource` says so. Every item is judged on its own,
 * against what is stored and against the items before it. The pupils are held, so that each has one open plan of a
 * kind however many write at once.
 */
export async function writePlans(
  tx: Transaction,
  ctx: RequestContext,
  items: readonly BatchWrite<CreatePlanDto>[],
  bySource: boolean,
): Promise<Map<number, Outcome>> {
  const known = await KnownPlanFacts.read(
    tx,
    ctx,
    items.map((it) => it.dto),
  );
  const pupils = items.flatMap(({ dto }) => known.pupil(dto.pupilId) ?? []);
  const sources = items.flatMap(({ dto }) => {
    const pupil = known.pupil(dto.pupilId);
    return pupil && dto.source ? [{ ownerId: pupil.ownerId, source: dto.source }] : [];
  });
  const stored = await StoredPlans.read(tx, pupils, sources);
  const outcomes = new Map<number, Outcome>();
  for (const { index, dto } of items) outcomes.set(index, writeOne(tx, dto, known, stored, bySource));
  return outcomes;
}

function writeOne(
  tx: Transaction,
  dto: CreatePlanDto,
  known: KnownPlanFacts,
  stored: StoredPlans,
  bySource: boolean,
): Outcome {
  const pupil = known.pupil(dto.pupilId);
  if (!pupil) return unknownPupil();
  const before = stored.bySource(pupil.ownerId, dto.source);
  if (!before) return add(tx, dto, pupil, known, stored);
  if (!bySource) return sourceTaken('A plan');
  if (before.pupilId !== pupil.id)
    return duplicate('/source', 'The plan with this source key is another pupil’s.');
  if (before.kind !== dto.kind || (dto.cycle ?? before.cycle) !== before.cycle) {
    return new DomainError('conflict', 'The plan with this source key is another kind or cycle; those stay.');
  }
  return changePlan(tx, before, membersOf(dto), pupil, known, stored);
}

function add(
  tx: Transaction,
  dto: CreatePlanDto,
  pupil: PupilEntity,
  known: KnownPlanFacts,
  stored: StoredPlans,
): Outcome {
  const { id: pupilId, ownerId } = pupil;
  const plan = completed({
    ...NOTHING_YET,
    status: 'draft',
    cycle: stored.nextCycle(pupilId, dto.kind),
    ...membersOf(dto),
    ...sourceColumns(dto.source),
    kind: dto.kind,
    ownerId,
    pupilId,
  });
  const refusal = refusalOf(plan, pupil, known);
  if (refusal) return refusal;
  if (stored.hasCycle(pupilId, plan.kind, plan.cycle)) {
    return duplicate('/cycle', `The pupil has cycle ${String(plan.cycle)} of this kind of plan already.`);
  }
  if (plan.status === 'open' && stored.open(pupilId, plan.kind)) return secondOpen();
  const row = tx.insert(PlanEntity, { ...plan, activeKey: activeKeyOf(plan) });
  stored.put(row);
  return { row, kind: 'created' };
}

/** Changes a plan as far as its status lets it change. */
export function changePlan(
  tx: Transaction,
  before: PlanEntity,
  members: PlanMembers,
  pupil: PupilEntity,
  known: KnownPlanFacts,
  stored: StoredPlans,
): Outcome {
  const after = completed({ ...before, ...members });
  if (saysTheSame(before, after)) return { row: before, kind: 'unchanged' };
  const moves = after.status !== before.status;
  if (moves && (after.status === 'reviewed' || !nextStatuses(before.status).includes(after.status))) {
    return new DomainError('transition-refused', transitionRefusal(before, after.status));
  }
  const { status: _status, endDate: _end, closedReason: _reason, ...content } = after;
  if (!canChange(before.status) && !saysTheSame(before, content)) {
    return new DomainError(
      'conflict',
      `The plan is ${before.status}: what it says stays. Open the next cycle.`,
    );
  }
  const refusal = refusalOf(after, pupil, known);
  if (refusal) return refusal;
  const open = after.status === 'open' ? stored.open(after.pupilId, after.kind) : null;
  if (open && open.id !== before.id) return secondOpen();
  const { ownerId: _owner, id: _id, sinceVersion: _version, recordedAt: _at, ...patch } = after;
  const row = tx.update(PlanEntity, before, { ...patch, activeKey: activeKeyOf(after) });
  stored.put(row);
  return { row, kind: 'updated' };
}

/** The columns of the members that a body has. */
export function membersOf(dto: CreatePlanDto | UpdatePlanDto): PlanMembers {
  const { pupilId: _pupil, kind: _kind, source: _source, ehc, ...members } = dto as CreatePlanDto;
  return {
    ...members,
    ...(ehc?.issuedOn !== undefined && { ehcIssuedOn: ehc.issuedOn }),
    ...(ehc?.lastReviewedOn !== undefined && { ehcLastReviewedOn: ehc.lastReviewedOn }),
    ...(ehc?.reference !== undefined && { ehcReference: ehc.reference }),
    ...(ehc?.phaseTransferOn !== undefined && { phaseTransferOn: ehc.phaseTransferOn }),
  };
}

/** 409 for a second open plan of a kind. */
export function secondOpen(): DomainError {
  return duplicate('/kind', 'The pupil has an open plan of this kind already: review or close that one.');
}

/** With what follows from the rest: the end of a closed plan, and when an EHC plan is reviewed. */
function completed<P extends Parameters<typeof planFaults>[0] & { readonly subjects: string[] | null }>(
  plan: P,
): P {
  return {
    ...plan,
    // No subject at all would cover none; null covers all.
    subjects: plan.subjects && plan.subjects.length > 0 ? plan.subjects : null,
    endDate: plan.status === 'closed' ? (plan.endDate ?? today()) : plan.endDate,
    reviewDue: plan.reviewDue ?? annualReviewDue(plan),
  };
}

function refusalOf(
  plan: Parameters<typeof planFaults>[0] & {
    readonly ownerId: string;
    readonly pupilId: string;
    readonly subjects: string[] | null;
  },
  { dateOfBirth }: PupilEntity,
  known: KnownPlanFacts,
): DomainError | null {
  const sen = known.senOn(plan.pupilId, plan.startDate);
  const faults = [
    ...planFaults(plan, { today: today(), dateOfBirth, sen }),
    ...known.faults(plan.ownerId, plan),
  ];
  return faults.length > 0 ? invalid(...faults) : null;
}

function saysTheSame(before: PlanEntity, after: Partial<PlanEntity>): boolean {
  return Object.entries(after).every(
    ([member, value]) => JSON.stringify(before[member as keyof PlanEntity]) === JSON.stringify(value),
  );
}

function transitionRefusal({ status }: PlanEntity, to: string): string {
  if (to === 'reviewed') return 'A plan becomes reviewed by the signed review that ends its cycle.';
  const next = nextStatuses(status);
  const open = next.length > 0 ? `from there it can be ${next.join(' or ')}` : 'that is its end';
  return `The plan is ${status} and cannot be ${to}; ${open}.`;
}
