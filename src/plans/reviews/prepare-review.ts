import { KnownStaff } from '../../auth/staff/known-staff.js';
import { DomainError, type Fault, invalid } from '../../common/errors/domain-error.js';
import type { FactPatch, Transaction } from '../../database/transaction.js';
import { KnownContacts } from '../../pupils/contacts/known-contacts.js';
import { findProvisionType, missingProvisionType } from '../../provisions/find-provision-type.js';
import { subjectFault } from '../../schools/subjects/subject-fault.js';
import type { PlanEntity } from '../plan.entity.js';
import { type CheckedReview, reviewFaults } from './check-review.js';
import type { NextStepDto, UpdatePlanReviewDto } from './plan-review.dto.js';
import type { PlanReviewEntity } from './plan-review.entity.js';
import type { NextStep } from './review-record.js';

/** The columns of the members that a body has. */
export function preparedMembers(dto: UpdatePlanReviewDto): FactPatch<PlanReviewEntity> {
  const { invitations, outcomes, nextSteps, ...members } = dto;
  return {
    ...members,
    ...(invitations && {
      invitations: invitations.map((it) => ({
        role: it.role,
        name: it.name,
        contactId: it.contactId ?? null,
        staffId: it.staffId ?? null,
        invitedOn: it.invitedOn ?? null,
        answer: it.answer ?? null,
        attended: it.attended ?? null,
      })),
    }),
    ...(outcomes && {
      outcomes: outcomes.map((it) => ({
        outcomeId: it.outcomeId,
        result: it.result,
        achieved: it.achieved ?? null,
        comment: it.comment ?? null,
      })),
    }),
    ...(nextSteps && { nextSteps: nextSteps.map(toNextStep) }),
  };
}

function toNextStep({ what, who = null, byDate = null, intervention }: NextStepDto): NextStep {
  const opens = intervention
    ? {
        provisionTypeKey: intervention.provisionTypeKey,
        subject: intervention.subject ?? null,
        startDate: intervention.startDate ?? null,
        endDate: intervention.endDate ?? null,
      }
    : null;
  return { what, who, byDate, intervention: opens, interventionId: null };
}

/** Checks a review that is being prepared, with all that it names. The plan is held. */
export async function checkPrepared(tx: Transaction, plan: PlanEntity, review: CheckedReview): Promise<void> {
  if (plan.status !== 'open') {
    throw new DomainError('conflict', `The plan is ${plan.status}: only an open plan is reviewed.`);
  }
  const { ownerId, pupilId, id, kind, startDate } = plan;
  const outcomes = await tx.query<{ id: string }>(
    'select id from plan_outcome where owner_id = ? and pupil_id = ? and plan_id = ?',
    [ownerId, pupilId, id],
  );
  const faults = [
    ...reviewFaults(review, { kind, startDate, outcomeIds: outcomes.map((it) => it.id) }),
    ...(await invitationFaults(tx, plan, review)),
    ...(await stepFaults(tx, ownerId, review.nextSteps)),
  ];
  if (faults.length > 0) throw invalid(...faults);
}

async function invitationFaults(
  tx: Transaction,
  { ownerId, pupilId }: PlanEntity,
  { invitations }: CheckedReview,
): Promise<Fault[]> {
  const staff = await KnownStaff.read(
    tx,
    invitations.map((it) => it.staffId),
  );
  const contacts = await KnownContacts.read(
    tx,
    invitations.map((it) => it.contactId),
  );
  return invitations.flatMap((it, i) => [
    ...staff.faults(ownerId, it.staffId, `/invitations/${String(i)}/staffId`),
    ...contacts.faults(pupilId, it.contactId, `/invitations/${String(i)}/contactId`),
  ]);
}

async function stepFaults(
  tx: Transaction,
  schoolId: string,
  steps: CheckedReview['nextSteps'],
): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const [i, { intervention }] of steps.entries()) {
    if (!intervention) continue;
    const at = `/nextSteps/${String(i)}/intervention`;
    const key = intervention.provisionTypeKey;
    if (!(await findProvisionType(tx, schoolId, key))) {
      const fault = await missingProvisionType(tx, schoolId, key);
      faults.push({ pointer: `${at}/provisionTypeKey`, ...fault });
    }
    const unknown = await subjectFault(tx, schoolId, intervention.subject);
    if (unknown) faults.push({ ...unknown, pointer: at + unknown.pointer });
  }
  return faults;
}
