import { Module } from '@nestjs/common';
import { AgreementsController } from './agreements/agreements.controller.js';
import { AgreementsService } from './agreements/agreements.service.js';
import { TargetSetsController } from './sets/target-sets.controller.js';
import { TargetSetsService } from './sets/target-sets.service.js';
import { SettlementsService } from './settlements.service.js';
import { TargetsController } from './targets.controller.js';
import { TargetsService } from './targets.service.js';

@Module({
  controllers: [TargetsController, AgreementsController, TargetSetsController],
  providers: [TargetsService, SettlementsService, AgreementsService, TargetSetsService],
})
export class TargetsModule {}
