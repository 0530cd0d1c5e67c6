import { Module } from '@nestjs/common';
import { AssessmentPointsController } from './assessment-points/assessment-points.controller.js';
import { AssessmentPointsService } from './assessment-points/assessment-points.service.js';
import { SchoolsController } from './schools.controller.js';
import { SchoolsService } from './schools.service.js';
import { SubjectsController } from './subjects/subjects.controller.js';
import { SubjectsService } from './subjects/subjects.service.js';

@Module({
  controllers: [SchoolsController, SubjectsController, AssessmentPointsController],
  providers: [SchoolsService, SubjectsService, AssessmentPointsService],
  exports: [SchoolsService],
})
export class SchoolsModule {}
