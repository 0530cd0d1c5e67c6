import { type DomainError, type Fault, invalid } from '../common/errors/domain-error.js';
import type { Transaction } from '../database/transaction.js';
import { findProvisionType, missingProvisionType } from '../provisions/find-provision-type.js';
import { checkCapacity, type StoredPlace } from '../provisions/held-places.js';
import { ProvisionTypeEntity } from '../provisions/provision-type.entity.js';
import { ProvisionEntity } from '../provisions/provision.entity.js';
import { dateFaults, type InterventionDates } from './check-dates.js';
import { holdsPlace, type InterventionStatus } from './lifecycle.js';

/** The provision that a request names, held until the end of the transaction; null for none. */
export async function lockProvision(
  tx: Transaction,
  schoolId: string,
  provisionId: string | null,
): Promise<ProvisionEntity | null> {
  if (provisionId === null) return null;
  const provision = await tx.lockOne(ProvisionEntity, 'where id = ?', [provisionId]);
  if (provision?.ownerId !== schoolId) throw unknownProvision();
  return provision;
}

/** 400 for a provision that is not the pupil's school's. */
export function unknownProvision(): DomainError {
  return invalid({
    pointer: '/provisionId',
    code: 'unknown-provision',
    detail: 'No provision with this id is known at the pupil’s school.',
  });
}

/** The version of a kind that an intervention is of: its provision's, or the newest on offer of the key. */
export async function typeOf(
  tx: Transaction,
  schoolId: string,
  key: string | undefined,
  provision: ProvisionEntity | null,
): Promise<ProvisionTypeEntity> {
  if (provision) {
    const type = await tx.selectOne(ProvisionTypeEntity, 'where id = ?', [provision.provisionTypeId]);
    if (!type) throw new Error(`Provision ${provision.id} is of no kind`);
    if (key === undefined || key === type.typeKey) return type;
    throw invalid({
      pointer: '/provisionTypeKey',
      code: 'other-provision-type',
      detail: `The provision is a ${type.typeKey}.`,
    });
  }
  if (key === undefined) throw invalid(fault('missing', 'Give provisionTypeKey or provisionId.'));
  const type = await findProvisionType(tx, schoolId, key);
  if (!type) {
    throw invalid({ pointer: '/provisionTypeKey', ...(await missingProvisionType(tx, schoolId, key)) });
  }
  return type;
}

function fault(code: string, detail: string): Fault {
  return { pointer: '/provisionTypeKey', code, detail };
}

/** What is checked of an intervention as it will be. */
type Placed = InterventionDates & { readonly id: string; readonly status: InterventionStatus };

/** Checks dates, and the provision's capacity where the intervention will hold a place. */
export async function checkPlace(
  tx: Transaction,
  after: Placed,
  provision: ProvisionEntity | null,
  pending: readonly StoredPlace[] = [],
): Promise<void> {
  const faults = dateFaults(after, provision);
  if (faults.length > 0) throw invalid(...faults);
  if (provision && holdsPlace(after.status)) await checkCapacity(tx, provision, after, pending);
}
