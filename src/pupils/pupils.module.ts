import { Module } from '@nestjs/common';
import { CharacteristicsController } from './characteristics.controller.js';
import { CharacteristicsService } from './characteristics.service.js';
import { EnrolmentsController } from './enrolments.controller.js';
import { EnrolmentsService } from './enrolments.service.js';
import { PupilsController } from './pupils.controller.js';
import { PupilsService } from './pupils.service.js';

@Module({
  controllers: [PupilsController, EnrolmentsController, CharacteristicsController],
  providers: [PupilsService, EnrolmentsService, CharacteristicsService],
  exports: [PupilsService],
})
export class PupilsModule {}
