import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../auth/request-context.js';
import { invalid } from '../../common/errors/domain-error.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import type { DecisionEntity } from './decision.entity.js';
import type { CreateDecisionDto } from './recommendation.dto.js';
import { decisionFaults, takeDecision } from './take-decision.js';

/** A named person decides. What was accepted exists in the same transaction. */
@Injectable()
export class DecisionsService {
  constructor(private readonly uow: UnitOfWork) {}

  /** As `takeDecision`, of one recommendation. */
  decide(ctx: RequestContext, recommendationId: string, dto: CreateDecisionDto): Promise<DecisionEntity> {
    const faults = decisionFaults(dto);
    if (faults.length > 0) throw invalid(...faults);
    return this.uow.run(ctx.principal, async (tx) => {
      const decision = await takeDecision(tx, ctx, recommendationId, dto);
      ctx.idempotency?.keepResource(tx, decision);
      return decision;
    });
  }
}
