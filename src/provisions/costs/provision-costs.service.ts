import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../auth/request-context.js';
import { findOwned } from '../../auth/tenancy.js';
import { Database } from '../../database/database.js';
import { ProvisionEntity } from '../provision.entity.js';
import type { CostFacts } from './cost-facts.js';
import { type ProvisionCosts, provisionCosts } from './provision-costs.js';
import { readCostFacts } from './read-cost-facts.js';

/** Costs of a provision, with what they were calculated from. */
export interface CostedRow {
  readonly row: ProvisionEntity;
  readonly facts: CostFacts;
  /** Null: nothing of them is known. */
  readonly costs: ProvisionCosts | null;
}

/** What provisions cost: calculated from what is stored, never stored. */
@Injectable()
export class ProvisionCostsService {
  constructor(private readonly database: Database) {}

  async of(ctx: RequestContext, provisionId: string, asOf: string): Promise<CostedRow> {
    const row = await findOwned(this.database, ctx, ProvisionEntity, provisionId);
    const [facts] = await readCostFacts(this.database, row.ownerId, [row], asOf, ctx.knownAt);
    return { row, facts: facts!, costs: provisionCosts(facts!, asOf) };
  }
}
