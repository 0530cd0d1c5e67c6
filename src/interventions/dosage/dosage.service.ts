import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned } from '../../auth/tenancy.js';
import { Database } from '../../database/database.js';
import type { PlaceCosts } from '../../provisions/costs/provision-costs.js';
import { ProvisionCostsService } from '../../provisions/costs/provision-costs.service.js';
import { ProvisionTypeEntity } from '../../provisions/provision-type.entity.js';
import { ProvisionEntity } from '../../provisions/provision.entity.js';
import { InterventionEntity } from '../intervention.entity.js';
import { InterventionSessionEntity } from '../sessions/intervention-session.entity.js';
import { type Dosage, dosageReceived } from './dosage.js';
import { dosagePlan } from './dosage-plan.js';

/** What a pupil received of an intervention, and what the pupil's place costs: calculated, never stored. */
@Injectable()
export class DosageService {
  constructor(
    private readonly database: Database,
    private readonly provisionCosts: ProvisionCostsService,
  ) {}

  async dosage(ctx: RequestContext, id: string, asOf: string): Promise<Dosage> {
    const row = await findOwned(this.database, ctx, InterventionEntity, id);
    const { knownAt } = ctx;
    const [provisions, kinds, sessions] = await Promise.all([
      row.provisionId === null
        ? []
        : this.database.selectKnownAt(ProvisionEntity, knownAt, 'owner_id = ? and id = ?', [
            row.ownerId,
            row.provisionId,
          ]),
      this.database.select(ProvisionTypeEntity, 'where id = ?', [row.provisionTypeId]),
      this.database.selectKnownAt(
        InterventionSessionEntity,
        knownAt,
        'owner_id = ? and pupil_id = ? and intervention_id = ?',
        [row.ownerId, row.pupilId, id],
      ),
    ]);
    return dosageReceived(dosagePlan(row, provisions[0] ?? null, kinds[0]!), sessions, asOf);
  }

  /** Null where the intervention is in no provision, holds no place in it, or nothing of its cost is known. */
  async costs(
    ctx: RequestContext,
    id: string,
    asOf: string,
  ): Promise<{ row: InterventionEntity; costs: PlaceCosts | null }> {
    const row = await findOwned(this.database, ctx, InterventionEntity, id);
    if (row.provisionId === null) return { row, costs: null };
    const { costs } = await this.provisionCosts.of(ctx, row.provisionId, asOf);
    return { row, costs: costs?.places.find((it) => it.interventionId === id) ?? null };
  }
}
