import { Module } from '@nestjs/common';
import { PlanContributionsController } from './contributions/plan-contributions.controller.js';
import { PlanContributionsService } from './contributions/plan-contributions.service.js';
import { PlanItemsController } from './items/plan-items.controller.js';
import { PlanItemsService } from './items/plan-items.service.js';
import { PlanOutcomesController } from './outcomes/outcomes.controller.js';
import { PlanOutcomesService } from './outcomes/outcomes.service.js';
import { PlansController } from './plans.controller.js';
import { PlansService } from './plans.service.js';
import { PlanReviewsController } from './reviews/plan-reviews.controller.js';
import { PlanReviewsService } from './reviews/plan-reviews.service.js';
import { SendOverviewController } from './send/send-overview.controller.js';
import { SendOverviewService } from './send/send-overview.service.js';

/** Plans in Assess-Plan-Do-Review cycles. */
@Module({
  controllers: [
    PlansController,
    PlanOutcomesController,
    PlanItemsController,
    PlanReviewsController,
    PlanContributionsController,
    SendOverviewController,
  ],
  providers: [
    PlansService,
    PlanOutcomesService,
    PlanItemsService,
    PlanReviewsService,
    PlanContributionsService,
    SendOverviewService,
  ],
})
export class PlansModule {}
