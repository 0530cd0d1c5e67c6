import { audit } from '../auth/audit/audit.js';
import type { StoredBySource } from '../database/stored-by-source.js';
import type { Transaction } from '../database/transaction.js';
import type { StoredPlace } from '../provisions/held-places.js';
import type { ProvisionEntity } from '../provisions/provision.entity.js';
import type { PupilEntity } from '../pupils/pupil.entity.js';
import type { CreateInterventionDto } from './intervention.dto.js';
import type { InterventionEntity } from './intervention.entity.js';

/** What the items of one write share. */
export interface InterventionWrite {
  readonly pupils: ReadonlyMap<string, PupilEntity>;
  readonly provisions: ReadonlyMap<string, ProvisionEntity>;
  readonly stored: StoredBySource<InterventionEntity>;
  /** Places that items before have taken, by provision. */
  readonly pending: Map<string, StoredPlace[]>;
}

/** When the named person decided; now where it is not said. */
export function instantOf(tx: Transaction, { decidedAt }: Pick<CreateInterventionDto, 'decidedAt'>): string {
  return decidedAt ? new Date(decidedAt).toISOString() : tx.at;
}

/** Writes down a step that another system told of. */
export function auditTold(tx: Transaction, row: InterventionEntity, from: string | null): void {
  audit(tx, {
    ownerId: row.ownerId,
    action: 'intervention.transition',
    resource: 'interventions',
    resourceId: row.id,
    detail: { from, to: row.status, reason: row.reason, deciderStaffId: row.deciderStaffId },
  });
}
