import { invalid } from '../common/errors/domain-error.js';
import type { Transaction } from '../database/transaction.js';
import { findProvisionType, missingProvisionType } from '../provisions/find-provision-type.js';
import type { Wave } from '../provisions/provision-words.js';
import { PupilEntity } from '../pupils/pupil.entity.js';
import { InterventionEntity } from './intervention.entity.js';
import { NO_MEASURES } from './measures/measure-columns.js';
import { recordStep } from './transitions/record-step.js';

/** What a member of staff agreed to when accepting a recommendation. */
export interface AgreedIntervention {
  /** The school. */
  readonly ownerId: string;
  readonly pupilId: string;
  /** A key of the school or of the system; the newest version on offer is taken. */
  readonly provisionTypeKey: string;
  /** As recommended. Left out: the kind's own wave. */
  readonly wave?: Wave;
  readonly subject: string | null;
  /** 1 to 500 characters. */
  readonly reason: string;
  readonly startDate?: string | null;
  readonly endDate?: string | null;
  readonly targetId?: string | null;
  readonly recommendationId: string | null;
  /** The named person who decided. */
  readonly deciderStaffId: string;
}

/**
 * Adds an agreed intervention, in the transaction of the decision. It names a kind of provision and no group
 * yet, so it holds no place. Throws `validation-failed` at `/provisionTypeKey` for a key that is
 * not known or offered no more.
 */
export async function openIntervention(
  tx: Transaction,
  agreed: AgreedIntervention,
): Promise<InterventionEntity> {
  const { ownerId, pupilId, provisionTypeKey, wave, deciderStaffId } = agreed;
  const type = await findProvisionType(tx, ownerId, provisionTypeKey);
  if (!type) {
    const fault = await missingProvisionType(tx, ownerId, provisionTypeKey);
    throw invalid({ pointer: '/provisionTypeKey', ...fault });
  }
  await tx.lock(PupilEntity, 'where owner_id = ? and id = ?', [ownerId, pupilId]);
  const row = tx.insert(InterventionEntity, {
    ownerId,
    pupilId,
    provisionTypeId: type.id,
    provisionTypeKey: type.typeKey,
    provisionTypeVersion: type.typeVersion,
    wave: wave ?? type.wave,
    provisionId: null,
    subject: agreed.subject,
    reason: agreed.reason,
    status: 'agreed',
    startDate: agreed.startDate ?? null,
    endDate: agreed.endDate ?? null,
    targetId: agreed.targetId ?? null,
    recommendationId: agreed.recommendationId,
    deciderStaffId,
    decidedAt: tx.at,
    endedOn: null,
    outcome: null,
    ...NO_MEASURES,
    sourceSystem: null,
    sourceId: null,
  });
  recordStep(tx, row, null, { reason: agreed.reason, staffId: deciderStaffId, decidedAt: tx.at });
  return row;
}
