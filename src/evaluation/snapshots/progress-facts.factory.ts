import type { ResultEntity } from '../../assessments/results/result.entity.js';
import { newId } from '../../common/ids.js';
import type { NewFact } from '../../database/transaction.js';
import type { InterventionEntity } from '../../interventions/intervention.entity.js';
import { NO_MEASURES } from '../../interventions/measures/measure-columns.js';
import type { ProvisionTypeEntity } from '../../provisions/provision-type.entity.js';
import type { ProvisionEntity } from '../../provisions/provision.entity.js';
import type { TargetEntity } from '../../targets/target.entity.js';

const UNTOLD = { sourceSystem: null, sourceId: null };

interface Key {
  readonly ownerId: string;
  readonly pupilId: string;
}

/** A pupil’s subject in a framework. */
interface Used extends Key {
  readonly subject: string;
  readonly frameworkId: string;
  readonly frameworkKey: string;
  readonly frameworkVersion: number;
}

/** A result of 12. */
export function resultRow(used: Used, members: Partial<ResultEntity> = {}): NewFact<ResultEntity> {
  return {
    ...used,
    ...UNTOLD,
    assessmentPointId: null,
    date: '2026-04-10',
    value: 12,
    grade: null,
    outcome: null,
    points: members.value ?? 12,
    status: 'R',
    resultSource: 'teacher',
    flag: null,
    corrects: null,
    supersededBy: null,
    activeSource: null,
    ...members,
  };
}

/** A target from 10 to 12. */
export function targetRow(used: Used, members: Partial<TargetEntity> = {}): NewFact<TargetEntity> {
  return {
    ...used,
    ...UNTOLD,
    baselineDate: '2026-01-09',
    baseline: 10,
    target: 12,
    due: '2026-07-31',
    checkpoints: null,
    challenge: null,
    belowBaselineReason: null,
    status: 'active',
    targetSetId: null,
    adjustReason: null,
    statusBasis: null,
    proposal: null,
    statusReason: null,
    activeKey: null,
    ...members,
  };
}

/** An active place of wave 2. */
export function interventionRow(
  key: Key,
  provisionType: ProvisionTypeEntity,
  members: Partial<InterventionEntity> = {},
): NewFact<InterventionEntity> {
  return {
    ...key,
    ...UNTOLD,
    provisionTypeId: provisionType.id,
    provisionTypeKey: provisionType.typeKey,
    provisionTypeVersion: provisionType.typeVersion,
    wave: 2,
    provisionId: null,
    subject: 'reading',
    reason: 'Amira needs it',
    status: 'active',
    startDate: '2026-02-01',
    endDate: null,
    targetId: null,
    recommendationId: null,
    deciderStaffId: newId(),
    decidedAt: null,
    endedOn: null,
    outcome: null,
    ...NO_MEASURES,
    ...members,
  };
}

/** A group in the autumn of 2026 without a price. */
export function provisionRow(
  ownerId: string,
  provisionType: ProvisionTypeEntity,
  members: Partial<ProvisionEntity> = {},
): NewFact<ProvisionEntity> {
  return {
    ownerId,
    ...UNTOLD,
    provisionTypeId: provisionType.id,
    name: `Mrs Okafor’s group ${newId()}`,
    subject: 'reading',
    leadStaffId: null,
    startDate: '2026-09-07',
    endDate: '2026-12-18',
    capacity: 6,
    weeks: null,
    sessionsPerWeek: null,
    sessionMinutes: null,
    staff: null,
    ratePerHourPence: null,
    rateRoundUpMinutes: null,
    rateMinimumMinutes: null,
    fixedPence: null,
    resources: null,
    funding: null,
    ...members,
  };
}
