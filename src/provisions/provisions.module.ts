import { Module } from '@nestjs/common';
import { ProvisionCostsController } from './costs/provision-costs.controller.js';
import { ProvisionCostsService } from './costs/provision-costs.service.js';
import { PupilCostsService } from './costs/pupil-costs.service.js';
import { BudgetsController } from './funding/budgets.controller.js';
import { BudgetsService } from './funding/budgets.service.js';
import { FundingSourcesController } from './funding/funding-sources.controller.js';
import { FundingSourcesService } from './funding/funding-sources.service.js';
import { ProvisionTypesController } from './provision-types.controller.js';
import { ProvisionTypesService } from './provision-types.service.js';
import { ProvisionsController } from './provisions.controller.js';
import { ProvisionsService } from './provisions.service.js';
import { ReferenceController } from './reference/reference.controller.js';

@Module({
  controllers: [
    ProvisionTypesController,
    ProvisionsController,
    ProvisionCostsController,
    FundingSourcesController,
    BudgetsController,
    ReferenceController,
  ],
  providers: [
    ProvisionTypesService,
    ProvisionsService,
    ProvisionCostsService,
    PupilCostsService,
    FundingSourcesService,
    BudgetsService,
  ],
  exports: [ProvisionCostsService],
})
export class ProvisionsModule {}
