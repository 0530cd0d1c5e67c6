import { Module } from '@nestjs/common';
import { ProvisionsModule } from '../provisions/provisions.module.js';
import { DosageController } from './dosage/dosage.controller.js';
import { DosageService } from './dosage/dosage.service.js';
import { InterventionsController } from './interventions.controller.js';
import { InterventionsService } from './interventions.service.js';
import { GroupSessionsService } from './sessions/group-sessions.service.js';
import { InterventionSessionsController } from './sessions/intervention-sessions.controller.js';
import { InterventionSessionsService } from './sessions/intervention-sessions.service.js';

@Module({
  imports: [ProvisionsModule],
  controllers: [InterventionsController, InterventionSessionsController, DosageController],
  providers: [InterventionsService, InterventionSessionsService, GroupSessionsService, DosageService],
})
export class InterventionsModule {}
