import { Module } from '@nestjs/common';
import { AllocationGroupsController } from './allocation/allocation-groups.controller.js';
import { AllocationGroupsService } from './allocation/allocation-groups.service.js';
import { EffectController } from './effect/effect.controller.js';
import { EffectService } from './effect/effect.service.js';
import { GapsController } from './gaps/gaps.controller.js';
import { GapsService } from './gaps/gaps.service.js';
import { ProgressController } from './progress/progress.controller.js';
import { ProgressService } from './progress/progress.service.js';
import { ReleasesController } from './releases/releases.controller.js';
import { ReleasesService } from './releases/releases.service.js';
import { SpendController } from './spend/spend.controller.js';
import { SpendService } from './spend/spend.service.js';
import { TimelinessController } from './timeliness/timeliness.controller.js';
import { TimelinessService } from './timeliness/timeliness.service.js';

@Module({
  controllers: [
    ReleasesController,
    GapsController,
    ProgressController,
    TimelinessController,
    EffectController,
    SpendController,
    AllocationGroupsController,
  ],
  providers: [
    ReleasesService,
    GapsService,
    ProgressService,
    TimelinessService,
    EffectService,
    SpendService,
    AllocationGroupsService,
  ],
})
export class InsightsModule {}
