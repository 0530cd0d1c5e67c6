import type { Transaction } from '../database/transaction.js';
import type { StoredPlace } from '../provisions/held-places.js';
import type { ProvisionEntity } from '../provisions/provision.entity.js';
import type { Wave } from '../provisions/provision-words.js';
import { PupilEntity } from '../pupils/pupil.entity.js';
import { InterventionEntity } from './intervention.entity.js';
import { NO_MEASURES } from './measures/measure-columns.js';
import { checkPlace, typeOf } from './place-intervention.js';
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
  /** Left out: it names a kind of provision and no group yet, so it holds no place. */
  readonly place?: TakenPlace;
}

/** The place of a group that an intervention gets. */
export interface TakenPlace {
  /** Held by the caller. Null: no group has a place yet. */
  readonly provision: ProvisionEntity | null;
  /** Places of it that the same transaction gives before. */
  readonly pending: readonly StoredPlace[];
}

const NO_PLACE: TakenPlace = { provision: null, pending: [] };

/**
 * Adds an agreed intervention, in the transaction of the decision. Throws `validation-failed` at `/provisionTypeKey`
 * for a key that is not known, offered no more or not the group's, and `conflict` where the group is full.
 */
export async function openIntervention(
  tx: Transaction,
  agreed: AgreedIntervention,
): Promise<InterventionEntity> {
  const { ownerId, pupilId, provisionTypeKey, wave, deciderStaffId } = agreed;
  const { provision, pending } = agreed.place ?? NO_PLACE;
  const type = await typeOf(tx, ownerId, provisionTypeKey, provision);
  await tx.lock(PupilEntity, 'where owner_id = ? and id = ?', [ownerId, pupilId]);
  const dates = { startDate: agreed.startDate ?? null, endDate: agreed.endDate ?? null };
  if (provision) await checkPlace(tx, { ...dates, id: '', status: 'agreed' }, provision, pending);
  const row = tx.insert(InterventionEntity, {
    ...dates,
    ownerId,
    pupilId,
    provisionTypeId: type.id,
    provisionTypeKey: type.typeKey,
    provisionTypeVersion: type.typeVersion,
    wave: wave ?? type.wave,
    provisionId: provision?.id ?? null,
    subject: agreed.subject,
    reason: agreed.reason,
    status: 'agreed',
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
