import { Module } from '@nestjs/common';
import { AcademicYearsController } from './academic-years/academic-years.controller.js';
import { AcademicYearsService } from './academic-years/academic-years.service.js';
import { AssessmentPointsController } from './assessment-points/assessment-points.controller.js';
import { AssessmentPointsService } from './assessment-points/assessment-points.service.js';
import { SchoolsController } from './schools.controller.js';
import { SchoolsService } from './schools.service.js';
import { SubjectsController } from './subjects/subjects.controller.js';
import { SubjectsService } from './subjects/subjects.service.js';
import { TrustsController } from './trusts/trusts.controller.js';
import { TrustsService } from './trusts/trusts.service.js';

@Module({
  controllers: [
    SchoolsController,
    SubjectsController,
    AssessmentPointsController,
    AcademicYearsController,
    TrustsController,
  ],
  providers: [SchoolsService, SubjectsService, AssessmentPointsService, AcademicYearsService, TrustsService],
  exports: [SchoolsService],
})
export class SchoolsModule {}
